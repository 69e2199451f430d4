import { expect, test } from "vitest";
import { proseOf } from "../prose-of.ts";
import { pageBlocks } from "./page-blocks.ts";
import { READ_OUT_MAX, readOutText } from "./read-out.ts";

test("a page is read out with where it is from, and its words as a quotation in the story", () => {
  const text = readOutText(
    { title: "Gazetteer", page: 2, pagesTotal: 4, markdown: false },
    pageBlocks("## The Gate\nIt opens at dusk.\n\nHour\tRings\n1\ttwice", false),
  );
  const told = proseOf(text).map(({ kind, runs }) => [kind, runs.map((run) => run.text).join("")]);
  expect(told).toEqual([
    ["paragraph", "From “Gazetteer”, page 2"],
    ["quote", "The Gate"],
    ["quote", "It opens at dusk."],
    ["quote", "Hour · Rings"],
    ["quote", "1 · twice"],
  ]);
});

test("a text of one piece names no page, and Markdown leaves its links behind", () => {
  const text = readOutText(
    { title: "House Rules", page: 1, pagesTotal: 1, markdown: true },
    pageBlocks("- Roll *[in secret](https://a.example)*", true),
  );
  expect(text).toBe("*From “House Rules”*\n\n> – Roll *in secret*");
});

test("what is longer than a narration may be ends with a whole word", () => {
  const page = pageBlocks("peat ".repeat(4_000), false);
  const text = readOutText({ title: "Long", page: 1, pagesTotal: 9, markdown: false }, page);
  expect(text.length).toBeLessThanOrEqual(READ_OUT_MAX);
  expect(text.endsWith("peat …")).toBe(true);
});
