import fc from "fast-check";
import { expect, test } from "vitest";
import { ThinkFilter } from "./think-filter.ts";

function filtered(pieces: readonly string[]): string {
  const filter = new ThinkFilter();
  let text = "";
  for (const piece of pieces) {
    const { text: shown, forget } = filter.push(piece);
    text = forget ? shown : text + shown;
  }
  return text + filter.end();
}

test.each([
  ["plain text", "plain text"],
  ["<think>secret</think>\n\nA door.", "A door."],
  ["A <think>x</think>door<think>y</think>.", "A door."],
  ["<think>never closed: the trap is", ""],
  ["the template opened it</think>\nA door.", "A door."],
  ["a < b and <thin air", "a < b and <thin air"],
  ["ends in <thi", "ends in <thi"],
])("%j shows %j", (given, shown) => {
  expect(filtered([given])).toBe(shown);
});

test("cut anywhere, the same is shown", () => {
  const anyPart = fc.oneof(
    fc.constantFrom("<think>", "</think>", "<", "</", "think>", "\n"),
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(anyPart), fc.array(fc.nat(), { maxLength: 20 }), (parts, places) => {
      const text = parts.join("");
      const cuts = [0, ...places.map((place) => place % (text.length + 1)), text.length].toSorted((a, b) => a - b);
      expect(filtered(cuts.slice(1).map((to, at) => text.slice(cuts[at], to)))).toBe(filtered([text]));
    }),
    { numRuns: 500 },
  );
});

test("what stands inside a block is never shown", () => {
  const anyProse = fc.string({ maxLength: 20 }).map((text) => text.replaceAll("<", ""));
  fc.assert(
    fc.property(anyProse, anyProse, (before, after) => {
      expect(filtered([...`${before}<think>the-sealed-secret</think>${after}`])).not.toContain("sealed");
    }),
  );
});
