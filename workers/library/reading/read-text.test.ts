import fc from "fast-check";
import { expect, test } from "vitest";
import { FILE_PAGES_MAX, PAGE_CHARS_MAX, TEXT_PAGE_CHARS } from "../../contracts/library.ts";
import { openReading } from "./open-reading.ts";

async function pagesOf(kind: "markdown" | "text", text: string): Promise<string[]> {
  const reading = await openReading({ kind, bytes: new TextEncoder().encode(text) });
  const pages: string[] = [];
  for await (const { page, text } of reading.read(1, reading.pagesTotal)) {
    expect(page).toBe(pages.length + 1);
    pages.push(text);
  }
  expect(pages).toHaveLength(reading.pagesTotal);
  return pages;
}

const words = fc.array(fc.constantFrom("salt", "ferry\n", "\n\n", "\n## Inn\n\n", " ", "🐉", "x".repeat(3_000)), {
  minLength: 1,
  maxLength: 400,
});

test("no letter of a text is lost between its pages, and no sign is cut in two", async () => {
  await fc.assert(
    fc.asyncProperty(words, async (all) => {
      const text = `a${all.join("")}`;
      const pages = await pagesOf("text", text);
      expect(pages.join("").replace(/\s+/g, "")).toBe(text.replace(/\s+/g, ""));
      for (const page of pages) {
        expect(page).not.toBe("");
        expect(page.length).toBeLessThanOrEqual(PAGE_CHARS_MAX);
        expect(page).not.toMatch(/\p{Surrogate}/u);
      }
    }),
    { numRuns: 30 },
  );
});

test("a page ends before a heading where there is one in its second half, and underlined headings become plain ones", async () => {
  const filler = "The river goes on. ".repeat(150);
  const pages = await pagesOf("markdown", `The Inn\n=======\n\n${filler}\n\nBeds\n----\n\n${filler}`);
  expect(pages.map((page) => page.split("\n", 1)[0])).toEqual(["# The Inn", "## Beds"]);
});

test("the largest text there may be has no more pages than a file may have", async () => {
  const pages = await pagesOf("text", `${"x".repeat(TEXT_PAGE_CHARS - 100)}\n`.repeat(1_530));
  expect(pages.length).toBeLessThanOrEqual(FILE_PAGES_MAX);
  expect(pages.length).toBeGreaterThan(FILE_PAGES_MAX / 3);
});

test("a byte order mark is no letter, and lines may end as they do elsewhere", async () => {
  expect(await pagesOf("text", "\ufeffSalt.\r\nRope.\rGoat.")).toEqual(["Salt.\nRope.\nGoat."]);
});
