import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { CLOSE, PROTOCOL_VERSION } from "../contracts/frames.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import { openTable, playingTable, type roomOf } from "../testkit/room-at-hand.ts";
import { Seat, until } from "../testkit/seat.ts";

type Room = ReturnType<typeof roomOf>;

const newId = () => crypto.randomUUID() as ActionId;
const say = (text: string) => ({ t: "client.chat", chat: { type: "chat", channel: "ooc", to: [], text } }) as never;
const rows = (room: Room) =>
  runInDurableObject(room, (_, ctx) =>
    ctx.storage.sql
      .exec(
        "SELECT (SELECT COUNT(*) FROM events) AS events, (SELECT COUNT(*) FROM actions) AS actions, (SELECT COUNT(*) FROM timers) AS timers",
      )
      .one(),
  );

async function chatter(room: Room, by: MemberId, count: number): Promise<void> {
  await runInDurableObject(room, (inside) => {
    for (let n = 0; n < count; n += 1)
      inside.command(by, newId(), { type: "chat", channel: "ooc", to: [], text: `line ${n}` });
  });
}

test("a client is brought level the shortest way: nothing, the tail, or the whole view", async () => {
  const { room, owner } = await openTable();
  const first = await Seat.take(room as never, owner);
  expect(first.of("server.welcome")[0]).toMatchObject({ resume: "snapshot", head: first.seq });
  const { seq } = first;
  const resume = async (from: { seq: number; epoch: number | null }) => {
    const seat = await Seat.take(room as never, owner, from);
    await until("being level", () => seat.frames.some(({ t }) => t === "server.head" || t === "server.snapshot"));
    seat.leave();
    return {
      how: seat.of("server.welcome")[0]?.resume,
      events: seat.of("server.events").flatMap(({ events }) => events.map(({ header }) => header.seq)),
      snapshot: seat.of("server.snapshot").length,
    };
  };
  expect(await resume({ seq, epoch: 1 })).toEqual({ how: "level", events: [], snapshot: 0 });
  await first.ask(say("one"));
  await first.ask(say("two"));
  expect(await resume({ seq, epoch: 1 })).toEqual({ how: "tail", events: [seq + 1, seq + 2], snapshot: 0 });
  expect(await resume({ seq: seq + 2, epoch: 2 }), "another epoch").toMatchObject({ how: "snapshot", snapshot: 1 });
  expect(await resume({ seq: seq + 2, epoch: null }), "no epoch yet").toMatchObject({ how: "snapshot", snapshot: 1 });
  expect(await resume({ seq: seq + 3, epoch: 1 }), "from the future").toMatchObject({ how: "snapshot", events: [] });
  expect(await resume({ seq: Number.MAX_SAFE_INTEGER, epoch: 1 })).toMatchObject({ how: "snapshot" });
  await chatter(room, owner, 520);
  await until("the chatter", () => first.seq >= seq + 522);
  const head = first.seq;
  const tail = await resume({ seq: first.seq - 500, epoch: 1 });
  expect([tail.how, tail.events.length, tail.events.at(-1)]).toEqual(["tail", 500, head]);
  expect((await resume({ seq: first.seq - 501, epoch: 1 })).how, "too far behind for a tail").toBe("snapshot");
});

test("before hello nothing is heard and nothing is sent; another protocol is sent away", async () => {
  const { room, owner, members } = await openTable(["Bo"]);
  const quiet = await Seat.take(room as never, members[0] as MemberId, "silent");
  const talker = await Seat.take(room as never, owner);
  expect(await quiet.ask(say("hello?"))).toMatchObject({ t: "server.problem", problem: { slug: "hello-first" } });
  await talker.ask(say("anybody?"));
  expect(quiet.frames.map(({ t }) => t)).toEqual(["server.problem"]);
  quiet.send({ t: "client.hello", protocol: PROTOCOL_VERSION + 1, epoch: null, last_seq_seen: 0 });
  await until("the door", () => quiet.closed !== null);
  expect(quiet.closed?.code).toBe(CLOSE.reload);
  expect(quiet.of("server.problem").at(-1)?.problem.slug).toBe("protocol-mismatch");
});

test("a ticket lets one in, also when a hundred knock with it at once, twenty times over", async () => {
  const { room, owner } = await openTable();
  const knock = async (ticket: string) => {
    const answer = await Seat.knock(room as never, owner, ticket);
    // An answer that nobody reads would keep the room awake.
    await answer.body?.cancel();
    return answer;
  };
  for (let time = 0; time < 20; time += 1) {
    const ticket = `ticket-${time}`;
    const answers = await Promise.all(Array.from({ length: 100 }, async () => await knock(ticket)));
    expect(answers.filter(({ status }) => status === 101)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(99);
    for (const { webSocket } of answers) webSocket?.accept();
    if (time % 5 === 0) await evictDurableObject(room);
    expect((await knock(ticket)).status, "nor after a sleep").toBe(401);
  }
});

test("nobody gets in who has no place here, and a ticket out of date or without a name opens nothing", async () => {
  const { room, owner, members } = await openTable(["Bo"]);
  await room.command(owner, newId(), { type: "gm_remove_member", memberId: members[0] as MemberId, reason: "noise" });
  expect((await Seat.knock(room as never, members[0] as MemberId)).status).toBe(403);
  expect((await Seat.knock(room as never, `m_${"z".repeat(20)}` as MemberId)).status).toBe(404);
  expect((await Seat.knock(room as never, owner, "")).status).toBe(401);
  const late = await room.fetch("https://room/socket", {
    headers: {
      upgrade: "websocket",
      "x-emberhall-member": owner,
      "x-emberhall-jti": "late",
      "x-emberhall-exp": String(Date.now() - 1),
    },
  });
  expect(late.status).toBe(401);
  expect((await room.fetch("https://room/socket")).status).toBe(426);
});

test("asleep between any two frames, the room is the same to everybody", async () => {
  const { room, seats } = await playingTable(["Bo", "Mira"]);
  const [bo, mira] = seats as [Seat, Seat];
  const sleep = () => evictDurableObject(room, { webSockets: "hibernate" });
  await sleep();
  expect(await bo.ask(say("still here?"))).toMatchObject({ t: "server.receipt" });
  await sleep();
  expect(
    await mira.ask({ t: "client.roll", roll: { type: "roll", expression: "1d20", visibility: "self" } } as never),
  ).toMatchObject({ t: "server.receipt" });
  await sleep();
  bo.send({ t: "client.typing", typing: true });
  await until("the typing", () =>
    mira
      .of("server.presence")
      .some(({ here }) => here.some(({ memberId, typing }) => memberId === bo.memberId && typing)),
  );
  await sleep();
  await bo.act("I look around");
  await until(
    "the narration",
    () => mira.events.some((event) => "body" in event && event.body.type === "dm_narration"),
    15_000,
  );
  const heads = () => [bo, mira].map((seat) => seat.of("server.head").at(-1));
  await until("the heads", () => heads().every((head) => head?.seq === bo.seq));
  expect(heads().map((head) => head?.state_hash)).toEqual([bo.hash, mira.hash]);
});

test("[V3] whoever is removed hears nothing more, on any of their sockets, and is not let act again", async () => {
  const { room, owner, seats } = await playingTable(["Bo", "Mira"]);
  const [bo, mira] = seats as [Seat, Seat];
  const second = await Seat.take(room as never, bo.memberId);
  const quiet = await Seat.take(room as never, bo.memberId, "silent");
  await evictDurableObject(room, { webSockets: "hibernate" });
  const counts = () => [bo, second, quiet].map(({ frames }) => frames.length);
  const before = counts();
  await room.command(owner, newId(), { type: "gm_remove_member", memberId: bo.memberId, reason: "noise" });
  await mira.ask(say("was that needed?"));
  await until("closed sockets", () => [bo, second, quiet].every(({ closed }) => closed !== null));
  expect([bo, second, quiet].map(({ closed }) => closed?.code)).toEqual([CLOSE.removed, CLOSE.removed, CLOSE.removed]);
  expect(counts(), "not one frame more").toEqual(before);
  expect(await room.command(bo.memberId, newId(), { type: "chat", channel: "ooc", to: [], text: "hey" })).toMatchObject(
    { ok: false, problem: { slug: "member-removed" } },
  );
  for (const answer of [
    await room.log(bo.memberId, { limit: 10 }),
    await room.export(bo.memberId),
    await room.members(bo.memberId),
  ])
    expect(answer).toMatchObject({ ok: false, problem: { slug: "not-found" } });
});

test("[V3] who leaves the screen gets the players' view at once, and who takes it the other", async () => {
  const { room, owner } = await openTable();
  const olive = await Seat.take(room as never, owner);
  await olive.ask({ t: "client.gm", command: { type: "gm_take_over" } } as never);
  const views = () => olive.of("server.snapshot").map(({ view }) => (view as { gm: unknown }).gm !== null);
  await until("the GM's view", () => views().length === 2);
  expect(
    await olive.ask({ t: "client.gm", command: { type: "gm_annotate", about: null, text: "a note" } } as never),
  ).toMatchObject({ t: "server.receipt" });
  await olive.ask({ t: "client.gm", command: { type: "gm_hand_back", leaveScreen: true } } as never);
  await until("the players' view", () => views().length === 3);
  expect(views()).toEqual([false, true, false]);
  const behind = await Seat.take(room as never, owner, { seq: olive.seq - 3, epoch: 1 });
  await until("being level", () => behind.frames.some(({ t }) => t === "server.snapshot"));
  expect(behind.of("server.welcome")[0]?.resume, "a tail in which the screen moved is no tail").toBe("snapshot");
});

test("presence and typing are told and never stored", async () => {
  const { room, owner, seats } = await playingTable(["Bo"]);
  const [bo] = seats as [Seat];
  const olive = await Seat.take(room as never, owner);
  const before = await rows(room);
  for (const typing of [true, false, true]) bo.send({ t: "client.typing", typing });
  await until(
    "the typing",
    () =>
      olive
        .of("server.presence")
        .at(-1)
        ?.here.some(({ memberId, typing }) => memberId === bo.memberId && typing) === true,
  );
  bo.leave();
  await until(
    "the empty chair",
    () =>
      olive
        .of("server.presence")
        .at(-1)
        ?.here.every(({ memberId }) => memberId !== bo.memberId) === true,
  );
  const back = await Seat.take(room as never, bo.memberId);
  await until(
    "the return",
    () =>
      back
        .of("server.presence")
        .at(-1)
        ?.here.some(({ memberId, typing }) => memberId === bo.memberId && !typing) === true,
  );
  expect(await rows(room)).toEqual(before);
});

test("too fast is told to slow down, goes through later, and shuts nobody else out", async () => {
  const { seats } = await playingTable(["Bo", "Mira"]);
  const [bo, mira] = seats as [Seat, Seat];
  const ids = Array.from({ length: 60 }, newId);
  for (const id of ids)
    bo.send({ t: "client.chat", id, chat: { type: "chat", channel: "ooc", to: [], text: "hurry" } });
  const answers = () =>
    bo.frames.filter(
      (frame) => (frame.t === "server.receipt" || frame.t === "server.problem") && ids.includes(frame.re as ActionId),
    );
  await until("all the answers", () => answers().length === 60);
  const slowed = bo.of("server.problem");
  expect(slowed.length).toBeGreaterThan(0);
  expect(slowed.every(({ problem }) => problem.slug === "slow-down" && (problem.retryAfterMs ?? 0) > 0)).toBe(true);
  expect(await mira.ask(say("I have time"))).toMatchObject({ t: "server.receipt" });
  const [waiting] = slowed;
  for (let tries = 0, done = false; !done && tries < 50; tries += 1)
    done = (await bo.ask(say("hurry"), waiting?.re ?? newId())).t === "server.receipt";
  expect(bo.frames.some((frame) => frame.t === "server.receipt" && frame.re === waiting?.re)).toBe(true);
});

test("a flood that never listens is shown the door", async () => {
  const { room, owner } = await openTable();
  const olive = await Seat.take(room as never, owner);
  for (let n = 0; n < 400; n += 1) olive.send({ t: "client.typing", typing: n % 2 === 0 });
  await until("the door", () => olive.closed !== null);
  expect(olive.closed?.code).toBe(CLOSE.flooding);
});

test("a hello is heard also among the frames of a full outbox; without end it is sent away", async () => {
  const { room, seats } = await playingTable(["Bo"]);
  const [bo] = seats as [Seat];
  for (let n = 0; n < 100; n += 1) bo.send({ t: "client.typing", typing: n % 2 === 0 });
  const back = await Seat.take(room as never, bo.memberId);
  expect(back.of("server.welcome")).toHaveLength(1);
  for (let n = 0; n < 20; n += 1)
    back.send({ t: "client.hello", protocol: PROTOCOL_VERSION, epoch: 1, last_seq_seen: back.seq });
  await until("the door", () => back.closed !== null);
  expect(back.closed?.code).toBe(CLOSE.flooding);
});
