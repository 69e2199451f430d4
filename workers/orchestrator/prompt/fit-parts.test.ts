import { expect, test } from "vitest";
import { fitParts, type PartPolicy } from "./fit-parts.ts";

const entries = ["one of them", "two of them", "three of them", "four of them", "five of them"];
const weighty = new Set(["one of them", "three of them"]);
const policy = (drops: PartPolicy["drops"], tokensMax: number): PartPolicy[] => [
  { name: "a", tokensMax, tokensMin: 0, drops, gives: 1 },
];
const fitted = (drops: PartPolicy["drops"], tokensMax: number, heavy = weighty): (string | null)[] =>
  fitParts([{ name: "a", entries, weighty: heavy }], policy(drops, tokensMax), 100)?.flatMap(
    ({ text }) => text?.split("\n") ?? null,
  ) ?? [];

test("what weighs goes only when nothing else is left, whichever end goes first", () => {
  expect(fitted("oldest", 13)).toEqual(["one of them", "three of them", "four of them", "five of them"]);
  expect(fitted("oldest", 7)).toEqual(["one of them", "three of them"]);
  expect(fitted("oldest", 4)).toEqual(["three of them"]);
  expect(fitted("last", 7)).toEqual(["one of them", "three of them"]);
  expect(fitted("last", 4)).toEqual(["one of them"]);
});

test("without weights the oldest or the last goes first", () => {
  const none = new Set<string>();
  expect(fitted("oldest", 7, none)).toEqual(["four of them", "five of them"]);
  expect(fitted("last", 7, none)).toEqual(["one of them", "two of them"]);
});
