import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { ANSWER_UNUSABLE, KEPT_OUT, NOTHING_FOUND, SourcesAnswer } from "../../contracts/orchestration.ts";
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
  expect(answer).toMatchObject({ found: true, voice: { provider: "oracle", fallback: ANSWER_UNUSABLE } });
  expect(answer.text).not.toMatch(/clown/i);
  const crossing = new ScriptedLore({ open: [passageOf(1, "The bell of the clowns.")] });
  const other = await asked(
    asking("Whose bell is it?", { plan, view: lined }),
    () => ({ text: "Clowns’ [1]." }),
    crossing,
  );
  expect(other.answer).toMatchObject({ found: false, text: KEPT_OUT });
});

test("what the Oracle would quote, and what is asked, keep to the table's lines as a model's words do", async () => {
  const line = { kind: "line" as const, tag: null, text: "clowns" };
  const lined = { ...view, public: { ...view.public, dm: { ...view.public.dm, boundaries: [line] } } };
  const lore = new ScriptedLore({ open: [passageOf(1, "The bell was cast by clowns.")] });
  const found = await asked(asking("What was the bell cast by?", { view: lined }), undefined, lore);
  expect(found.answer).toMatchObject({ found: false, text: KEPT_OUT, cites: [] });
  const memory = { ...emptyRecalled, facts: [recalledFact("Ada owes the clowns a lantern.")] };
  const fact = await asked(asking("What does Ada owe?", { view: lined, memory }), undefined, new ScriptedLore({}));
  expect(fact.answer).toMatchObject({ found: false, text: KEPT_OUT });
  const question = await asked(asking("Where are the clowns?", { view: lined, plan }));
  expect(question.answer).toMatchObject({ found: false, text: KEPT_OUT });
  expect(question.model.requests).toHaveLength(0);
  expect((await asked(asking("What does Ada owe?", { memory }), undefined, new ScriptedLore({}))).answer.found).toBe(
    true,
  );
});

const EVENING = [
  "Hessa Marl was last seen at The Ferry Slip.",
  "Hild promised Hessa: the boat shall be back by dawn.",
  "Hessa Marl has the bone saw.",
  ...Array.from({ length: 24 }, (_, n) => `Bo carved notch ${n} into the rail.`),
].map((text) => recalledFact(text));
const HESSA = {
  ...{ name: "Hessa Marl", kind: "person" as const, text: "She rows people over by night.", facts: [] },
  aliases: ["the ferrywoman"],
};

test.each([
  ["Where was Hessa Marl last seen?", "Hessa Marl was last seen at The Ferry Slip. (from play)"],
  ["What did Hild promise Hessa?", "Hild promised Hessa: the boat shall be back by dawn. (from play)"],
  ["Who holds the bone saw?", "Hessa Marl has the bone saw. (from play)"],
  ["Who is the ferrywoman?", "Hessa Marl: She rows people over by night. (from play)"],
  ["Who is Hessa Marl?", "Hessa Marl: She rows people over by night. (from play)"],
  ["Who stole the silver crown?", NOTHING_FOUND],
])("%s is answered from all that is remembered, however long ago and in whatever form", async (question, text) => {
  const memory = { ...emptyRecalled, facts: EVENING, cards: [HESSA] };
  const { answer } = await asked(asking(question, { memory }), undefined, new ScriptedLore({}));
  expect(answer).toMatchObject({ text, found: text !== NOTHING_FOUND });
});

test("before a model stands what of the memory meets the question, what meets it most first", () => {
  const memory = { ...emptyRecalled, facts: EVENING, cards: [HESSA] };
  const sources = answerSources(asking("Where was Hessa Marl last seen?", { memory }), []);
  const texts = sources.map((source) => (source.kind === "file" ? "" : source.text));
  expect(texts).toEqual([
    EVENING[0]?.text,
    "Hessa Marl: She rows people over by night.",
    EVENING[2]?.text,
    EVENING[1]?.text,
  ]);
});

test("what is remembered answers before a page that meets less of the question", async () => {
  const lore = new ScriptedLore({ open: [passageOf(1, "Hessa Marl keeps a boat. It leaks.")] });
  const memory = { ...emptyRecalled, facts: EVENING };
  const { answer } = await asked(asking("Where was Hessa Marl last seen?", { memory }), undefined, lore);
  expect(answer).toMatchObject({ text: expect.stringContaining("The Ferry Slip"), cites: [] });
});

test("a rule answers what asks for the rule, and neither it nor another's page answers for a creature that they do not name", async () => {
  const question = "What is the marsh drake's armor class?";
  const owl = new ScriptedLore({
    open: [passageOf(1, "Giant Owl. Armor Class 12.", { heading: "Monsters > Giant Owl" })],
  });
  for (const lore of [new ScriptedLore({}), owl])
    expect((await asked(asking(question), undefined, lore)).answer).toMatchObject({
      found: false,
      text: NOTHING_FOUND,
    });
  const drake = new ScriptedLore({ open: [passageOf(1, "Armor Class 14.", { heading: "Monsters > Marsh Drake" })] });
  expect((await asked(asking(question), undefined, drake)).answer.text).toContain("Armor Class 14.");
  const rule = await asked(asking("What is armor class?"), undefined, new ScriptedLore({}));
  expect(rule.answer.text).toContain("(the rules in short)");
});

test("of a page the sentences are quoted that meet the question beside its heading, as plain words", async () => {
  const text =
    "# The Heron Gang\n\n- **Led by** Captain Ysolde Marr.\n- They meet at the mill.\n- They sell salt.\n\nThe gang is feared. Nobody speaks of the gang by day.";
  const lore = new ScriptedLore({ open: [passageOf(1, text, { heading: "Factions > The Heron Gang" })] });
  const led = await asked(asking("Who leads the Heron Gang?"), undefined, lore);
  expect(led.answer.text).toMatch(/^“[^”]*Led by Captain Ysolde Marr\.[^”]*” — Book 1/);
  const table = "| Ware | Price |\n|---|---:|\n| **Lantern** | 5 silver |\n| Rope | 1 silver |";
  const prices = new ScriptedLore({ open: [passageOf(1, table, { heading: "Prices" })] });
  const price = await asked(asking("What is the price of a lantern?"), undefined, prices);
  expect(price.answer.text).toContain("Lantern, 5 silver");
  expect(price.answer.text).not.toMatch(/[|*]|---/);
});

test("[V1] whatever cannot be used of a model's words is stood in for in the same words", async () => {
  for (const text of ["---", "I'm sorry, but as an AI language model I can't help with that."]) {
    const { answer } = await asked(asking("What is the bell?", { plan }), () => ({ text }));
    expect(answer.voice).toMatchObject({ provider: "oracle", fallback: ANSWER_UNUSABLE });
  }
});

test("one mark licenses its own sentence and no other: what rests on nothing, or names and counts what its source does not, is left out", async () => {
  const { answer } = await asked(asking("What was the ninth bell cast from?", { plan }), () => ({
    text: "The king paid for it. It was cast from drowned coins. [1] Yes. Father Odran cast it [1]. It took 40 coins [1].\n\nIt rings before a storm [1]. The moon made it [7].",
  }));
  expect(answer.text).toBe("It was cast from drowned coins. [1]\n\nIt rings before a storm [1].");
});

test("what the sources leave open may be said beside what they say, in words of the question, and is no answer by itself", async () => {
  const question = "Who cast the ninth bell, and what from?";
  const open = "The sources do not say who cast the ninth bell.";
  const { answer } = await asked(asking(question, { plan }), () => ({ text: `It was cast from coins [1]. ${open}` }));
  expect(answer.text).toBe(`It was cast from coins [1]. ${open}`);
  const alone = await asked(asking(question, { plan }), () => ({ text: open }));
  expect(alone.answer).toMatchObject({ found: false, text: NOTHING_FOUND });
  const more = await asked(asking(question, { plan }), () => ({
    text: "It was cast from coins [1]. The sources do not say that Odran cast it.",
  }));
  expect(more.answer.text).toBe("It was cast from coins [1].");
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
