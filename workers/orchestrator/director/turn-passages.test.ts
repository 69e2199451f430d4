import { beforeEach, expect, test } from "vitest";
import { DirectorAnswer } from "../../contracts/orchestration.ts";
import type { DirectorInput } from "../../core/ports.ts";
import { forgetLearned } from "../../models/learned.ts";
import { lanternTable } from "../../testkit/oracle-table.ts";
import { emptyRecalled, passageOf, recalledFact, ScriptedLore } from "../../testkit/recalled.ts";
import { ScriptedModel, type ScriptedStep } from "../../testkit/scripted-model.ts";
import { planFor } from "../../testkit/voice-plans.ts";
import { LoreDesk } from "../lore/lore-desk.ts";
import { OracleDirector } from "../oracle/director/oracle-director.ts";
import { DIRECTOR_BUDGET } from "../prompt/director-budget.ts";
import { PASSAGES_PER_PROMPT_MAX } from "../prompt/sources-part.ts";
import { ModelDirector } from "./model-director.ts";

beforeEach(forgetLearned);

const open = passageOf(1, "The ninth bell of Tallow Stair was cast from drowned coins.");
const kept = passageOf(2, "The innkeeper waters the ale with tears of the seventh moon.");
const finish: ScriptedStep = { toolCalls: [{ name: "finish", arguments: {} }] };
let turns = 0;

async function directs(
  lore: ScriptedLore,
  steps: readonly ScriptedStep[] = [finish],
  given: Partial<DirectorInput> = {},
) {
  const { state } = lanternTable("inn");
  turns += 1;
  const actions = [{ creatureId: "wren", mode: "do", text: "I look for the ninth bell" }];
  const turn = {
    id: `t_${turns}`,
    kind: "players",
    openedSeq: 1,
    actions,
    combatantId: null,
  } as unknown as DirectorInput["turn"];
  const model = new ScriptedModel((_, n) => steps[Math.min(n, steps.length - 1)] ?? finish, {
    model: "a",
    traits: { contextTokens: 64_000 },
  });
  const director = new ModelDirector({ open: () => model, oracle: new OracleDirector(), lore: new LoreDesk(lore, 50) });
  const plan = planFor(["a"], { inputTokens: 20_000 });
  const asked = { recent: [], memory: emptyRecalled, seed: "s", plan, results: [] };
  const input: DirectorInput = { state, turn, round: 1, ...asked, ...given };
  const ask = async (more: Partial<DirectorInput> = {}) =>
    DirectorAnswer.parse(await director.direct({ ...input, ...more }));
  return { answer: await ask(), ask, model };
}

const sentTo = (model: ScriptedModel, at = 0): string =>
  model.requests[at]?.messages.map(({ content }) => content).join("\n") ?? "";

test("a director reads both kinds of passages, quoted and numbered; only what players may read goes on from it", async () => {
  const lore = new ScriptedLore({ open: [open], kept: [kept] });
  const { answer, model } = await directs(lore);
  expect(lore.asked).toMatchObject([
    { text: "I look for the ninth bell", may: "gm", names: expect.arrayContaining([]) },
  ]);
  expect(sentTo(model)).toMatch(/\[S1\]\n<<source [0-9a-f]{12}>>\nBook 2, page 3/);
  expect(sentTo(model)).toContain("drowned coins");
  expect(answer.sources).toEqual([open.key]);
  expect(answer.prompts[0]?.parts.find(({ name }) => name === "sources")?.tokens).toBeGreaterThan(0);
});

test("later rounds of a turn search no more, and read what was found anew", async () => {
  const lore = new ScriptedLore({ open: [open], kept: [kept] });
  const { ask, model } = await directs(lore);
  await ask({ round: 2 });
  expect(lore.asked).toHaveLength(1);
  expect(sentTo(model, 1)).toContain("seventh moon");
});

test.each([
  ["throws", async () => Promise.reject(new Error("D1 is down."))],
  ["never answers", () => new Promise<never>(() => undefined)],
])("a search that %s costs a turn its sources and nothing else", async (_, answer) => {
  const { answer: given, model } = await directs(new ScriptedLore({ open: [open], answer }));
  expect(given).toMatchObject({ sources: [], proposal: { done: true, voice: { provider: "scripted" } } });
  expect(sentTo(model)).not.toContain("drowned coins");
});

test("nothing is searched for where the Oracle directs", async () => {
  const lore = new ScriptedLore({ open: [open] });
  await directs(lore, [finish], { plan: planFor([]) });
  expect(lore.asked).toEqual([]);
});

test.each([
  ["a file for the screen alone", "The innkeeper waters the ale with tears of the moon", true],
  ["a file that players may read", "The ninth bell of Tallow Stair was cast from coins", false],
  ["a note that is remembered", "Ada has hidden the silver under the third step", true],
])("[V1] words copied out of %s are put before players only if they may read them", async (_, text, isKept) => {
  const call: ScriptedStep = { toolCalls: [{ name: "record_fact", arguments: { text } }] };
  const note = recalledFact("Ada has hidden the silver under the third step.", { byHand: true });
  const memory = { ...emptyRecalled, pinned: [note], kept: [note.text] };
  const { answer, model } = await directs(new ScriptedLore({ open: [open], kept: [kept] }), [call], { memory });
  expect(answer.proposal.calls.map(({ tool }) => tool)).toEqual(isKept ? [] : ["record_fact"]);
  expect(sentTo(model, 1).includes("copied from what players may not have read")).toBe(isKept);
});

test("however much is remembered and found, both parts keep to their room and nothing that must stay goes for them", async () => {
  const long = "Of the tide and the bell much is told and little of it is dry. ".repeat(60);
  const many = Array.from({ length: 40 }, (_, n) => passageOf(n % 10, long, { key: `${open.uploadId}.1.${n}` }));
  const facts = Array.from({ length: 60 }, (_, n) => recalledFact(`Fact ${n}: ${long}`, { byHand: n % 2 === 0 }));
  const cards = facts.map(({ text }, n) => ({ name: `Somebody ${n}`, kind: "person" as const, text, facts: [text] }));
  const recap = facts.map(({ text }) => ({ text: text.slice(0, 400), rests: [7] }));
  const memory = { recap, pinned: facts, facts, cards, kept: facts.map(({ text }) => text) };
  for (const inputTokens of [6_000, 9_500, 60_000]) {
    const given = { memory, plan: planFor(["a"], { inputTokens }) };
    const { answer } = await directs(new ScriptedLore({ open: many }), [finish], given);
    const parts = answer.prompts[0]?.parts ?? [];
    const tokensOf = (name: string) => parts.find((part) => part.name === name)?.tokens ?? 0;
    for (const { name, tokensMax } of DIRECTOR_BUDGET) expect(tokensOf(name), name).toBeLessThanOrEqual(tokensMax);
    for (const name of ["role", "tools", "actions"]) expect(tokensOf(name), name).toBeGreaterThan(0);
    expect(parts.find(({ name }) => name === "actions")?.text).toContain("I look for the ninth bell");
    expect(parts.find(({ name }) => name === "sources")?.text?.match(/^\[S\d+\]$/gm)?.length ?? 0).toBeLessThanOrEqual(
      PASSAGES_PER_PROMPT_MAX,
    );
    expect(parts.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(inputTokens);
  }
});
