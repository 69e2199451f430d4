import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { MemberCommand } from "../contracts/commands.ts";
import type { ActionId, CampaignId, MemberId } from "../contracts/ids.ts";
import { verifyNdjson } from "../core/ledger/index.ts";
import { playingTable, randomIdOf, roomOf, sitDown } from "../testkit/room-at-hand.ts";
import { Seat, until } from "../testkit/seat.ts";
import { exportOf } from "../testkit/told-log.ts";

type Room = ReturnType<typeof roomOf>;

const asks = async (room: Room, by: MemberId, command: MemberCommand) =>
  await room.command(by, crypto.randomUUID() as ActionId, command);

async function playedTable() {
  const table = await playingTable(["Tom", "Bo"]);
  const { room, members } = table;
  const [tom, bo] = members as [MemberId, MemberId];
  for (let n = 0; n < 5; n += 1) await asks(room, tom, { type: "roll", expression: "1d20", visibility: "public" });
  await asks(room, bo, { type: "roll", expression: "2d6", visibility: "self" });
  await asks(room, tom, { type: "chat", channel: "whisper", to: [bo], text: "Between us." });
  for (let n = 0; n < 80; n += 1) await asks(room, bo, { type: "chat", channel: "ooc", to: [], text: `Line ${n}` });
  return { ...table, tom, bo };
}

async function wholeOf(room: Room, throughSeq: number | null = null): Promise<string> {
  const whole = await room.wholeLog(throughSeq);
  if (!whole.ok) throw new Error(whole.problem.slug);
  return await new Response(whole.stream).text();
}

const streamOf = (text: string) => new Blob([text]).stream() as ReadableStream<Uint8Array>;

async function goOn(text: string, campaignId = randomIdOf("c") as CampaignId) {
  const room = roomOf(campaignId);
  const owner = randomIdOf("m") as MemberId;
  const coming = { campaignId, title: "What if", how: "fork" as const, owner: { memberId: owner, name: "Nela" } };
  return { room, owner, campaignId, answer: await room.continueFrom({ ...coming, log: streamOf(text) }) };
}

test("a history goes on as a campaign of its own: it holds from the first event, its dice fall, and nobody of before has a place", async () => {
  const from = await playedTable();
  const text = await wholeOf(from.room);
  const { room, owner, campaignId, answer } = await goOn(text);
  expect(answer).toMatchObject({ ok: true });
  for (const member of [from.owner, from.tom, from.bo]) expect(await room.roleOf(member)).toBeNull();
  expect(await room.roleOf(owner)).toBe("owner");

  const seat = await Seat.take(room as never, owner);
  await sitDown(seat);
  await asks(room, owner, { type: "roll", expression: "1d20", visibility: "public" });
  for (let n = 0; n < 70; n += 1) await asks(room, owner, { type: "chat", channel: "ooc", to: [], text: `On ${n}` });
  await until("what was said to come", () => seat.state?.head.seq === seat.seq);
  await evictDurableObject(room);
  const { report, events, text: told } = await exportOf(room, owner);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({
    ok: true,
    campaignId,
    title: "What if",
    notes: expect.arrayContaining(["continued"]),
  });
  const before = verifyNdjson(text);
  expect(events[before.events - 1]?.hash).toBe(before.headHash);
  expect(report.rolls.filter(({ kind }) => kind === "resolved").length).toBeGreaterThan(5);
  expect(told, "a whisper of before is between those who whispered").not.toContain("Between us.");
  expect(report.keys.map(({ keyId }) => keyId.slice(0, 3))).toEqual(["k1-", "k2-"]);
});

test("it may go on from any event, also from the middle of what was under way", async () => {
  const from = await playedTable();
  const head = verifyNdjson(await wholeOf(from.room)).events;
  for (const seq of [9, 17, head - 3]) {
    const { room, owner, answer } = await goOn(await wholeOf(from.room, seq));
    expect(answer, `at ${seq}`).toMatchObject({ ok: true });
    const seat = await Seat.take(room as never, owner);
    await sitDown(seat);
    const said = await seat.ask({
      t: "client.player_action",
      act: { type: "act", mode: "do", text: "I look around" },
    } as never);
    expect(said.t).not.toBe("server.problem");
    await until(
      "the turn to end",
      () => seat.state?.public.turn === null && seat.state.public.answered.length > 0,
      15_000,
    );
    expect((await exportOf(room, owner)).report.findings).toEqual([]);
  }
}, 60_000);

test("done twice it is done once, and a table that is somebody's is not taken over", async () => {
  const from = await playedTable();
  const text = await wholeOf(from.room);
  const first = await goOn(text);
  const again = await first.room.continueFrom({
    ...{ campaignId: first.campaignId, title: "What if", how: "fork", owner: { memberId: first.owner, name: "Nela" } },
    log: streamOf(text),
  });
  expect(again).toEqual(first.answer);
  const other = await goOn(text, from.campaignId);
  expect(other.answer.ok && (await other.room.roleOf(other.owner))).toBeFalsy();
  expect(await from.room.roleOf(from.owner)).toBe("owner");
});

describe("what does not hold is not taken, and nothing of it is kept", () => {
  const lines = async () => (await wholeOf((await playedTable()).room)).trimEnd().split("\n");
  const at = (log: string[], n: number, change: (event: Record<string, never>) => object) =>
    log.map((line, index) => (index === n ? JSON.stringify(change(JSON.parse(line))) : line));
  test.each<[string, (log: string[]) => string[], string]>([
    ["a word changed", (log) => log.map((line) => line.replace("Line 7", "Line 8")), "changed after it was hashed"],
    ["an event left out", (log) => log.filter((_, n) => n !== 20), "missing before"],
    ["an event doubled", (log) => log.toSpliced(20, 0, log[20] ?? ""), "already used"],
    [
      "its end cut off in the middle of a line",
      (log) => [...log.slice(0, -1), (log.at(-1) ?? "").slice(0, 40)],
      "not an event",
    ],
    ["a salt changed", (log) => at(log, 12, (event) => ({ ...event, salt: "00".repeat(16) })), "hashed"],
    ["a signature taken away", (log) => at(log, 1, ({ sig: _, ...event }) => event), "should be signed"],
    ["an event veiled", (log) => at(log, 30, ({ body: _, salt: __, ...event }) => event), "veiled"],
    [
      "a head that names another event",
      (log) => at(log, 0, (first) => ({ ...first, head: { seq: 3, hash: "0".repeat(64) } })),
      "no longer passes",
    ],
    ["no log at all", () => ["hello"], "Bring the events.ndjson"],
    ["another file of the export", () => ["{", '  "format": 1', "}"], "Bring the events.ndjson"],
    ["nothing", () => [""], "Bring the events.ndjson"],
  ])("%s", async (_, bend, why) => {
    const { room, answer } = await goOn(bend(await lines()).join("\n"));
    expect(answer).toMatchObject({ ok: false, problem: { slug: "log-refused" } });
    expect(answer.ok ? "" : answer.problem.detail).toContain(why);
    expect(await room.outline()).toBeNull();
  });
});
