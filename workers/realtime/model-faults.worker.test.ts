import { expect, test } from "vitest";
import type { Ruleset } from "../contracts/rules.ts";
import {
  asks,
  atRest,
  draftsOf,
  ownerBehindScreen,
  playTurn,
  setManners,
  tableWithModel,
  told,
} from "../testkit/model-at-table.ts";
import { MANNERS, type MannerName } from "../testkit/model-manners.ts";
import { exportOf } from "../testkit/told-log.ts";

/** What the small hall keeps from its players; `leaks` is given the last of them. */
const SECRETS = ["secret tell", "second tell", "sealed tell"];
const CAP = 400_000;
/** The dearest single request at the price of a model nobody has priced: 8,000 tokens in, 1,200 out. */
const ONE_CALL = 8_000 * 5 + 1_200 * 25;
/** What a provider says that counts otherwise than we do. */
const ONE_DEAR_CALL = 20_000 * 5 + 6_000 * 25;
/** Of it the director gets a quarter and the narrator a half, so that those who wait for silence do not wait long. */
const TURN_MS = 12_000;
const WAITS: ReadonlySet<MannerName> = new Set(["silent", "trickle"]);

/** Who tells the turn, and who plans it, when a model behaves like this. */
const EXPECTED: Readonly<Record<MannerName, { plans: "openai" | "oracle"; tells: "openai" | "oracle" }>> = {
  plain: { plans: "openai", tells: "openai" },
  looks: { plans: "openai", tells: "openai" },
  busy: { plans: "oracle", tells: "oracle" },
  quota: { plans: "oracle", tells: "oracle" },
  gone: { plans: "oracle", tells: "oracle" },
  reset: { plans: "oracle", tells: "oracle" },
  silent: { plans: "oracle", tells: "oracle" },
  slow: { plans: "openai", tells: "openai" },
  trickle: { plans: "openai", tells: "oracle" },
  cut: { plans: "oracle", tells: "openai" },
  length: { plans: "openai", tells: "openai" },
  nonsense: { plans: "oracle", tells: "oracle" },
  empty: { plans: "oracle", tells: "oracle" },
  refuses: { plans: "oracle", tells: "oracle" },
  echo: { plans: "oracle", tells: "oracle" },
  leaks: { plans: "openai", tells: "oracle" },
  speaks: { plans: "openai", tells: "openai" },
  loops: { plans: "openai", tells: "oracle" },
  unknown: { plans: "openai", tells: "openai" },
  conflicting: { plans: "openai", tells: "openai" },
  "stop-with-tools": { plans: "openai", tells: "openai" },
  "null-content": { plans: "openai", tells: "oracle" },
  reasons: { plans: "openai", tells: "openai" },
  flaky: { plans: "openai", tells: "openai" },
  dear: { plans: "openai", tells: "openai" },
};

/** One turn with a model of this manner, and everything that is to be seen of it afterwards. */
async function turnWith(manner: MannerName, ruleset: Ruleset = "d20") {
  const terms = WAITS.has(manner) ? { turnBudgetMs: TURN_MS } : {};
  const table = await tableWithModel(manner, { ruleset, terms, settings: { dayCapMicroUsd: CAP } });
  const { room, owner, campaignId, bo } = table;
  const olive = await ownerBehindScreen(room, owner);
  await setManners(campaignId, { secret: SECRETS.at(-1) ?? "" });
  const from = Date.now();
  const turnId = await playTurn(bo, "I search the table with care");
  const tookMs = Date.now() - from;
  await atRest(olive);
  const narrations = told(bo, "dm_narration").filter((narration) => narration.turnId === turnId);
  return { ...table, olive, turnId, tookMs, narrations, plans: told(olive, "proposal_made") };
}

type Played = Awaited<ReturnType<typeof turnWith>>;

async function expectSound({ room, owner, bo, tookMs, narrations }: Played, manner: MannerName): Promise<void> {
  expect(tookMs, "[T1]").toBeLessThan(WAITS.has(manner) ? TURN_MS : 15_000);
  expect(told(bo, "turn_failed")).toEqual([]);
  expect(narrations, "[T2] told once").toHaveLength(1);
  expect(narrations[0]?.text, "never blank").toMatch(/\p{L}{3}/u);
  const { events, report } = await exportOf(room, owner);
  expect(report.findings).toEqual([]);
  const resolved = events.flatMap(({ body }) => (body?.type === "roll_resolved" ? [body.payload.ticketSeq] : []));
  const tickets = events.flatMap(({ header, body }) => (body?.type === "roll_ticket" ? [header.seq] : []));
  expect(resolved, "[T3] each die falls once").toEqual(tickets);
  const applied = events.flatMap(({ body }) => (body?.type === "tool_call_applied" ? [body.payload.callId] : []));
  expect(new Set(applied).size).toBe(applied.length);
  expect(applied.length, "at most eight calls").toBeLessThanOrEqual(8);
  const bill = await room.spending(owner, null);
  if (!bill.ok) throw new Error(bill.problem.slug);
  const { costMicroUsd, reservedMicroUsd } = bill.spending.today;
  expect(costMicroUsd + reservedMicroUsd, "[Q3]").toBeLessThanOrEqual(
    CAP + (manner === "dear" ? ONE_DEAR_CALL : ONE_CALL),
  );
}

function expectHonest({ bo, plans, narrations, turnId }: Played, manner: MannerName): void {
  const expected = EXPECTED[manner];
  const [voice] = narrations.map((narration) => narration.voice);
  expect({ plans: plans[0]?.voice.provider, tells: voice?.provider }).toEqual(expected);
  expect(plans[0]?.voice.fallback === undefined, "who stands in says for whom").toBe(expected.plans === "openai");
  expect(voice?.fallback === undefined, "who stands in says for whom").toBe(expected.tells === "openai");
  const [receipt] = told(bo, "turn_receipt");
  const tasks = receipt?.spent.map(({ task }) => task) ?? [];
  expect(new Set(tasks), "all who were asked stand on the receipt").toEqual(new Set(["director", "narrator"]));
  expect(receipt?.standIn ?? null).toBe(voice?.fallback ?? null);
  const heard = [JSON.stringify([bo.frames, bo.events]), draftsOf(bo, turnId).join("")].join("\n");
  for (const secret of SECRETS) expect(heard, "[V1]").not.toContain(secret);
}

test.each(MANNERS)(
  "[T1] [T2] [Q3] with a model that is %s the turn ends, and says honestly who told it",
  async (manner) => {
    const played = await turnWith(manner);
    await expectSound(played, manner);
    expectHonest(played, manner);
  },
  60_000,
);

test.each(["looks", "nonsense", "loops", "unknown", "conflicting", "null-content"] as const)(
  "[T1] [T2] [Q3] the same with embers and a model that is %s",
  async (manner) => {
    const played = await turnWith(manner, "embers");
    await expectSound(played, manner);
    expectHonest(played, manner);
  },
);

test.each(["reset", "cut", "nonsense", "leaks", "echo", "loops"] as const)(
  "after a turn with a model that is %s another model tells the next one",
  async (manner) => {
    const { room, owner, bo } = await turnWith(manner);
    await asks(room, owner, { type: "gm_dm_settings", settings: { voice: "openai:plain" } });
    const turnId = await playTurn(bo, "I look around once more");
    expect(told(bo, "dm_narration").at(-1)).toMatchObject({ turnId, voice: { model: "plain" } });
    expect(told(bo, "dm_narration").at(-1)?.voice.fallback).toBeUndefined();
  },
);

test("[M6] of a proposal that is half nonsense nothing is carried out", async () => {
  const { plans, bo } = await turnWith("nonsense");
  expect(plans[0]?.voice.fallback).toBe("the model's answer could not be read");
  expect(told(bo, "turn_receipt")[0]?.spent.find(({ task }) => task === "director")?.requests, "one repair").toBe(2);
});

test("[M11] tools nobody has and ids from elsewhere are refused, with what would have been allowed, and change nothing", async () => {
  const { olive } = await turnWith("unknown");
  const refusals = told(olive, "tool_call_refused");
  expect(told(olive, "tool_call_applied")).toEqual([]);
  expect(new Set(refusals.map(({ code }) => code))).toEqual(
    new Set(["unknown-tool", "unknown-creature", "bad-arguments"]),
  );
  expect(refusals.find(({ code }) => code === "unknown-tool")?.alternatives).toContain("ability_check");
});

test("[M12] a call made fifty times is made once", async () => {
  const { olive, plans } = await turnWith("loops");
  expect(told(olive, "tool_call_applied")).toHaveLength(1);
  expect(plans.length).toBeLessThanOrEqual(4);
});

test("[M13] [T4] calls that undo each other run in their order, and what the rules forbid is refused", async () => {
  const { olive, bo } = await turnWith("conflicting");
  expect(told(olive, "tool_call_applied").map(({ tool }) => tool)).toEqual(["use_item"]);
  expect(told(olive, "tool_call_refused").map(({ tool }) => tool)).toEqual(["attack"]);
  expect(told(bo, "creature_fell")).toEqual([]);
});

test("[M14] a narration that gives a secret away is not told, and the GM is warned", async () => {
  const { olive, bo, turnId } = await turnWith("leaks");
  expect(told(olive, "narration_checked").at(-1)).toMatchObject({ turnId, leak: true });
  expect(told(olive, "tool_call_refused").map(({ code }) => code)).toEqual(["repeats-secret"]);
  expect(told(bo, "narration_checked")).toEqual([]);
  expect(draftsOf(bo, turnId).join("")).not.toContain("sealed tell");
});

test("a model that speaks for a hero is cut short, and the table is told that it was", async () => {
  const { olive, bo, narrations } = await turnWith("speaks");
  expect(narrations[0]?.text).not.toContain("I give up");
  expect(narrations[0]?.text).not.toContain("decide");
  expect(told(bo, "turn_receipt")[0]?.cuts).toContain("speaks-for-a-hero");
  expect(
    told(olive, "narration_checked")[0]
      ?.cuts.map(({ text }) => text)
      .join(),
  ).toContain("I give up");
});

test("what a model thinks to itself reaches nobody", async () => {
  const { bo } = await turnWith("reasons");
  const heard = JSON.stringify(bo.frames);
  for (const thought of ["must stay hidden", "must not say", "<think>"]) expect(heard).not.toContain(thought);
});
