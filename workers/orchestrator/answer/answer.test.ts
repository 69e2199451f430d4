import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { SourcesAnswer } from "../../contracts/orchestration.ts";
import type { AnswerInput } from "../../core/ports.ts";
import { viewOf } from "../../core/project.ts";
import { forgetLearned } from "../../models/learned.ts";
import { ModelFault } from "../../models/port.ts";
import { lanternTable } from "../../testkit/oracle-table.ts";
import { emptyRecalled, passageOf, recalledFact, ScriptedLore, uploadOf } from "../../testkit/recalled.ts";
import { type Script, ScriptedModel } from "../../testkit/scripted-model.ts";
import { oraclePlan, planFor } from "../../testkit/voice-plans.ts";
import { LoreDesk } from "../lore/lore-desk.ts";
import { AnswerByModel } from "./answer-by-model.ts";
import { NOTHING_FOUND } from "./answer-by-oracle.ts";
import { answerSources, citedAnswer } from "./answer-sources.ts";

beforeEach(forgetLearned);

const view = viewOf(lanternTable("inn").state, { memberId: null, gm: false });
const bell = passageOf(
  1,
  "The stair is long and wet. The ninth bell of Tallow Stair was cast from drowned coins. It rings by itself before a storm. Nobody polishes it.",
);
const kept = passageOf(2, "The keeper is a drowned man.");

function asking(question: string, more: Partial<AnswerInput> = {}): AnswerInput {
  return { view, may: "players", question, memory: emptyRecalled, seed: "s", plan: oraclePlan, ...more };
}

async function asked(
  input: AnswerInput,
  script: Script = () => ({}),
  lore = new ScriptedLore({ open: [bell], kept: [kept] }),
) {
  const model = new ScriptedModel(script, { model: "a", traits: { contextTokens: 32_000 } });
  const answerer = new AnswerByModel({ open: () => model, lore: new LoreDesk(lore, 50), sleep: async () => undefined });
  return { answer: SourcesAnswer.parse(await answerer.answer(input)), model };
}

const plan = planFor(["a"], { inputTokens: 8_000 });

test("without a model the best passage is quoted with its page", async () => {
  const { answer } = await asked(asking("What was the ninth bell cast from?"));
  expect(answer).toMatchObject({ found: true, voice: { provider: "oracle" } });
  expect(answer.text).toBe(
    "“The ninth bell of Tallow Stair was cast from drowned coins. It rings by itself before a storm. Nobody polishes it.” — Book 1, page 2 [1]",
  );
  expect(answer.cites).toEqual([{ n: 1, uploadId: uploadOf(1), title: "Book 1", pageFrom: 2, pageTo: 2 }]);
});

test("without a passage a rule answers, or what is remembered, and otherwise it is said not to be there", async () => {
  const nothing = new ScriptedLore({});
  const rule = await asked(asking("How does advantage work?"), undefined, nothing);
  expect(rule.answer).toMatchObject({ found: true, text: expect.stringContaining("two d20"), cites: [] });
  const memory = { ...emptyRecalled, facts: [recalledFact("Ada owes Wren a silver lantern.")] };
  const fact = await asked(asking("Who owes Wren a lantern?", { memory }), undefined, nothing);
  expect(fact.answer).toMatchObject({ found: true, text: "Ada owes Wren a silver lantern. (from play)" });
  const other = await asked(asking("Where do swallows go in winter?", { memory }), undefined, nothing);
  expect(other.answer).toMatchObject({ found: false, text: NOTHING_FOUND, cites: [], voice: { provider: "oracle" } });
});

test("a model's answer keeps the citations of what it was given, numbered as they come, and loses the others", async () => {
  const memory = { ...emptyRecalled, facts: [recalledFact("The bell rang on the first night.")] };
  const { answer, model } = await asked(asking("What is the bell made of?", { plan, memory }), () => ({
    text: "It rang once [2]. It was cast from coins [1], and blessed [44] [1].",
  }));
  expect(answer.text).toBe("It rang once (from play). It was cast from coins [1], and blessed [1].");
  expect(answer).toMatchObject({ found: true, voice: { provider: "scripted", model: "a" } });
  expect(answer.cites.map(({ uploadId }) => uploadId)).toEqual([uploadOf(1)]);
  const sent = model.requests[0]?.messages.map(({ content }) => content).join("\n") ?? "";
  expect(sent).toMatch(/\[1\]\n<<source [0-9a-f]{12}>>\nBook 1, page 2/);
  expect(sent).toMatch(/<<question [0-9a-f]{12}>>\nWhat is the bell made of\?/);
});

test("an answer that rests on nothing that was given is none", async () => {
  for (const text of ["It is made of moonlight.", "It is made of moonlight [9].", "NOT IN THE SOURCES"]) {
    const { answer } = await asked(asking("What is the bell made of?", { plan }), () => ({ text }));
    expect(answer).toMatchObject({ found: false, text: NOTHING_FOUND, cites: [], voice: { provider: "scripted" } });
    expect(answer.receipts).toHaveLength(1);
  }
});

test("[V1] what only the screen may read is not before a model that answers players, and is before one that answers a GM", async () => {
  for (const [may, reads] of [
    ["players", false],
    ["gm", true],
  ] as const) {
    const { model } = await asked(asking("Who keeps the bell?", { plan, may }), () => ({ text: "A man [1]." }));
    expect(JSON.stringify(model.requests).includes("drowned man")).toBe(reads);
  }
});

test("a model that fails leaves the answer to a quotation that says why", async () => {
  const { answer } = await asked(asking("What was the bell cast from?", { plan }), () => ({
    fault: new ModelFault("quota"),
  }));
  expect(answer).toMatchObject({
    found: true,
    voice: { provider: "oracle", fallback: "the model's quota is used up" },
  });
  expect(answer.text).toContain("drowned coins");
});

test("nothing is bought of a model that would have nothing to answer from", async () => {
  const { answer, model } = await asked(
    asking("Where do swallows go?", { plan }),
    () => ({ text: "South [1]." }),
    new ScriptedLore({}),
  );
  expect(model.requests).toHaveLength(0);
  expect(answer.found).toBe(false);
});

test("what cannot be looked up is not said not to be there", async () => {
  const down = new ScriptedLore({ answer: async () => Promise.reject(new Error("D1 is down.")) });
  await expect(asked(asking("What is the bell?"), undefined, down)).rejects.toThrow("cannot be searched just now");
});

test("an answer that crosses a line of the table is not told", async () => {
  const line = { kind: "line" as const, tag: null, text: "clowns" };
  const lined = { ...view, public: { ...view.public, dm: { ...view.public.dm, boundaries: [line] } } };
  const { answer } = await asked(asking("What is the bell?", { plan, view: lined }), () => ({
    text: "Clowns made it [1].",
  }));
  expect(answer).toMatchObject({ found: false, cites: [] });
  expect(answer.text).not.toMatch(/clown/i);
});

test("whatever is cited, nothing but given sources is", () => {
  const sources = answerSources(
    asking("advantage", { memory: { ...emptyRecalled, facts: [recalledFact("It rained.")] } }),
    [bell, passageOf(3, "Another.")],
  );
  const piece = fc.oneof(
    fc.nat(9).map((n) => `[${n}]`),
    fc.constantFrom("[1, 2]", "[1-3]", "[", "]", "so ", ". "),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const { text, cites } = citedAnswer(pieces.join(""), sources);
      const marks = [...text.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n));
      expect(new Set(marks)).toEqual(new Set(cites.map(({ n }) => n)));
      expect(cites.map(({ n }) => n)).toEqual(cites.map((_, at) => at + 1));
    }),
  );
});
