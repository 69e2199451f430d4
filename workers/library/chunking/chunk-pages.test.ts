import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CHUNK_TOKENS_MAX, type ReadPage } from "../../contracts/library.ts";
import { tokensOf } from "../../models/count-tokens.ts";
import { type ChunkCarry, chunkPages, type DraftChunk, endOfFile, startOfFile } from "./chunk-pages.ts";

const word = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom("salt", "Ferry", "the", "lantern", "und", "Ældwine", "3", "of", "e.g.", "St."),
  },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("🐉🐉🐉", "灯台", "𝕬𝖗", "x".repeat(900), "龍".repeat(700), "😀".repeat(600)),
  },
);
const sentence = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 30 }), fc.constantFrom(".", "!", "?", "", ":"))
  .map(([words, end]) => words.join(" ") + end);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 12 }).map((all) => all.join(" "));
const block = fc.oneof(
  { weight: 6, arbitrary: paragraph },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 6 }), sentence).map(([n, said]) => `${"#".repeat(n)} ${said}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(sentence, { minLength: 2, maxLength: 40 })
      .map((rows) => rows.map((row) => `${row}\t4`).join("\n")),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(sentence, { minLength: 2, maxLength: 40 })
      .map((rows) => rows.map((row) => `- ${row}`).join("\n")),
  },
  {
    weight: 1,
    arbitrary: fc.constant("Armour Class 13\nHit Points 22\nSpeed 30 ft.\nSTR DEX CON INT WIS CHA\n10 12 14 8 9 7"),
  },
  { weight: 1, arbitrary: fc.constant("```\n# not a heading\n```") },
);
const file = fc
  .array(fc.array(block, { maxLength: 8 }), { minLength: 1, maxLength: 6 })
  .map((pages): ReadPage[] => pages.map((blocks, at) => ({ page: at + 1, text: blocks.join("\n\n") })));

/** All passages, read at once. */
function chunksOf(pages: readonly ReadPage[]): DraftChunk[] {
  const { chunks, carry } = chunkPages(pages, startOfFile);
  return [...chunks, ...endOfFile(carry)];
}

const page = (text: string): ReadPage[] => [{ page: 1, text }];
const prose = (sentences: number) =>
  Array.from(
    { length: sentences },
    (_, at) => `The ferry at stage ${at} carries salt, rope and one unwilling goat.`,
  ).join(" ");

test("no passage is heavier than the cap, and none is empty", () => {
  fc.assert(
    fc.property(file, (pages) => {
      for (const chunk of chunksOf(pages)) {
        expect(chunk.tokens).toBe(tokensOf(chunk.text));
        expect(chunk.tokens).toBeLessThanOrEqual(CHUNK_TOKENS_MAX);
        expect(chunk.text.trim()).toBe(chunk.text);
        expect(chunk.text).not.toBe("");
      }
    }),
    { numRuns: 40 },
  );
});

test("every place that a passage names is where its text stands", () => {
  fc.assert(
    fc.property(file, (pages) => {
      for (const chunk of chunksOf(pages)) {
        const [first, last] = [pages[chunk.pageFrom - 1]?.text ?? "", pages[chunk.pageTo - 1]?.text ?? ""];
        if (chunk.pageFrom === chunk.pageTo) expect(chunk.text).toBe(first.slice(chunk.charFrom, chunk.charTo));
        else {
          expect(chunk.text.startsWith(first.slice(chunk.charFrom).trim().slice(0, 40))).toBe(true);
          expect(chunk.text.endsWith(last.slice(0, chunk.charTo).trim().slice(-40))).toBe(true);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("every letter of a file is in a passage, or in a heading above one", () => {
  fc.assert(
    fc.property(file, (pages) => {
      const chunks = chunksOf(pages);
      for (const { page: number, text } of pages) {
        const covered = new Uint8Array(text.length);
        for (const chunk of chunks) {
          if (number < chunk.pageFrom || number > chunk.pageTo) continue;
          const from = number === chunk.pageFrom ? chunk.charFrom : 0;
          covered.fill(1, from, number === chunk.pageTo ? chunk.charTo : text.length);
        }
        const bare = [...text.matchAll(/\S/g)].filter(({ index }) => covered[index] === 0);
        for (const { index } of bare) {
          const line = text.slice(text.lastIndexOf("\n", index) + 1).split("\n", 1)[0] ?? "";
          expect(line).toMatch(/^#{1,6}\s/);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("leaf by leaf, with what runs over kept as JSON, gives the same as all at once", () => {
  fc.assert(
    fc.property(file, fc.integer({ min: 1, max: 4 }), (pages, leaf) => {
      let carry: ChunkCarry = startOfFile;
      const chunks: DraftChunk[] = [];
      for (let at = 0; at < pages.length; at += leaf) {
        const cut = chunkPages(pages.slice(at, at + leaf), JSON.parse(JSON.stringify(carry)) as ChunkCarry);
        chunks.push(...cut.chunks);
        carry = cut.carry;
      }
      expect([...chunks, ...endOfFile(carry)]).toEqual(chunksOf(pages));
    }),
    { numRuns: 40 },
  );
});

test("a long section is cut between 250 and 400 tokens, and one sentence stands in both", () => {
  const chunks = chunksOf(page(`## The crossing\n\n${prose(90)}`));
  expect(chunks.length).toBeGreaterThan(3);
  for (const chunk of chunks.slice(0, -1)) {
    expect(chunk.tokens).toBeGreaterThanOrEqual(250);
    expect(chunk.tokens).toBeLessThanOrEqual(470);
  }
  const [first, second] = chunks;
  expect(second?.charFrom).toBeLessThan(first?.charTo ?? 0);
  expect(first?.text.endsWith(second?.text.split(". ", 1)[0] + ".")).toBe(true);
});

test("nothing of one section stands in the next, and each knows the headings above it", () => {
  const chunks = chunksOf(page(`# Salt Coast\n\n## Ferries\n\n${prose(6)}\n\n## Inns\n\nBeds are two pennies.`));
  expect(chunks.map(({ heading }) => heading)).toEqual(["Salt Coast > Ferries", "Salt Coast > Inns"]);
  expect(chunks[1]?.text).toBe("Beds are two pennies.");
});

test("a heading with nothing under it is a passage by itself", () => {
  const chunks = chunksOf(page("# Closed for the winter\n\n# Open\n\nThe mill grinds."));
  expect(chunks.map(({ text }) => text)).toEqual(["# Closed for the winter", "The mill grinds."]);
});

test("small sections under one heading stand together, each under its own line, and others do not join them", () => {
  const inns = "## Inns\n\nBeds are two pennies.\n\n## Stables\n\nA stall is one.";
  const chunks = chunksOf(
    page(`# Salt Coast\n\n${inns}\n\n# Carrow\n\n## Tolls\n\nA goat is free.\n\n## Ferries\n\n${prose(6)}`),
  );
  expect(chunks.map(({ heading, text }) => [heading, text])).toEqual([
    ["Salt Coast", inns],
    ["Carrow > Tolls", "A goat is free."],
    ["Carrow > Ferries", prose(6)],
  ]);
});

test("small sections on two pages do not join, so that what is found opens on its own page", () => {
  const pages: ReadPage[] = [
    { page: 1, text: "# The fen\n\nNobody cuts peat after dusk." },
    { page: 2, text: "# The gate\n\nIt opens to a silver whistle." },
  ];
  const { chunks, carry } = chunkPages(pages, startOfFile);
  expect([...chunks, ...endOfFile(carry)].map(({ heading, pageFrom, pageTo }) => [heading, pageFrom, pageTo])).toEqual([
    ["The fen", 1, 1],
    ["The gate", 2, 2],
  ]);
});

test("seven thousand tiny sections come to a tenth as many passages, none of them tiny but the last", () => {
  const chunks = chunksOf(page(Array.from({ length: 7_000 }, (_, at) => `# H${at}\nx${at}\n`).join("")));
  expect(chunks.length).toBeLessThan(1_000);
  expect(chunks.slice(0, -1).filter(({ tokens }) => tokens < 60)).toEqual([]);
});

test("ten thousand headings in a row are few passages", () => {
  const chunks = chunksOf(page("# x\n".repeat(10_000)));
  expect(chunks.length).toBeLessThan(60);
  expect(chunks.map(({ text }) => text).join("\n")).toBe("# x\n".repeat(10_000).trim());
});

test("a stat block, a table and a list stay whole, with the line that leads into them", () => {
  const stats = "Armour Class 13\nHit Points 22 (4d8 + 4)\nSpeed 30 ft.\nSTR DEX CON INT WIS CHA\n10 12 14 8 9 7";
  const table = "Toll\tPence\nGoat\t2\nCart\t6";
  const list = "- a coil of rope\n- a lantern\n- one goat";
  const chunks = chunksOf(
    page(`### Reed stalker\n\n${stats}\n\n### Tolls\n\n${table}\n\n### Pack\n\nYou will want:\n\n${list}`),
  );
  expect(chunks.map(({ kind, text }) => [kind, text])).toEqual([
    ["stat-block", stats],
    ["table", table],
    ["list", `You will want:\n\n${list}`],
  ]);
});

test("a stat block whose lines stand apart, as Markdown sets them, is one passage", () => {
  const stats = "**Armor Class** 15\n\n**Hit Points** 30\n\n**Speed** 20 ft.\n\n**Senses** darkvision 60 ft.";
  expect(chunksOf(page(stats)).map(({ kind, text }) => [kind, text])).toEqual([["stat-block", stats]]);
});

test("a sentence that runs over the page is one, and says so", () => {
  const [chunk, ...others] = chunksOf([
    { page: 1, text: "The bell is rung only when the" },
    { page: 2, text: "tide is out. Nobody answers." },
  ]);
  expect(others).toEqual([]);
  expect(chunk).toMatchObject({ pageFrom: 1, pageTo: 2, charFrom: 0, charTo: 28 });
  expect(chunk?.text).toBe("The bell is rung only when the tide is out. Nobody answers.");
});

test("a text without a single space is cut between signs, and its hash is that of the text", () => {
  const chunks = chunksOf(page("🐉".repeat(3_000)));
  expect(chunks.map(({ text }) => text).join("")).toBe("🐉".repeat(3_000));
  expect(chunks.filter(({ text }) => /\p{Surrogate}/u.test(text))).toEqual([]);
  expect(chunks.map(({ hash }) => hash)).toEqual(
    chunks.map(({ text }) => createHash("sha256").update(text).digest("hex")),
  );
});
