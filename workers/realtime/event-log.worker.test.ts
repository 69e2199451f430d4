import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { MemberCommand } from "../contracts/commands.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import type { Fact } from "../core/step.ts";
import type { CampaignRoom } from "../index.ts";
import { openTable, type roomOf } from "../testkit/room-at-hand.ts";
import { Seat } from "../testkit/seat.ts";
import { exportOf } from "../testkit/told-log.ts";
import { CampaignSecrets } from "./campaign-secrets.ts";
import { EventLog, StaleAppend } from "./event-log.ts";

type Room = ReturnType<typeof roomOf>;

const newId = (): ActionId => crypto.randomUUID() as ActionId;

/** Many commands in one go inside the object: they share one commit, so a long log takes no long time. */
async function commands(room: Room, by: MemberId, count: number, command: (n: number) => MemberCommand): Promise<void> {
  await runInDurableObject(room, (inside: CampaignRoom) => {
    for (let n = 0; n < count; n += 1) expect(inside.command(by, newId(), command(n))).toMatchObject({ ok: true });
  });
}

const chats = (room: Room, by: MemberId, count: number) =>
  commands(room, by, count, (n) => ({ type: "chat", channel: "ooc", to: [], text: `line ${n}` }));

async function sql(room: Room, query: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
  return await runInDurableObject(
    room,
    (_room, ctx) =>
      ctx.storage.sql.exec(query, ...(values as SqlStorageValue[])).toArray() as Record<string, unknown>[],
  );
}

async function hashFor(room: Room, memberId: MemberId): Promise<string> {
  const seat = await Seat.take(room as never, memberId);
  const [snapshot] = seat.of("server.snapshot");
  seat.leave();
  return snapshot?.state_hash ?? "";
}

test("[L1] [L7] [L8] snapshots are a cache: with them, without them, with a torn one, the state is the same", async () => {
  const { room, owner } = await openTable();
  await chats(room, owner, 450);
  const live = await hashFor(room, owner);
  const kept = await sql(room, "SELECT seq FROM snapshots ORDER BY seq");
  expect(kept.length).toBeGreaterThanOrEqual(2);
  await evictDurableObject(room);
  expect(await hashFor(room, owner)).toBe(live);

  await sql(room, "UPDATE snapshots SET state = substr(state, 1, 200) WHERE seq = ?", kept.at(-1)?.["seq"]);
  await evictDurableObject(room);
  expect(await hashFor(room, owner), "a torn snapshot is passed over").toBe(live);

  await sql(
    room,
    "UPDATE snapshots SET state = json_set(state, '$.version', 0, '$.public.title', 'of another time') WHERE json_valid(state)",
  );
  await evictDurableObject(room);
  expect(await hashFor(room, owner), "so is one that other code wrote").toBe(live);

  await sql(room, "DELETE FROM snapshots");
  await evictDurableObject(room);
  expect(await hashFor(room, owner)).toBe(live);
  const { events, report } = await exportOf(room, owner);
  expect(events.map(({ header }) => header.seq)).toEqual(events.map((_, at) => at + 1));
  expect(report.findings).toEqual([]);
});

test("[L6] an append that expects another seq than the log's is refused and stores nothing, and so is an instance left behind", async () => {
  const { room, owner } = await openTable();
  await chats(room, owner, 1);
  await runInDurableObject(room, (inside: CampaignRoom, ctx) => {
    const left = new EventLog(ctx.storage, new CampaignSecrets(ctx.storage.sql));
    const fact: Fact = {
      type: "time_passed",
      v: 1,
      actor: { kind: "system" },
      cause: {},
      audience: "all",
      payload: { minutes: 1 },
    };
    const { seq } = left.state.head;
    for (const expected of [0, seq - 1, seq + 1]) expect(() => left.append([fact], expected)).toThrow(StaleAppend);
    expect(inside.command(owner, newId(), { type: "chat", channel: "ooc", to: [], text: "on" })).toMatchObject({
      ok: true,
    });
    expect(() => left.append([fact], seq), "its number is taken").toThrow();
  });
  expect((await exportOf(room, owner)).report.findings).toEqual([]);
});

test("[D6] a log with an event of the future is read up to there and left alone", async () => {
  const { room, owner } = await openTable();
  await chats(room, owner, 3);
  const [last] = await sql(room, "SELECT MAX(seq) AS seq FROM events");
  const future = Number(last?.["seq"]) - 1;
  const [row] = await sql(room, "SELECT body FROM events WHERE seq = ?", future);
  await sql(room, "UPDATE events SET body = json_set(body, '$.v', 2) WHERE seq = ?", future);
  await evictDurableObject(room);

  const refused = await room.command(owner, newId(), { type: "chat", channel: "ooc", to: [], text: "hello?" });
  expect(refused).toMatchObject({ ok: false, problem: { slug: "unavailable" } });
  expect(
    await room.join({
      memberId: owner.replace("m_", "m_").slice(0, -1).concat("z") as MemberId,
      name: "Late",
      role: "player",
    }),
  ).toMatchObject({ ok: false, problem: { slug: "unavailable" } });
  const seat = await Seat.take(room as never, owner);
  expect(seat.seq, "what can be read is shown").toBe(future - 1);
  seat.leave();
  const { events } = await exportOf(room, owner);
  expect(events.at(-1)?.header.seq).toBe(future - 1);
  const [after] = await sql(room, "SELECT MAX(seq) AS seq FROM events");
  expect(after?.["seq"], "nothing was added and nothing lost").toBe(last?.["seq"]);

  await sql(room, "UPDATE events SET body = ? WHERE seq = ?", row?.["body"], future);
  await evictDurableObject(room);
  await chats(room, owner, 1);
  expect((await exportOf(room, owner)).report.findings).toEqual([]);
});

test("[T3] [T5] dice go on through a change of epoch: nothing is skipped, repeated or mixed up", async () => {
  const { room, owner } = await openTable();
  await commands(room, owner, 900, (n) => ({
    type: "roll",
    expression: "1d20",
    visibility: n % 50 === 0 ? "gm" : "public",
  }));
  const { report } = await exportOf(room, owner);
  expect(report.findings).toEqual([]);
  expect(report.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
  expect(report.rolls.filter(({ kind }) => kind === "resolved").length).toBe(900);
}, 60_000);
