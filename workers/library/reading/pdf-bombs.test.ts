import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf, smallPdf } from "../../testkit/pdf-bytes.ts";
import { inflatedSize } from "./inflated-size.ts";
import { fromBase85, fromHex } from "./other-filters.ts";
import { defuse } from "./pdf-bombs.ts";
import { pdfStreams } from "./pdf-streams.ts";

const data = fc.oneof(
  fc.uint8Array({ maxLength: 4_000 }),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 2_000 }))
    .map(([piece, times]) =>
      Uint8Array.from({ length: piece.length * times }, (_, at) => piece[at % piece.length] ?? 0),
    ),
);

test("what is counted is what zlib would make, at every level of packing", () => {
  fc.assert(
    fc.property(data, fc.integer({ min: 0, max: 9 }), (plain, level) => {
      expect(inflatedSize(deflateSync(plain, { level }), 1_000_000)).toBe(plain.length);
    }),
    { numRuns: 60 },
  );
});

test("whatever bytes are counted, it ends, and hardly beyond the limit", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.integer({ min: 0, max: 5_000 }), (noise, sizeMax) => {
      expect(inflatedSize(Uint8Array.from([0x78, 0x9c, ...noise]), sizeMax)).toBeLessThanOrEqual(sizeMax + 65_536);
    }),
    { numRuns: 60 },
  );
});

test("data written in letters is read as it was", () => {
  expect([...fromHex(bytesOf("4 8 6 9>"))]).toEqual([0x48, 0x69]);
  expect(new TextDecoder().decode(fromBase85(bytesOf('87cURD]i,"Ebo80~>')))).toBe("Hello World!");
});

test("a stream is found with its filters however it is spelled, and its end where its length says", () => {
  const pdf = smallPdf({
    contentDict: "/X (>> stream endobj) % a remark >>\n/#46 [ /A85/Fl ] /DecodeParms [null << /Columns 7 >>]",
    pages: ["abc endstream abc"],
  });
  const [stream, ...others] = pdfStreams(pdf).streams;
  expect(others).toEqual([]);
  expect(stream).toMatchObject({ filters: ["A85", "Fl"], columns: 7, isImage: false, unclear: false });
  expect(new TextDecoder().decode(pdf.subarray(stream?.from, stream?.to))).toBe("abc endstream abc");
});

test("pictures are blanked where they lie, and nothing else is touched", () => {
  const picture = deflateSync(new Uint8Array(64).fill(7));
  const pdf = smallPdf({ more: (file) => file.stream("/Subtype /Image /Filter /FlateDecode", picture) });
  const before = pdf.slice();
  defuse(pdf);
  const changed = [...pdf.keys()].filter((at) => pdf[at] !== before[at]);
  expect(changed).toHaveLength(2);
  expect([...before.subarray(changed[0], (changed[0] ?? 0) + 2)]).toEqual([...picture.subarray(0, 2)]);
});

test("the pdf.js that reads is far past CVE-2024-4367, and turns nothing in a file into code", () => {
  const source = readFileSync(fileURLToPath(import.meta.resolve("unpdf/pdfjs")), "utf8");
  const [, major] = /apiVersion:`(\d+)\.\d+\.\d+`/.exec(source) ?? [];
  expect(Number(major)).toBeGreaterThanOrEqual(5);
  expect(source).not.toMatch(/\bnew Function\(|[^.\w$]eval\(/);
});
