import { expect, test } from "vitest";
import { corpusFile } from "../../testkit/corpus-file.ts";
import { milestone, PLACES, REED_STALKER, TITLE, TOLLS } from "../../testkit/gazetteer.ts";
import { chunkPages, type DraftChunk, endOfFile, startOfFile } from "../chunking/chunk-pages.ts";
import { openReading } from "./open-reading.ts";
import { Unreadable } from "./unreadable.ts";

interface Read {
  readonly pages: readonly string[];
  readonly text: string;
  readonly note: string | null;
  readonly chunks: readonly DraftChunk[];
}

async function readWhole(name: string): Promise<Read> {
  const reading = await openReading({ kind: "pdf", bytes: await corpusFile(name) });
  try {
    const pages: { page: number; text: string }[] = [];
    for await (const page of reading.read(1, reading.pagesTotal)) pages.push(page);
    const { chunks, carry } = chunkPages(pages, startOfFile);
    const texts = pages.map(({ text }) => text);
    return { pages: texts, text: texts.join("\n\n"), note: reading.note, chunks: [...chunks, ...endOfFile(carry)] };
  } finally {
    await reading.close();
  }
}

async function reasonOf(name: string): Promise<string> {
  const refused = await readWhole(name).catch((error: unknown) => error);
  if (refused instanceof Unreadable) return refused.reason;
  throw new Error(`${name} was not refused: ${String(refused)}`);
}

test.each(["one-column.pdf", "locked-for-printing.pdf", "two-columns.pdf", "browser-book.pdf"])(
  "%s is read in order: every place under its heading, each paragraph whole, nothing between",
  async (name) => {
    const { text, chunks } = await readWhole(name);
    let after = 0;
    for (const place of PLACES) {
      const heading = text.indexOf(`## ${place.name}\n`, after);
      expect(heading).toBeGreaterThanOrEqual(after);
      after = heading;
      for (const paragraph of place.text) {
        // A page break may stand in the middle of one.
        const at = text.slice(after).replace(/\s+/g, " ").indexOf(paragraph);
        expect(at).toBeGreaterThanOrEqual(0);
      }
      expect(chunks.some((chunk) => chunk.heading.includes(place.name))).toBe(true);
    }
  },
);

test("running heads and page numbers are left out, and words parted at a line's end are made whole", async () => {
  const { pages } = await readWhole("forty.pdf");
  expect(pages).toHaveLength(40);
  expect(pages.filter((page) => page.includes(TITLE) || /^\d+$/m.test(page))).toEqual([]);
  const { text } = await readWhole("hyphens.pdf");
  expect(text).toBe(
    "The reeve keeps the second key in a teapot, and the teapot in a well-guarded cupboard. Nobody has asked for Anglo-Carrowish tea.",
  );
});

test.each(["tables.pdf", "browser-book.pdf"])("%s: a table is rows of cells, and one passage", async (name) => {
  const { text, chunks } = await readWhole(name);
  const table = TOLLS.map((row) => row.join("\t")).join("\n");
  expect(text).toContain(table);
  // A short paragraph that leads into it stands before it.
  expect(chunks.filter(({ kind }) => kind === "table").map((chunk) => chunk.text.slice(-table.length))).toEqual([
    table,
  ]);
});

test("a stat block keeps its lines, and is one passage under its name", async () => {
  const { chunks } = await readWhole("stat-blocks.pdf");
  const [block, ...others] = chunks.filter(({ kind }) => kind === "stat-block");
  expect(others).toEqual([]);
  expect(block?.text).toBe(REED_STALKER.join("\n"));
  expect(block?.heading).toContain("Reed stalker");
});

test("three hundred pages are read leaf by leaf, and each milestone stands on its page", async () => {
  const reading = await openReading({ kind: "pdf", bytes: await corpusFile("three-hundred.pdf") });
  expect(reading.pagesTotal).toBe(300);
  let pages = 0;
  for (const first of [1, 151, 276]) {
    for await (const { page, text } of reading.read(first, first + 24)) {
      expect(text.replace(/\s+/g, " ")).toContain(milestone(page));
      pages += 1;
    }
  }
  expect(pages).toBe(75);
  expect(reading.note).toBeNull();
  await reading.close();
}, 30_000);

test("a scan without text is refused with what to do, and of half a scan the other half is read", async () => {
  expect(await reasonOf("scanned.pdf")).toMatch(
    /holds pictures of pages and no text\. Run it through text recognition/,
  );
  const { note, text } = await readWhole("half-scanned.pdf");
  expect(note).toBe("2 of 4 pages hold pictures only.");
  expect(text).toContain("The village under Hollin Mere");
});

test("a password, half a file and too many pages are refused in words", async () => {
  expect(await reasonOf("locked.pdf")).toMatch(/locked with a password\. Save a copy without one/);
  expect(await reasonOf("truncated.pdf")).toMatch(/damaged: it is cut short.+Download or export it again/);
  expect(await reasonOf("million-pages.pdf")).toMatch(/no text|damaged/);
});

test("of a file whose pages run in a circle the page that there is is read", async () => {
  const { text } = await readWhole("cyclic.pdf");
  expect(text).toContain("The ferryman of Withy Landing");
});

test("ligatures are letters, Hebrew reads from its first letter, and many fonts are no matter", async () => {
  expect((await readWhole("ligatures.pdf")).text).toBe("The first flood took the fish and left the flour.");
  expect((await readWhole("browser-book.pdf")).text).toContain(
    "The first flood took the office, the effects and the staff.",
  );
  expect((await readWhole("right-to-left.pdf")).text).toBe("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd");
  expect((await readWhole("many-fonts.pdf")).text).toContain("Saint Ebba's Kiln in hand 55.");
});

test("the bytes of a PDF are handed over, and a file that is too large is not even looked at", async () => {
  const bytes = await corpusFile("tables.pdf");
  await (await openReading({ kind: "pdf", bytes })).close();
  expect(bytes.length).toBe(0);
  const large = openReading({ kind: "pdf", bytes: new Uint8Array(50 * 1024 * 1024 + 1) });
  await expect(large).rejects.toMatchObject({ reason: expect.stringMatching(/50 MB is the most/) });
});
