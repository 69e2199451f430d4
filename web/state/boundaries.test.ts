import { expect, test } from "vitest";
import type { Boundary } from "../../workers/contracts/dm.ts";
import { looksNameless, namesNothing } from "./boundaries.ts";

const own = (text: string): Boundary => ({ kind: "line", tag: null, text });

test.each(["spiders", "drowning", "the drowning of kin", "蜘蛛", "Überfälle"])("“%s” names a thing", (text) => {
  expect(looksNameless(own(text))).toBe(false);
  expect(namesNothing(own(text))).toBe(false);
});

test.each(["no", "it", "…", "x!", "that there", "12"])("“%s” looks as if it named none", (text) => {
  expect(looksNameless(own(text))).toBe(true);
});

test("a short word is advised against, and taken all the same", () => {
  expect(looksNameless(own("ox"))).toBe(true);
  expect(namesNothing(own("ox"))).toBe(false);
});

test("with a subject from the list no words are needed", () => {
  const tagged: Boundary = { kind: "veil", tag: "drowning", text: "no" };
  expect(looksNameless(tagged)).toBe(false);
  expect(namesNothing(tagged)).toBe(false);
  expect(looksNameless(own(" "))).toBe(false);
});
