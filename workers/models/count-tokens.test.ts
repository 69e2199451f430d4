import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenTally, tokensOf } from "./count-tokens.ts";

test("tokens are counted on the high side for every script", () => {
  expect(tokensOf("four")).toBe(1);
  expect(tokensOf("龍が来る")).toBe(4);
  expect(tokensOf("“So,” she says.")).toBeGreaterThanOrEqual(4);
});

test("a text in pieces counts as it does whole", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 9 }), { maxLength: 12 }), (pieces) => {
      const tally = new TokenTally();
      for (const piece of pieces) tally.add(piece);
      expect(tally.tokens).toBe(tokensOf(pieces.join("")));
    }),
  );
});
