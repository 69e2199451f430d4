import fc from "fast-check";
import { expect, test } from "vitest";
import { pageBlocks } from "./page-blocks.ts";

test("a page is headings, tables and text, each by itself", () => {
  expect(pageBlocks("## The Bell\nIt hangs\nin the well.\nHour\tRings\n1\ttwice\n\nSo it was.")).toEqual([
    { kind: "heading", text: "The Bell" },
    { kind: "text", text: "It hangs\nin the well." },
    {
      kind: "table",
      rows: [
        ["Hour", "Rings"],
        ["1", "twice"],
      ],
    },
    { kind: "text", text: "So it was." },
  ]);
});

test("markup on a page is read as the letters it is", () => {
  expect(pageBlocks("<img src=x onerror=y>")).toEqual([{ kind: "text", text: "<img src=x onerror=y>" }]);
});

test("no word of a page is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "## b", "c\td", "", "e"), { maxLength: 20 }), (lines) => {
      const letters = lines.join("").replace(/[^a-e]/g, "");
      const read = pageBlocks(lines.join("\n")).map((block) =>
        block.kind === "table" ? block.rows.flat().join("") : block.text,
      );
      expect(read.join("").replace(/[^a-e]/g, "")).toBe(letters);
    }),
    { numRuns: 60 },
  );
});
