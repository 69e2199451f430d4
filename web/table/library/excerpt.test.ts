import fc from "fast-check";
import { expect, test } from "vitest";
import { excerptOf } from "./excerpt.ts";

test("a short passage is shown whole, on one line", () => {
  expect(excerptOf("The bell\n  is cracked.", "bell")).toBe("The bell is cracked.");
});

test("a long one is shown around the first word that was looked for, cut between words", () => {
  const passage = `${"dust and stone ".repeat(40)}the drowned bell ${"under the water ".repeat(40)}`;
  const shown = excerptOf(passage, "where is the Drowned bell");
  expect(shown).toContain("drowned bell");
  expect(shown).toMatch(/^… \w+ .* \w+ …$/);
});

test("an excerpt is never much longer than its measure, and never empty", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 900 }), fc.string({ maxLength: 20 }), (passage, wanted) => {
      const shown = excerptOf(passage, wanted);
      expect(shown.length).toBeLessThanOrEqual(266);
      expect(shown === "").toBe(passage.trim() === "");
    }),
    { numRuns: 60 },
  );
});
