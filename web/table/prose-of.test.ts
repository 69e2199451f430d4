import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, proseOf } from "./prose-of.ts";

const wordsOf = (blocks: readonly Block[]) =>
  blocks.map(({ runs }) => runs.map(({ text }) => text).join("")).join("\n");
const marksOf = (blocks: readonly Block[]) =>
  blocks.flatMap(({ runs }) => runs.flatMap(({ mark }) => (mark === undefined ? [] : [mark])));

describe("a passage with marks", () => {
  test("has each of them behind the words it stands after", () => {
    expect(proseOf("The bell is cracked. It rings.", [20, 30])).toEqual([
      {
        kind: "paragraph",
        runs: [
          { text: "The bell is cracked.", stress: "none" },
          { text: "", stress: "none", mark: 0 },
          { text: " It rings.", stress: "none" },
          { text: "", stress: "none", mark: 1 },
        ],
      },
    ]);
  });

  test("keeps a mark at the end of a paragraph in that paragraph", () => {
    expect(proseOf("One.\n\n> Two.", [6]).map(({ kind, runs }) => [kind, runs.map(({ mark }) => mark)])).toEqual([
      ["paragraph", [undefined, 0]],
      ["quote", [undefined]],
    ]);
  });

  test("keeps the stress of the words around a mark", () => {
    expect(proseOf("*a bell*", [2])[0]?.runs).toEqual([
      { text: "a", stress: "em" },
      { text: "", stress: "none", mark: 0 },
      { text: " bell", stress: "em" },
    ]);
  });

  test("takes letters that look like marks for what they are: none", () => {
    expect(proseOf("a\ue000b")[0]?.runs).toEqual([{ text: "a\ufffdb", stress: "none" }]);
  });

  test("loses no mark and no word, wherever the marks lie", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b.", " ", "\n", "\n\n", "c"), { minLength: 1, maxLength: 30 }),
        fc.array(fc.nat(60), { maxLength: 12 }),
        (letters, marks) => {
          const passage = `x${letters.join("")}`;
          const marked = proseOf(passage, marks);
          expect(marksOf(marked).toSorted((left, right) => left - right)).toEqual(marks.map((_, mark) => mark));
          expect(wordsOf(marked)).toBe(wordsOf(proseOf(passage)));
        },
      ),
      { numRuns: 60 },
    );
  });
});
