import { expect, test } from "vitest";
import type { UploadCard } from "../../workers/contracts/library.ts";
import { bareTitle, hasPages, needsAnotherFile, visibilityWords } from "./library-words.ts";

test("among several who run the table, a closed file is not only for you", () => {
  expect(visibilityWords("gm", 1)).toBe("Only you and the DM");
  expect(visibilityWords("gm", 2)).toBe("Whoever runs the table, and the machine");
  expect(visibilityWords("players", 2)).toBe("Everybody at the table");
});

test.each([
  ["House Rules.md", "House Rules"],
  ["Map v1.2.PNG", "Map v1.2"],
  ["St. Elmo", "St. Elmo"],
  [".pdf", ".pdf"],
])("the story calls “%s” “%s”", (title, bare) => {
  expect(bareTitle(title)).toBe(bare);
});

test.each([
  ["pdf", 1, true],
  ["text", 1, false],
  ["markdown", 3, true],
  ["image", null, false],
  ["pdf", null, false],
] as const)("a %s of %s pages has pages to speak of: %s", (kind, pagesTotal, has) => {
  expect(hasPages({ kind, pagesTotal })).toBe(has);
});

test.each([
  ["This PDF is locked with a password. Save a copy without one and upload that.", true],
  ["This PDF is damaged and cannot be read. Print it to a new PDF and upload that.", true],
  ["This PDF holds pictures of pages and no text. Run it through text recognition first, then upload it again.", true],
  ["This PDF takes longer to read than can be waited for. Print it to a new PDF, or split it.", true],
  ["There is no text in this file.", true],
  ["The pages that were read are missing; try again.", false],
  [null, false],
] as const satisfies readonly (readonly [UploadCard["reason"], boolean])[])(
  "“%s” asks for another file: %s",
  (reason, asks) => {
    expect(needsAnotherFile({ reason })).toBe(asks);
  },
);
