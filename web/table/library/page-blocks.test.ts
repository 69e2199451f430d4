import fc from "fast-check";
import { expect, test } from "vitest";
import { pageBlocks } from "./page-blocks.ts";
import { blockText, pageWords } from "./page-words.ts";

test("a page is headings, tables and text, each by itself", () => {
  expect(pageBlocks("## The Bell\nIt hangs\nin the well.\nHour\tRings\n1\ttwice\n\nSo it was.", false)).toEqual([
    { kind: "heading", level: 2, text: "The Bell" },
    { kind: "text", text: "It hangs\nin the well." },
    {
      kind: "table",
      head: null,
      rows: [
        ["Hour", "Rings"],
        ["1", "twice"],
      ],
    },
    { kind: "text", text: "So it was." },
  ]);
});

test("markup on a page is read as the letters it is", () => {
  const page = "<img src=x onerror=y>";
  for (const markdown of [false, true]) expect(pageBlocks(page, markdown)).toEqual([{ kind: "text", text: page }]);
});

test("Markdown has lists, quotations, code and tables with a head; a page of anything else has none of them", () => {
  const page =
    "| Roll | What |\n|---|:-:|\n| 1 | a \\| b |\n\n- No *end*.\n  - Deep\n    and on.\n3. Three\n> Said\n***\n```\na | b\n```";
  expect(pageBlocks(page, true)).toEqual([
    { kind: "table", head: ["Roll", "What"], rows: [["1", "a | b"]] },
    {
      kind: "list",
      ordered: false,
      items: [
        { depth: 0, number: null, text: "No *end*." },
        { depth: 1, number: null, text: "Deep and on." },
      ],
    },
    { kind: "list", ordered: true, items: [{ depth: 0, number: 3, text: "Three" }] },
    { kind: "quote", text: "Said" },
    { kind: "code", text: "a | b" },
  ]);
  expect(pageBlocks(page, false).every(({ kind }) => kind === "text")).toBe(true);
});

test("lines broken at the edge of an editor flow on, and the short rows of a creature stay rows", () => {
  const long = "The marsh drake sleeps by day under the third arch of the bridge";
  expect(pageBlocks(`${long}\nand wakes at dusk.\n\n**Armor Class** 15\n**Speed** 30 ft.`, true)).toEqual([
    { kind: "text", text: `${long} and wakes at dusk.` },
    { kind: "text", text: "**Armor Class** 15\n**Speed** 30 ft." },
  ]);
});

test("stresses become runs, and of links and pictures only their words are kept", () => {
  const words = (text: string) => pageWords(text).map((run) => [run.text, run.stress]);
  expect(words("You hold *two*, __never__ three \\*")).toEqual([
    ["You hold ", "none"],
    ["two", "em"],
    [", ", "none"],
    ["never", "strong"],
    [" three *", "none"],
  ]);
  expect(words("***Bite.*** See [the inn](javascript:alert(1)) ![map](https://a.example/x.png)")).toEqual([
    ["Bite.", "strong"],
    [" See the inn) map", "none"],
  ]);
  expect(words("\ue000 stays one letter")).toEqual([["\ufffd stays one letter", "none"]]);
});

test("no word of a page is lost", () => {
  const lines = fc.array(
    fc.constantFrom("a", "## b", "c\td", "", "e", "- a", "  - b", "| a | b |", "> d", "2. e", "|---|"),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(lines, fc.boolean(), (each, markdown) => {
      const letters = (text: string) => text.replace(/[^a-e]/g, "");
      const read = pageBlocks(each.join("\n"), markdown).map(blockText);
      expect(letters(read.join(""))).toBe(letters(each.join("")));
    }),
    { numRuns: 60 },
  );
});
