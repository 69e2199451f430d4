import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { mutatedFrame, SeededChance } from "../testkit/frame-mutations.ts";
import { playingTable, type roomOf } from "../testkit/room-at-hand.ts";
import { Seat, until } from "../testkit/seat.ts";
import { exportOf } from "../testkit/told-log.ts";
import { readFrame } from "./socket-door.ts";

const counted = (room: ReturnType<typeof roomOf>) =>
  runInDurableObject(room, (_, ctx) =>
    ctx.storage.sql
      .exec("SELECT (SELECT COUNT(*) FROM events) AS events, (SELECT COUNT(*) FROM actions) AS actions")
      .one(),
  );

test("frames that cannot be read have no effect and are answered, one by one", async () => {
  const { room, seats } = await playingTable(["Bo", "Mira"]);
  const before = await counted(room);
  const broken = Array.from({ length: 600 }, (_, seed) => mutatedFrame(new SeededChance(seed + 1)))
    .filter((message) => !readFrame(message).ok)
    .slice(0, 200);
  const [bo, mira] = seats as [Seat, Seat];
  for (let at = 0; at < broken.length; at += 25) {
    // A socket of its own for each handful, so that the limit on haste is not what is tried here.
    const seat = at === 0 ? bo : await Seat.take(room as never, bo.memberId);
    const heard = seat.of("server.problem").length;
    const handful = broken.slice(at, at + 25);
    for (const message of handful) seat.send(message);
    await until("an answer to each", () => seat.of("server.problem").length - heard === handful.length);
    const slugs = new Set(
      seat
        .of("server.problem")
        .slice(heard)
        .map(({ problem }) => problem.slug),
    );
    expect([...slugs].filter((slug) => !["bad-frame", "frame-too-large", "slow-down"].includes(slug))).toEqual([]);
    if (at > 0) seat.leave();
  }
  expect(await counted(room)).toEqual(before);
  expect(
    await mira.ask({ t: "client.chat", chat: { type: "chat", channel: "ooc", to: [], text: "all well" } } as never),
  ).toMatchObject({ t: "server.receipt" });
});

test("frames that can be read, whatever they ask, leave a sound log and a room that answers", async () => {
  const { room, owner, seats } = await playingTable(["Bo", "Mira"]);
  const readable = Array.from({ length: 3_000 }, (_, seed) => mutatedFrame(new SeededChance(seed + 10_000))).filter(
    (message) => readFrame(message).ok,
  );
  const frames = readable.slice(0, 200) as string[];
  expect(frames.length).toBe(200);
  const slugs = new Set<string>();
  for (let at = 0; at < frames.length; at += 20) {
    const seat = await Seat.take(room as never, at % 40 === 0 ? owner : (seats[0]?.memberId ?? owner));
    for (const frame of frames.slice(at, at + 20)) seat.send(frame);
    const answered = () =>
      seat.of("server.problem").length + seat.of("server.receipt").length + seat.of("server.welcome").length;
    await until("the last answer", () => answered() > 0 || seat.closed !== null);
    for (const { problem } of seat.of("server.problem")) slugs.add(problem.slug);
    if (seat.closed === null) seat.leave();
  }
  expect(slugs, "nothing broke inside").not.toContain("internal");
  const [, mira] = seats as [Seat, Seat];
  expect(
    await mira.ask({ t: "client.chat", chat: { type: "chat", channel: "ooc", to: [], text: "all well" } } as never),
  ).toMatchObject({ t: "server.receipt" });
  expect((await exportOf(room, owner)).report.findings).toEqual([]);
});

test("half a sign, and a tree too deep to be chained, are refused and not kept trying", async () => {
  const { room, owner, seats } = await playingTable(["Bo"]);
  const [bo] = seats as [Seat];
  const olive = await Seat.take(room as never, owner);
  const refusal = { t: "server.problem", problem: { slug: "bad-request" } };
  expect(
    await bo.ask({ t: "client.chat", chat: { type: "chat", channel: "ooc", to: [], text: "a star \ud83c" } } as never),
  ).toMatchObject(refusal);
  let deep: unknown = 1;
  for (let level = 0; level < 200; level += 1) deep = { deep };
  expect(
    await olive.ask({ t: "client.gm", command: { type: "gm_tool", tool: "describe", args: { deep } } } as never),
  ).toMatchObject(refusal);
  expect(
    await olive.ask({
      t: "client.gm",
      command: {
        type: "gm_call_roll",
        creatureId: "constructor",
        expression: "1d20",
        dc: 10,
        label: "x",
        visibility: "public",
      },
    } as never),
  ).toMatchObject({ problem: { slug: "unknown-creature" } });
});
