import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanText } from "./clean-text.ts";
import { segmentsOf } from "./page-rows.ts";
import { bodyTypeOf, type PageRuns, type Run, withInitials } from "./page-runs.ts";
import { textOfPage } from "./page-text.ts";
import { withoutRunningLines } from "./running-lines.ts";

/** A line of text whose letters are half as wide as they are high. */
function line(text: string, at: { x?: number; y: number; size?: number; font?: string }): Run {
  const { x = 72, y, size = 10, font = "body" } = at;
  return { text, x, y, width: (text.length * size) / 2, size, font, rightToLeft: false };
}

function pageOf(runs: readonly Run[], page = 1): PageRuns {
  return { page, runs, broken: false };
}

/** The text of pages that stand together. */
function textsOf(pages: readonly PageRuns[]): string[] {
  const body = bodyTypeOf(pages);
  const segments = pages.map(({ page, runs }) => ({ page, segments: segmentsOf(withInitials(runs, body)) }));
  return withoutRunningLines(segments).map((each) => textOfPage(each.segments, body));
}

const textOf = (runs: readonly Run[]) => textsOf([pageOf(runs)])[0];
const long = "and so the river went on, as rivers do here,";

test("lines are joined to paragraphs, and a word parted at the end of one is made whole", () => {
  const runs = [
    line(`${long} to the fer-`, { y: 100 }),
    line(`ryman's house; ${long}`, { y: 112 }),
    line(`${long} to a well-`, { y: 124 }),
    line("known inn.", { y: 136 }),
  ];
  expect(textOf(runs)).toBe(`${long} to the ferryman's house; ${long} ${long} to a well-known inn.`);
});

test("two columns are read one after the other, below what lies across them", () => {
  const left = Array.from({ length: 8 }, (_, at) => line(`left ${at} ${long}`, { y: 130 + at * 12, size: 8 }));
  const right = Array.from({ length: 8 }, (_, at) =>
    line(`right ${at} ${long}`, { x: 310, y: 130 + at * 12, size: 8 }),
  );
  const title = line("A title that lies across both of the columns", { y: 90, size: 18 });
  const text = textOf([...left, ...right, title].sort((one, other) => one.y - other.y)) ?? "";
  expect(text.startsWith("# A title that lies across both of the columns\n\nleft 0")).toBe(true);
  expect(text.indexOf("left 7")).toBeLessThan(text.indexOf("right 0"));
  expect(text.indexOf("left 0")).toBeLessThan(text.indexOf("left 7"));
});

test("a table of two short columns is no text in columns", () => {
  const rows = Array.from({ length: 8 }, (_, at) => [
    line(`Toll ${at}`, { y: 100 + at * 14 }),
    line(`${at} pence`, { x: 330, y: 100 + at * 14 }),
  ]);
  expect(textOf(rows.flat())).toBe(rows.map((_, at) => `Toll ${at}\t${at} pence`).join("\n"));
});

test("what goes on in a cell below is put into that cell", () => {
  const cells = [
    [line("Goat", { y: 100 }), line("two pence, or", { x: 200, y: 100 }), line("gate", { x: 400, y: 100 })],
    [line("a good story", { x: 200, y: 112 })],
    [line("Cart", { y: 126 }), line("six pence", { x: 200, y: 126 }), line("crown", { x: 400, y: 126 })],
  ];
  expect(textOf(cells.flat())).toBe("Goat\ttwo pence, or a good story\tgate\nCart\tsix pence\tcrown");
});

test("a large initial begins its paragraph, and bullets are a list", () => {
  const runs = [
    line(`he ferry left. ${long}`, { x: 96, y: 100 }),
    line(long, { x: 96, y: 112 }),
    line("T", { y: 112, size: 26 }),
    line("• salt", { y: 150 }),
    line("• rope", { y: 162 }),
  ];
  expect(textOf(runs)).toBe(`The ferry left. ${long} ${long}\n\n• salt\n• rope`);
});

test("headings are told by size, by font and by capitals, but a sentence is none", () => {
  const said = (from: number) => [0, 12, 24].map((down) => line(`${long}.`, { y: from + down }));
  const runs = [
    line("Large", { y: 60, size: 20 }),
    ...said(100),
    line("Of its own", { y: 150, font: "bold" }),
    ...said(164),
    line("IN CAPITALS", { y: 220 }),
    ...said(240),
    line("A sentence in bold.", { y: 290, font: "bold" }),
    ...said(304),
  ];
  expect(
    textOf(runs)
      ?.split("\n\n")
      .filter((block) => block.startsWith("#")),
  ).toEqual(["# Large", "#### Of its own", "#### IN CAPITALS"]);
});

test("what stands at the same edge of three pages goes, whatever its number; what stands there once stays", () => {
  const pages = [1, 2, 3, 4].map((page) =>
    pageOf(
      [
        line(`The Withy Shore, leaf ${page}`, { y: 30 }),
        ...Array.from({ length: 6 }, (_, at) => line(`${long} ${page}${at}`, { y: 100 + at * 12 })),
        line(page === 4 ? "Here it ends" : String(page), { y: 800 }),
      ],
      page,
    ),
  );
  const texts = textsOf(pages);
  expect(texts.filter((text) => /Withy|^\d$/m.test(text))).toEqual([]);
  expect(texts[3]).toContain("Here it ends");
});

test("pages of one line each, which differ in nothing but a number, keep it", () => {
  const pages = [1, 2, 3, 4].map((page) =>
    pageOf([line(`Card ${page}`, { y: 300 }), line(`${page}`, { y: 800 })], page),
  );
  expect(textsOf(pages)).toEqual(["Card 1", "Card 2", "Card 3", "Card 4"]);
});

test("a line that only looks like a heading or a fence of Markdown is marked as none", () => {
  expect(textOf([line("# of bells", { y: 100 })])).toBe("\\# of bells");
});

/** Any signs that there are, halves of pairs among them. */
const signs = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.integer({ min: 0, max: 0xffff })), { maxLength: 60 })
  .map((codes) => String.fromCodePoint(...codes));

test("a clean text holds nothing that is not seen, and cleaning it again changes nothing", () => {
  fc.assert(
    fc.property(signs, (text) => {
      const clean = cleanText(text);
      expect(clean).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Variation_Selector}]/u);
      expect(cleanText(clean)).toBe(clean);
    }),
    { numRuns: 60 },
  );
  expect(cleanText("o\ufb03ce \u{1d400}pril \uff21 n\u0303 \uf0b7 ½")).toBe("office April A ñ • ½");
});
