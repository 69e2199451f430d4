import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import type { GmCommand } from "../contracts/commands.ts";
import type { DmSettings, ReviewCard } from "../contracts/dm.ts";
import {
  asks,
  atRest,
  draftsOf,
  ownerBehindScreen,
  playTurn,
  setManners,
  stageOf,
  tableWithModel,
  told,
} from "../testkit/model-at-table.ts";
import { Seat, until } from "../testkit/seat.ts";
import { exportOf } from "../testkit/told-log.ts";

afterEach(() => void vi.useRealTimers());

const REVIEW: DmSettings["review"] = { classes: ["roll"], seconds: 600, otherwise: "deny" };
const chat = { t: "client.chat", chat: { type: "chat", channel: "ooc", to: [], text: "Still here." } } as never;

/** A turn whose one roll waits for the owner's verdict. */
async function waitingTurn(review: DmSettings["review"] = REVIEW) {
  const table = await tableWithModel("looks", { settings: { review } });
  const olive = await Seat.take(table.room as never, table.owner);
  const { turnId } = (await table.bo.act("I look around with care")) as { turnId: string };
  await until("the cards", () => cardsOf(olive).length > 0, 20_000);
  return { ...table, olive, turnId, card: cardsOf(olive)[0] as ReviewCard };
}

const cardsOf = (seat: Seat): readonly ReviewCard[] => seat.of("server.review").at(-1)?.cards ?? [];

type Verdict = Omit<Extract<GmCommand, { type: "gm_judge_calls" }>["verdicts"][number], "callId">;

async function judges({ olive, turnId, card }: Awaited<ReturnType<typeof waitingTurn>>, verdict: Verdict) {
  const verdicts = [{ callId: card.callId, ...verdict }];
  return await olive.ask({ t: "client.gm", command: { type: "gm_judge_calls", turnId, verdicts } } as never);
}

test("a call that waits is a card a GM can read: what, why, and the dice it would roll", async () => {
  const { card, olive } = await waitingTurn();
  expect(card).toMatchObject({ tool: "ability_check", class: "roll", verdict: "waiting", refusal: null });
  expect(card.why).toBe("They look closely, and it is not certain what they notice.");
  expect(card.dice).toHaveLength(1);
  expect(card.dice[0]?.expression).toMatch(/^1d20/);
  expect(card.dice[0]?.dc).toBeGreaterThan(0);
  expect(olive.of("server.review").at(-1)?.endsAt).toBeGreaterThan(Date.now());
});

test("[V1] the cards reach those behind the screen and nobody else, also after a reconnect and an eviction", async () => {
  const { room, owner, bo, olive } = await waitingTurn();
  const back = await Seat.take(room as never, owner);
  await until("the cards again", () => cardsOf(back).length > 0);
  await evictDurableObject(room, { webSockets: "hibernate" });
  const after = [await Seat.take(room as never, owner), await Seat.take(room as never, bo.memberId)] as const;
  await until("the cards after the sleep", () => cardsOf(after[0]).length > 0);
  await after[1].ask(chat);
  expect([bo, after[1]].flatMap((seat) => seat.of("server.review"))).toEqual([]);
  expect(JSON.stringify([bo.frames, after[1].frames])).not.toContain("not certain what they notice");
  for (const seat of [back, after[0]]) expect(cardsOf(seat)).toEqual(cardsOf(olive));
});

test("an approved call happens as proposed, and its card is gone", async () => {
  const waiting = await waitingTurn();
  expect(await judges(waiting, { verdict: "approved", reason: "" })).toMatchObject({ t: "server.receipt" });
  await atRest(waiting.bo);
  expect(told(waiting.bo, "roll_resolved")).toHaveLength(1);
  expect(told(waiting.bo, "turn_receipt")[0]?.calls).toEqual([{ class: "roll", verdict: "done" }]);
  await until("an empty desk", () => cardsOf(waiting.olive).length === 0);
});

test("a denied call does not happen, and the turn is told without it", async () => {
  const waiting = await waitingTurn();
  await judges(waiting, { verdict: "denied", reason: "Nothing here is uncertain." });
  await atRest(waiting.bo);
  expect(told(waiting.bo, "roll_ticket")).toEqual([]);
  expect(told(waiting.bo, "turn_receipt")[0]?.calls).toEqual([{ class: "roll", verdict: "denied" }]);
  expect(told(waiting.bo, "dm_narration").at(-1)).toMatchObject({ turnId: waiting.turnId, voice: { model: "looks" } });
  await atRest(waiting.olive);
  expect(told(waiting.olive, "tool_call_refused")).toMatchObject([
    { code: "denied-by-gm", detail: "Nothing here is uncertain." },
  ]);
});

test("an edited call happens as edited; an edit that fits no tool is refused and the call still waits", async () => {
  const waiting = await waitingTurn();
  const { args } = waiting.card;
  const wrong = await judges(waiting, { verdict: "edited", args: { ...args, difficulty: "absurd" }, reason: "" });
  expect(wrong).toMatchObject({ t: "server.problem", problem: { slug: "bad-arguments" } });
  expect(waiting.bo.state?.public.turn?.id).toBe(waiting.turnId);
  await judges(waiting, { verdict: "edited", args: { ...args, difficulty: "very-hard" }, reason: "It is dark." });
  await atRest(waiting.bo);
  expect(told(waiting.bo, "roll_ticket")[0]?.dc).toBeGreaterThan(waiting.card.dice[0]?.dc ?? 0);
  expect(told(waiting.bo, "turn_receipt")[0]?.calls).toEqual([{ class: "roll", verdict: "edited" }]);
});

test("a player can judge nothing, and a call is judged once", async () => {
  const waiting = await waitingTurn();
  const { bo, card, turnId } = waiting;
  const verdicts = [{ callId: card.callId, verdict: "approved", reason: "" }];
  const asked = { t: "client.gm", command: { type: "gm_judge_calls", turnId, verdicts } } as never;
  expect(await bo.ask(asked)).toMatchObject({ t: "server.problem" });
  expect(await judges(waiting, { verdict: "approved", reason: "" })).toMatchObject({ t: "server.receipt" });
  expect(await judges(waiting, { verdict: "denied", reason: "" })).toMatchObject({
    problem: { slug: "nothing-waits" },
  });
  await atRest(bo);
  expect(told(bo, "roll_resolved")).toHaveLength(1);
});

test("switching review off lets a call that waits go on", async () => {
  const { room, owner, bo } = await waitingTurn();
  await asks(room, owner, { type: "gm_dm_settings", settings: { review: null } });
  await atRest(bo);
  expect(told(bo, "roll_resolved")).toHaveLength(1);
});

test.each([
  ["deny", 0],
  ["approve", 1],
] as const)("[T1] with nobody there the deadline judges (%s), by the alarm alone", async (otherwise, rolls) => {
  const { room, owner, bo, olive } = await waitingTurn({ classes: ["roll"], seconds: 15, otherwise });
  for (const seat of [bo, olive]) seat.leave();
  const alarm = await runInDurableObject(room, (_, ctx) => ctx.storage.getAlarm());
  expect(alarm ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(olive.of("server.review").at(-1)?.endsAt ?? 0);
  await evictDurableObject(room);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 20_000 });
  for (let tries = 0; tries < 20 && (await isOpen(room, owner)); tries += 1) await runDurableObjectAlarm(room);
  const { events, report } = await exportOf(room, owner);
  expect(report.findings).toEqual([]);
  const of = (type: string) => events.filter(({ body }) => body?.type === type);
  expect(of("call_judged").map(({ body }) => body?.payload)).toMatchObject([{ memberId: null }]);
  expect([of("roll_resolved").length, of("turn_receipt").length]).toEqual([rolls, 1]);
});

async function isOpen(room: Parameters<typeof exportOf>[0], owner: Seat["memberId"]): Promise<boolean> {
  const { events } = await exportOf(room, owner);
  return !events.some(({ body }) => body?.type === "turn_receipt");
}

const raisesX = (seat: Seat) => seat.ask({ t: "client.table", command: { type: "raise_x", boundary: null } } as never);
const resumes = (seat: Seat) => seat.ask({ t: "client.table", command: { type: "resume_play" } } as never);

test("X while calls wait puts the cards away and ends the turn", async () => {
  const { bo, olive } = await waitingTurn();
  await raisesX(bo);
  await until("an empty desk", () => cardsOf(olive).length === 0);
  expect(bo.state?.public).toMatchObject({ turn: null, paused: true });
  expect(told(bo, "roll_ticket")).toEqual([]);
});

test("X while the model plans ends the turn at once; its late answer is ignored, and paid for", async () => {
  const { room, owner, bo } = await tableWithModel("slow");
  const olive = await ownerBehindScreen(room, owner);
  await bo.act("I look around with care");
  await stageOf(bo, "directing");
  await raisesX(bo);
  expect(bo.state?.public).toMatchObject({ turn: null, paused: true });
  const paid = async () => {
    const bill = await room.spending(owner, null);
    return bill.ok ? bill.spending.total.requests : 0;
  };
  for (let tries = 0; tries < 200 && (await paid()) === 0; tries += 1) await olive.ask(chat);
  expect(await paid()).toBe(1);
  expect([told(olive, "proposal_made"), told(bo, "turn_failed"), draftsOf(bo, "")]).toEqual([[], [], []]);
});

test("after X nobody waits for a model that is silent: going on, the next action is answered at once", async () => {
  const { room, owner, bo } = await tableWithModel("silent");
  await bo.act("I look around");
  await stageOf(bo, "directing");
  await raisesX(bo);
  await asks(room, owner, { type: "gm_dm_settings", settings: { voice: "openai:plain" } });
  await resumes(bo);
  const from = Date.now();
  await playTurn(bo, "I sit down");
  expect(Date.now() - from, "the silence would have lasted six seconds").toBeLessThan(4_000);
  expect(told(bo, "dm_narration").at(-1)?.voice).toMatchObject({ model: "plain" });
});

test("X while the model speaks silences it at once, and going on lets the actions through that waited", async () => {
  const { campaignId, room, owner, bo } = await tableWithModel("trickle");
  const { turnId } = (await bo.act("I look around")) as { turnId: string };
  await until("the first words", () => draftsOf(bo, turnId).length > 2, 20_000);
  await raisesX(bo);
  const heard = draftsOf(bo, turnId).length;
  expect(bo.state?.public).toMatchObject({ turn: null, paused: true });
  await expect.poll(async () => (await setManners(campaignId)).hungUp, { timeout: 5_000 }).toBe(1);
  await asks(room, owner, { type: "gm_dm_settings", settings: { voice: "openai:plain" } });
  const waiting = await bo.act("I sit down");
  expect(waiting).toMatchObject({ t: "server.receipt", stage: "queued" });
  await resumes(bo);
  await atRest(bo);
  expect(draftsOf(bo, turnId), "no word more").toHaveLength(heard);
  expect(told(bo, "dm_narration").map((narration) => narration.turnId)).not.toContain(turnId);
  expect(told(bo, "dm_narration").at(-1)?.voice).toMatchObject({ model: "plain" });
  const bill = await room.spending(owner, null);
  expect(
    bill.ok && bill.spending.byVoice.find(({ voice, task }) => voice === "openai:trickle" && task === "narrator"),
  ).toMatchObject({ requests: 1 });
});

test("after X the last narration is put away for everybody, and nobody can read who asked", async () => {
  const { room, owner, bo } = await tableWithModel("plain");
  const olive = await ownerBehindScreen(room, owner);
  await playTurn(bo, "I look around");
  const of = bo.state?.public.told?.seq;
  await raisesX(bo);
  await until("the pause at the other seat", () => olive.state?.public.paused === true);
  expect(olive.state?.public.veiled).toEqual([of]);
  const paused = olive.events.find((event) => "body" in event && event.body.type === "safety_paused");
  expect(JSON.stringify(paused)).not.toContain(bo.memberId);
  await resumes(bo);
  await playTurn(bo, "I look somewhere else");
  expect(told(bo, "dm_narration").at(-1)?.voice).toMatchObject({ model: "plain" });
});
