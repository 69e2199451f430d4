import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { HelpAnswer, HelpKind } from "../../contracts/orchestration.ts";
import type { HelpInput } from "../../core/ports.ts";
import { forgetLearned } from "../../models/learned.ts";
import { ModelFault } from "../../models/port.ts";
import { lanternTable, stairTable } from "../../testkit/oracle-table.ts";
import { emptyRecalled } from "../../testkit/recalled.ts";
import { type Script, ScriptedModel } from "../../testkit/scripted-model.ts";
import { oraclePlan, planFor } from "../../testkit/voice-plans.ts";
import { HelpByModel } from "./help-by-model.ts";
import { HelpByOracle } from "./help-by-oracle.ts";
import { helpPrompt } from "./help-prompt.ts";
import { checkedCitations, sourcesFor } from "./help-sources.ts";

beforeEach(forgetLearned);

const inn = lanternTable("inn").state;

function inputOf(kind: HelpKind, text: string, more: Partial<HelpInput> = {}): HelpInput {
  return { state: inn, kind, text, recent: [], memory: emptyRecalled, seed: "seed", plan: oraclePlan, ...more };
}

async function asked(kind: HelpKind, text: string, script: Script) {
  const model = new ScriptedModel(script, { model: "a", traits: { contextTokens: 32_000 } });
  const helper = new HelpByModel({ open: () => model, oracle: new HelpByOracle(), sleep: async () => undefined });
  const plan = planFor(["a"], { inputTokens: 16_000 });
  const answer = HelpAnswer.parse(await helper.help(inputOf(kind, text, { plan })));
  return { answer, model };
}

test.each(HelpKind.options)("without a model there is honest help with %s", async (kind) => {
  for (const state of [inn, stairTable().state, lanternTable("fight").state]) {
    const answer = HelpAnswer.parse(await new HelpByOracle().help(inputOf(kind, "the hearth", { state })));
    expect(answer.voice.provider).toBe("oracle");
    expect(answer.text).not.toMatch(/undefined|\[object/);
  }
});

test("ideas come from what has not been played", async () => {
  const { text } = await new HelpByOracle().help(inputOf("ideas", ""));
  expect(text.split("\n").length).toBeGreaterThan(1);
  for (const line of text.split("\n")) expect(line).toMatch(/^- /);
});

test("a description is the adventure's own, for what was named", async () => {
  const { text } = await new HelpByOracle().help(inputOf("description", "what is the portrait like?"));
  expect(text).toBe("He has been painted by somebody who owed him money.");
});

test("names are new ones, and places when a place is wanted", async () => {
  const people = (await new HelpByOracle().help(inputOf("name", "a smith"))).text.split("\n");
  expect(new Set(people).size).toBe(6);
  expect((await new HelpByOracle().help(inputOf("name", "a village by the road"))).text).not.toBe(people.join("\n"));
});

test("a ruling quotes the primer with its source, or says that it is silent", async () => {
  const known = await new HelpByOracle().help(inputOf("ruling", "Does Wren have advantage on this check?"));
  expect(known.text).toMatch(/two d20[\s\S]*\[1\]/);
  expect(known.sources[0]).toMatchObject({ n: 1, title: expect.stringContaining("Rules in short") });
  const unknown = await new HelpByOracle().help(inputOf("ruling", "How far can a swallow carry a coconut?"));
  expect(unknown.text).toContain("say nothing about that");
  expect(unknown.sources).toEqual([]);
});

test("a model's citation of a source it was not given is taken out, and only cited sources are shown", async () => {
  const { answer, model } = await asked("ruling", "advantage", () => ({
    text: "Roll two dice [1], as the great book says [77] and [1, 99].",
  }));
  expect(answer.text).toBe("Roll two dice [1], as the great book says and [1].");
  expect(answer.sources.map(({ n }) => n)).toEqual([1]);
  expect(answer.voice).toMatchObject({ provider: "scripted", model: "a" });
  const sent = model.requests[0]?.messages.map(({ content }) => content).join("\n") ?? "";
  expect(sent).toContain("[1] Rules in short");
  expect(sent).toMatch(/<<question [0-9a-f]{12}>>\nadvantage\n<<\/question/);
});

test("a model that fails or says nothing of use leaves the answer to the Oracle, which says so", async () => {
  const { answer } = await asked("name", "a smith", () => ({ fault: new ModelFault("quota") }));
  expect(answer).toMatchObject({ voice: { provider: "oracle", fallback: "the model's quota is used up" } });
  expect(answer.receipts).toHaveLength(1);
  const empty = await asked("name", "a smith", () => ({ text: "\u200b\u200b" }));
  expect(empty.answer.voice).toMatchObject({ provider: "oracle", fallback: expect.stringContaining("nothing") });
});

test("a table's lines and veils are in every prompt for help that is sent", () => {
  const boundaries = Array.from({ length: 24 }, (_, n) => ({
    kind: "line" as const,
    tag: null,
    text: `line ${n} ${"x".repeat(60)}`,
  }));
  const dm = { ...inn.public.dm, boundaries, houseRules: "No phones. ".repeat(180) };
  const input = inputOf("ideas", "", {
    state: { ...inn, public: { ...inn.public, dm } },
    recent: ["It rains. ".repeat(200)],
  });
  const { traits } = new ScriptedModel(() => ({}), { traits: { contextTokens: 32_000 } });
  const sent = [1_000, 2_000, 3_000, 5_000, 16_000].flatMap((inputTokens) => {
    const prompt = helpPrompt({ ...input, plan: { ...oraclePlan, inputTokens } }, [], { traits });
    return prompt === null ? [] : [prompt.request.messages[1]?.content ?? ""];
  });
  expect(sent.length).toBeGreaterThan(1);
  for (const content of sent) expect(content.match(/^line: line \d+ x{60}/gm)).toHaveLength(24);
});

test("whatever is cited, nothing but given sources is", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.nat(30).map((n) => `[${n}]`),
          fc.constantFrom("[1, 2]", "[3-5]", "[", "]", "so ", ". "),
        ),
        { maxLength: 20 },
      ),
      (parts) => {
        const sources = sourcesFor(inputOf("ideas", "the hearth")).slice(0, 4);
        const { text, sources: kept } = checkedCitations(parts.join(""), sources);
        for (const [, n] of text.matchAll(/\[(\d+)\]/g)) expect(kept.map((source) => source.n)).toContain(Number(n));
        expect(kept.length).toBeLessThanOrEqual(4);
      },
    ),
  );
});
