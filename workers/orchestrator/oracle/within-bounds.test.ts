import { expect, test } from "vitest";
import type { Boundary } from "../../contracts/dm.ts";
import type { NarratorAnswer } from "../../contracts/orchestration.ts";
import type { Narrator, NarratorInput } from "../../core/ports.ts";
import { WithinBounds } from "./narrator/within-bounds.ts";
import { ORACLE_VOICE } from "./oracle-voice.ts";

const telling = (text: string, suggestions: string[] = []): Narrator => ({
  async *narrate() {
    yield { delta: text };
    const narration = { turnId: "t_1" as never, text, rests: [], suggestions, voice: ORACLE_VOICE };
    return { narration, cuts: [], cites: [], receipts: [], prompts: [] };
  },
});

async function told(narrator: Narrator, boundaries: readonly Boundary[]) {
  const input = { view: { public: { dm: { boundaries } } } } as unknown as NarratorInput;
  const drafts: string[] = [];
  const stream = new WithinBounds(narrator).narrate(input);
  for (;;) {
    const step: IteratorResult<{ delta: string }, NarratorAnswer> = await stream.next();
    if (step.done === true) return { answer: step.value, drafts: drafts.join("") };
    drafts.push(step.value.delta);
  }
}

const spiders = (kind: Boundary["kind"]): Boundary => ({ kind, tag: "spiders-and-insects", text: "" });
const WORDS = "The cellar is dry. A spider hangs over the stair. Beyond it there is a door.";

test("what the table has ruled out is not told by the Oracle either, nor suggested, nor drafted", async () => {
  const { answer, drafts } = await told(telling(WORDS, ["Look at the spider", "Try the door"]), [spiders("line")]);
  expect(answer.narration.text).toBe("The cellar is dry. Beyond it there is a door.");
  expect(answer.narration.suggestions).toEqual(["Try the door"]);
  expect(answer.cuts).toEqual([{ rule: "crosses-a-line", text: "A spider hangs over the stair." }]);
  expect(drafts).not.toContain("spider");
});

test("behind a veil the story looks away, and a text of which nothing is left says so too", async () => {
  const veiled = await told(telling(WORDS), [spiders("veil")]);
  expect(veiled.answer.narration.text).toMatch(/looks away/);
  const nothing = await told(telling("A spider waits."), [spiders("line")]);
  expect(nothing.answer.narration.text).toMatch(/looks away/);
});

test("a table that has ruled nothing out hears the Oracle as it is", async () => {
  expect((await told(telling(WORDS), [])).answer.narration.text).toBe(WORDS);
});
