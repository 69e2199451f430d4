import { type Attack, REASONS } from "./attack.ts";
import { bytesOf, deflated, HARMLESS, lineOfText, PdfBytes, smallPdf } from "./pdf-bytes.ts";

const { tooTight, odd } = REASONS;
const MEGABYTE = 1024 * 1024;
const still = { ready: /ferryman/ };
const flate = "/Filter /FlateDecode";

/** A megabyte of spaces, so many times. */
function* spaces(megabytes: number): Generator<Uint8Array> {
  const one = new Uint8Array(MEGABYTE).fill(32);
  for (let at = 0; at < megabytes; at += 1) yield one;
}

/** Packed once: most of these files differ only in how they hide it. */
let large: Promise<Uint8Array> | undefined;
const bomb = (megabytes = 80) => {
  if (megabytes !== 80) return deflated(spaces(megabytes));
  large ??= deflated(spaces(megabytes));
  return large;
};
const beside = async (dict: string, data: Promise<Uint8Array> | Uint8Array) => {
  const packed = await data;
  return smallPdf({
    more: (pdf) => pdf.stream(dict, packed),
  });
};
const asContent = async (dict: string, data: Promise<Uint8Array> | Uint8Array) =>
  smallPdf({ contentDict: dict, pages: [await data] });

function hex(data: Uint8Array): Uint8Array {
  return bytesOf(`${[...data].map((byte) => byte.toString(16).padStart(2, "0")).join("")}>`);
}

/** LZW codes of nine to twelve bits for one sign, ever longer runs of it. */
function lzwRuns(codes: number): Uint8Array {
  const bits: number[] = [];
  let [next, width] = [258, 9];
  const put = (code: number) => {
    for (let at = width - 1; at >= 0; at -= 1) bits.push((code >> at) & 1);
  };
  put(256);
  for (let at = 0, before = false; at < codes; at += 1) {
    put(at === 0 ? 32 : Math.min(next, 4095));
    if (before && next < 4096) next += 1;
    if (at === 0) before = true;
    width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
  }
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, at) => {
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (bit << (7 - (at & 7)));
  });
  return bytes;
}

/** Files that are small until somebody unpacks them. */
export const packedAttacks: readonly Attack[] = [
  { name: "a deflate bomb as a page", kind: "pdf", make: () => asContent(flate, bomb()), ends: { reason: tooTight } },
  {
    name: "a deflate bomb that no page uses",
    kind: "pdf",
    make: () => beside(flate, bomb()),
    ends: { reason: tooTight },
  },
  {
    name: "a bomb whose filter has its short name",
    kind: "pdf",
    make: () => asContent("/Filter /Fl", bomb()),
    ends: { reason: tooTight },
  },
  {
    name: "a bomb whose filter is spelled in hexadecimal",
    kind: "pdf",
    make: () => asContent("/#46ilter /Fl#61teDecode", bomb()),
    ends: { reason: tooTight },
  },
  {
    name: "a bomb that names its filter behind a string full of brackets",
    kind: "pdf",
    make: () => asContent("/X (\\) >> << endobj obj) /Filter % >> stream\n/FlateDecode", bomb()),
    ends: { reason: tooTight },
  },
  {
    name: "a bomb that lies about its length",
    kind: "pdf",
    make: () => asContent(`${flate} /Length 9`, bomb()),
    ends: { reason: tooTight },
  },
  {
    name: "a bomb whose length is in another object",
    kind: "pdf",
    make: () => asContent(`${flate} /Length 900 0 R`, bomb()),
    ends: { reason: tooTight },
  },
  { name: "many bombs that are each within the limit", kind: "pdf", make: manySmall, ends: { reason: tooTight } },
  {
    name: "a page of a bomb that calls itself a picture",
    kind: "pdf",
    make: () => asContent(`${flate} /Subtype /Image`, bomb()),
    ends: { reason: REASONS.empty },
  },
  {
    name: "a picture that is a bomb",
    kind: "pdf",
    make: () => beside(`${flate} /Type /XObject /Subtype /Image /Width 9 /Height 9`, bomb()),
    ends: still,
  },
  {
    name: "a page in the filter of a photograph",
    kind: "pdf",
    make: () => asContent("/Filter /DCTDecode", bytesOf("\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03")),
    ends: { reason: REASONS.empty },
  },
  {
    name: "deflate in deflate",
    kind: "pdf",
    make: async () => asContent("/Filter [/FlateDecode /FlateDecode]", await deflated([await bomb(10)])),
    ends: { reason: tooTight },
  },
  {
    name: "thirty filters in a row",
    kind: "pdf",
    make: () => asContent(`/Filter [${"/ASCIIHexDecode ".repeat(30)}]`, bytesOf("20>")),
    ends: { reason: odd },
  },
  {
    name: "deflate written in hexadecimal",
    kind: "pdf",
    make: async () => asContent("/Filter [/ASCIIHexDecode /FlateDecode]", hex(await bomb())),
    ends: { reason: tooTight },
  },
  {
    name: "an LZW bomb",
    kind: "pdf",
    make: () => asContent("/Filter /LZWDecode", lzwRuns(60_000)),
    ends: { reason: tooTight },
  },
  {
    name: "run lengths of two megabytes",
    kind: "pdf",
    make: () => asContent("/Filter /RunLengthDecode", bytesOf("\x81\x20".repeat(MEGABYTE))),
    ends: { reason: tooTight },
  },
  {
    name: "a filter that stands in another object",
    kind: "pdf",
    make: () => asContent("/Filter 77 0 R", bomb(1)),
    ends: { reason: odd },
  },
  {
    name: "a filter nobody knows",
    kind: "pdf",
    make: () => beside("/Filter /Squeeze", bytesOf("x".repeat(99))),
    ends: still,
  },
  {
    name: "Brotli",
    kind: "pdf",
    make: () => asContent("/Filter /BrotliDecode", bytesOf("\x0b\x02\x80")),
    ends: { reason: odd },
  },
  {
    name: "a predictor with rows of a gigabyte",
    kind: "pdf",
    make: async () => asContent(`${flate} /DecodeParms << /Predictor 12 /Columns 1000000000 >>`, await bomb(1)),
    ends: { reason: odd },
  },
  {
    name: "an object stream that is a bomb",
    kind: "pdf",
    make: () => beside(`/Type /ObjStm /N 1 /First 4 ${flate}`, bomb()),
    ends: { reason: tooTight },
  },
  {
    name: "a table of contents that is a bomb",
    kind: "pdf",
    make: () => beside(`/Type /XRef /W [1 8 8] /Size 99999999 ${flate}`, bomb()),
    ends: { reason: tooTight },
  },
  {
    name: "broken deflate",
    kind: "pdf",
    make: async () =>
      asContent(
        flate,
        (await deflated([lineOfText(HARMLESS)])).map((byte, at) => (at > 20 ? 255 : byte)),
      ),
    ends: { reason: REASONS.damaged },
  },
  { name: "ten thousand objects that begin in each other", kind: "pdf", make: tangled, ends: { reason: odd } },
];

async function manySmall(): Promise<Uint8Array> {
  const packed = await bomb(30);
  return smallPdf({
    more: (pdf) => {
      for (let at = 0; at < 20; at += 1) pdf.stream(flate, packed);
      return "";
    },
  });
}

function tangled(): Uint8Array {
  const pdf = new PdfBytes();
  pdf.raw("1 0 obj << /A [ ".repeat(10_000));
  return pdf.bytes();
}
