import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { DmSettings } from "../contracts/dm.ts";
import type { MemberId, TurnId } from "../contracts/ids.ts";
import { newCampaign } from "../core/new-campaign.ts";
import { asks, atRest, playTurn, stageOf, tableWithModel, told } from "../testkit/model-at-table.ts";
import { openTable, roomOf } from "../testkit/room-at-hand.ts";
import type { Seat } from "../testkit/seat.ts";
import type { RoomLibrary } from "./campaign-room.ts";
import { Purse } from "./purse.ts";
import type { SpendMeter } from "./spend-meter.ts";
import { SpendingBook } from "./spending-book.ts";

/** What one answer of `dear` is billed, whatever it was asked. */
const DEAR_CALL = 20_000 * 5 + 6_000 * 25;
/** Enough for its director and for nothing more. */
const ONE_DEAR_STEP = DEAR_CALL + 50_000;
const USED_UP = "the table's budget for today is used up";

async function billOf(room: ReturnType<typeof roomOf>, by: MemberId) {
  const bill = await room.spending(by, null);
  if (!bill.ok) throw new Error(bill.problem.slug);
  const { costMicroUsd, reservedMicroUsd } = bill.spending.today;
  return { ...bill.spending, used: costMicroUsd + reservedMicroUsd, reserved: reservedMicroUsd };
}

const lastVoice = (seat: Seat) => told(seat, "dm_narration").at(-1)?.voice;

const dearAtCap = (atCap: DmSettings["atCap"]) =>
  tableWithModel("dear", { settings: { atCap, dayCapMicroUsd: ONE_DEAR_STEP } });

test("at the cap the Oracle answers where the owner wants it so, and says why", async () => {
  const { bo } = await dearAtCap("oracle");
  await playTurn(bo, "I look around");
  expect(lastVoice(bo)).toMatchObject({ provider: "oracle", fallback: USED_UP });
  await playTurn(bo, "I look around again");
  expect(lastVoice(bo)).toMatchObject({ provider: "oracle", fallback: USED_UP });
  expect(told(bo, "turn_receipt").at(-1)).toMatchObject({ spent: [], standIn: USED_UP });
});

test("at the cap the machine waits where the owner wants it so; with a higher cap the same turn goes on", async () => {
  const { room, owner, bo } = await dearAtCap("pause");
  const turnId = await playTurn(bo, "I look around");
  expect(told(bo, "turn_failed")).toMatchObject([{ turnId, reason: "budget-used" }]);
  await asks(room, owner, { type: "gm_dm_settings", settings: { dayCapMicroUsd: 4 * DEAR_CALL } });
  await bo.ask({ t: "client.table", command: { type: "retry_turn", turnId } } as never);
  await atRest(bo);
  expect(told(bo, "dm_narration").at(-1)).toMatchObject({ turnId, voice: { model: "dear" } });
});

test("at the cap a cheaper model answers where the owner wants it so, and the table is told who", async () => {
  const { bo } = await dearAtCap("cheaper");
  await playTurn(bo, "I look around");
  expect(lastVoice(bo)).toMatchObject({ provider: "openai", model: "plain" });
  expect(told(bo, "voice_changed").map(({ voice }) => voice)).toEqual(["openai:dear", "openai:plain"]);
});

test("at the cap the prompts get shorter where the owner wants it so", async () => {
  const { room, owner, bo } = await tableWithModel("plain", {
    settings: { atCap: "shorter", dayCapMicroUsd: 12_000 },
  });
  const turnId = (await playTurn(bo, "I look around")) as TurnId;
  const seen = await room.dmSaw(owner, turnId);
  if (!seen.ok) throw new Error(seen.problem.slug);
  const tokens = seen.prompts.map(({ task, parts }) => [task, parts.reduce((sum, part) => sum + part.tokens, 0)]);
  expect(tokens).toEqual([
    ["director", expect.toSatisfy((sum: number) => sum > 0 && sum <= 5_000)],
    ["narrator", expect.toSatisfy((sum: number) => sum > 0 && sum <= 2_500)],
  ]);
  expect((await billOf(room, owner)).used).toBeLessThanOrEqual(12_000);
});

test.each(["oracle", "shorter", "cheaper"] as const)(
  "[Q3] sixteen turns against a cap for two, with %s at the cap, spend no more than the cap",
  async (atCap) => {
    const cap = 130_000;
    const { room, owner, bo } = await tableWithModel("looks", { settings: { atCap, dayCapMicroUsd: cap } });
    for (let turn = 1; turn <= 16; turn += 1) await playTurn(bo, `I look around, now ${turn} times`);
    const voices = told(bo, "dm_narration").flatMap(({ turnId, voice }) => (turnId === null ? [] : [voice]));
    expect(voices[0]).toMatchObject({ provider: "openai", model: "looks" });
    expect(voices.at(-1)).toMatchObject(atCap === "cheaper" ? { model: "plain" } : { provider: "oracle" });
    expect((await billOf(room, owner)).used).toBeLessThanOrEqual(cap);
  },
  60_000,
);

test("[Q3] a provider that counts more than it was sent is overspent by one call and not asked again", async () => {
  const { room, owner, bo } = await dearAtCap("oracle");
  for (let turn = 1; turn <= 4; turn += 1) await playTurn(bo, `I look around, now ${turn} times`);
  const { used } = await billOf(room, owner);
  expect(used).toBeGreaterThanOrEqual(DEAR_CALL);
  expect(used).toBeLessThanOrEqual(ONE_DEAR_STEP + DEAR_CALL);
});

test("a member who has used up their part is answered by the Oracle; the others still hear the model", async () => {
  const settings = { atCap: "oracle", memberDayCapMicroUsd: 2.4 * DEAR_CALL } as const;
  const { bo, seats } = await tableWithModel("dear", { players: ["Bo", "Mira"], settings });
  const mira = seats[1] as Seat;
  for (let turn = 1; turn <= 3; turn += 1) await playTurn(bo, `I look around, now ${turn} times`);
  expect(lastVoice(bo)).toMatchObject({ provider: "oracle", fallback: "a player's budget for today is used up" });
  await playTurn(mira, "I look around too");
  expect(lastVoice(mira)).toMatchObject({ provider: "openai", model: "dear" });
});

test("what all tables may spend in an hour holds also for a table that has its own budget left", async () => {
  const terms = { hourMicroUsd: 2.4 * DEAR_CALL };
  const { bo } = await tableWithModel("dear", { terms });
  await playTurn(bo, "I look around");
  expect(lastVoice(bo)).toMatchObject({ provider: "openai" });
  const { bo: eve } = await tableWithModel("dear", { terms, settings: { atCap: "oracle" } });
  for (let turn = 1; turn <= 2; turn += 1) await playTurn(eve, `I look around, now ${turn} times`);
  const fallback = "this server's budget for the hour is used up";
  expect(lastVoice(eve)).toMatchObject({ provider: "oracle", fallback });
});

test("[Q3] what an instance had set aside when it died stays counted, and the next one sets aside its own", async () => {
  const { campaignId, owner, bo } = await tableWithModel("silent");
  const { turnId } = (await bo.act("I look around")) as { turnId: TurnId };
  await stageOf(bo, "directing");
  const { reserved } = await billOf(roomOf(campaignId), owner);
  expect(reserved).toBeGreaterThan(0);
  await runInDurableObject(roomOf(campaignId), (_, ctx) => ctx.abort("A crash, as the test wanted.")).catch(() => null);
  const left = async () => (await billOf(roomOf(campaignId), owner)).reserved;
  await expect.poll(left).toBe(2 * reserved);
  await asks(roomOf(campaignId), owner, { type: "cancel_turn", turnId });
  await expect.poll(left, { timeout: 20_000 }).toBe(reserved);
}, 40_000);

test("a step that is not asked sets nothing aside", async () => {
  const settings = { atCap: "oracle", dayCapMicroUsd: 1_000 } as const;
  const { room, owner, bo } = await tableWithModel("plain", { settings });
  await playTurn(bo, "I look around");
  expect(lastVoice(bo)).toMatchObject({ provider: "oracle", fallback: USED_UP });
  expect(await billOf(room, owner)).toMatchObject({ used: 0, reserved: 0 });
});

test("a meter that does not answer lets nothing be spent, and the Oracle plays", async () => {
  const { room } = await openTable();
  const gone = { take: () => Promise.reject(new Error("No meter.")), settle: () => Promise.resolve() };
  const asked = { task: "narrator", turnId: null, members: [], withinMs: 1_000, whyNot: null } as const;
  const answer = await runInDurableObject(room, (inside, { storage: { sql } }) => {
    const { library } = inside as unknown as { library: RoomLibrary };
    const terms = { ...library.dmTerms(), defaults: ["openai:plain"], hourMicroUsd: 1_000_000 };
    const purse = new Purse(
      new SpendingBook(sql),
      () => terms,
      () => gone,
    );
    return purse.reserve(newCampaign, asked);
  });
  const plan = { voices: [], spendMicroUsd: 0, standsInFor: "this server's budget for the hour is used up" };
  expect(answer).toMatchObject({ ok: true, reservation: { plan } });
});

test("[Q3] sixty steps that begin at once never get more than the day allows, however slow the meter is", async () => {
  const { room } = await openTable();
  const capMicroUsd = 200_000;
  const slow = {
    take: async () => {
      await scheduler.wait(1);
      return { ok: true, leftMicroUsd: 1_000_000 };
    },
    settle: () => Promise.resolve(),
  };
  const asked = { task: "help", turnId: null, members: [], withinMs: 1_000, whyNot: null } as const;
  const reserved = await runInDurableObject(room, async (inside, { storage: { sql } }) => {
    const { library } = inside as unknown as { library: RoomLibrary };
    const caps = { hourMicroUsd: 10_000_000, campaignDayMicroUsd: capMicroUsd };
    const terms = { ...library.dmTerms(), defaults: ["openai:plain"], ...caps };
    const book = new SpendingBook(sql);
    const purse = new Purse(
      book,
      () => terms,
      () => slow,
    );
    const answers = await Promise.all(Array.from({ length: 60 }, () => purse.reserve(newCampaign, asked)));
    return answers.map((answer) => (answer.ok ? answer.reservation.plan.spendMicroUsd : 0));
  });
  expect(reserved.filter((microUsd) => microUsd > 0).length).toBeGreaterThan(1);
  expect(reserved.reduce((sum, microUsd) => sum + microUsd, 0)).toBeLessThanOrEqual(capMicroUsd);
});

const meters = (env as unknown as { METER: DurableObjectNamespace<SpendMeter> }).METER;

test("[Q3] a hundred tables that ask the meter at once never get more than the hour allows", async () => {
  const meter = meters.getByName("a hundred");
  const [now, limitMicroUsd] = [Date.UTC(2026, 10, 1, 20, 15), 50_000];
  const ask = () => meter.take({ microUsd: 1_000, limitMicroUsd, now });
  const answers = await Promise.all(Array.from({ length: 100 }, ask));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(50);
  expect(answers.every(({ leftMicroUsd }) => leftMicroUsd >= 0)).toBe(true);
  for (let n = 0; n < 20; n += 1) await meter.settle({ reservedMicroUsd: 1_000, costMicroUsd: 100, takenAt: now });
  const after = await Promise.all(Array.from({ length: 100 }, ask));
  expect(
    after.filter(({ ok }) => ok),
    "what was not used is free again",
  ).toHaveLength(18);
  const nextHour = { microUsd: 1_000, limitMicroUsd, now: now + 3_600_000 };
  expect(await meter.take(nextHour)).toEqual({ ok: true, leftMicroUsd: 49_000 });
});
