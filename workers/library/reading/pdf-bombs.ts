import { hasZlibHeader, inflatedSize } from "./inflated-size.ts";
import { refuseDeepNesting } from "./nesting-limits.ts";
import { fromBase85, fromHex, lzwSize } from "./other-filters.ts";
import { type PdfStream, pdfStreams } from "./pdf-streams.ts";
import { BUILT_ODDLY, Unreadable } from "./unreadable.ts";

/** What one stream, and all that is no picture, may come to once it is unpacked. */
export const STREAM_BYTES_MAX = 64 * 1024 * 1024;
export const UNPACKED_BYTES_MAX = 400 * 1024 * 1024;
/** Deflate packs no tighter than this, run lengths no tighter than that. */
const DEFLATE_RATIO_MAX = 1_032;
const RUN_RATIO_MAX = 64;
/** A stream that is locked cannot be measured; a text or a font is never as long. */
const LOCKED_BYTES_MAX = 4 * 1024 * 1024;
/** A row of a picture may be long, a row of a table of contents never is. */
const COLUMNS_MAX = 65_536;
/** What is written in letters is old and small, or meant to take our memory. */
const WRITTEN_BYTES_MAX = 8 * 1024 * 1024;

const PACKED_TOO_TIGHT =
  "This PDF unpacks to more than can be read. Print it to a new PDF, or split it, and upload that.";

const pictureFilters = new Set(["DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF"]);
const packers = new Set(["FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL", "BrotliDecode"]);

/**
 * Refuses what would unpack beyond our memory, before anything unpacks it, and blanks pictures where they lie: no text is
 * in them, and a bomb that calls itself a picture is then nothing, whoever reads it.
 */
export function defuse(bytes: Uint8Array): void {
  const { streams, series, tangled } = pdfStreams(bytes);
  if (tangled) throw new Unreadable(BUILT_ODDLY);
  const texts = streams.filter((stream) => {
    const isPicture = stream.isImage || stream.filters.some((filter) => pictureFilters.has(filter));
    if (isPicture) blank(bytes, stream);
    return !isPicture;
  });
  for (const stream of texts) refuseOddities(stream);
  measure(bytes, texts);
  refuseDeepNesting(bytes, texts, series);
}

function refuseOddities({ filters, columns, unclear }: PdfStream): void {
  const packed = filters.filter((filter) => packers.has(filter));
  if (packed.length > 1) throw new Unreadable(PACKED_TOO_TIGHT);
  if (unclear || filters.length > 4 || filters.includes("BrotliDecode") || columns > COLUMNS_MAX) {
    throw new Unreadable(BUILT_ODDLY);
  }
}

/** Large ones first: as soon as the rest cannot break the limit, however tight it is packed, nothing more is unpacked. */
function measure(bytes: Uint8Array, streams: readonly PdfStream[]): void {
  const sized = streams.map((stream) => ({ stream, most: mostOf(stream) })).sort((a, b) => b.most - a.most);
  let rest = sized.reduce((sum, { most }) => sum + most, 0);
  let total = 0;
  for (const { stream, most } of sized) {
    if (most <= STREAM_BYTES_MAX && total + rest <= UNPACKED_BYTES_MAX) return;
    rest -= most;
    const size = unpackedSize(bytes.subarray(stream.from, stream.to), stream);
    total += size;
    if (size > STREAM_BYTES_MAX || total > UNPACKED_BYTES_MAX) throw new Unreadable(PACKED_TOO_TIGHT);
  }
}

function mostOf({ filters, from, to }: PdfStream): number {
  const size = to - from;
  if (filters.some((filter) => filter === "RL" || filter === "RunLengthDecode")) return size * RUN_RATIO_MAX;
  if (filters.every((filter) => filter === "FlateDecode" || filter === "Fl"))
    return size * DEFLATE_RATIO_MAX * filters.length;
  return size * DEFLATE_RATIO_MAX * 4;
}

function unpackedSize(data: Uint8Array, { filters }: PdfStream): number {
  let plain = data;
  if (filters[0]?.startsWith("A") === true && data.length > WRITTEN_BYTES_MAX) return STREAM_BYTES_MAX + 1;
  for (const filter of filters) {
    if (filter === "AHx" || filter === "ASCIIHexDecode") plain = fromHex(plain);
    else if (filter === "A85" || filter === "ASCII85Decode") plain = fromBase85(plain);
    else if (filter === "LZW" || filter === "LZWDecode") return lzwSize(plain, STREAM_BYTES_MAX);
    else if (filter === "RL" || filter === "RunLengthDecode") return plain.length * RUN_RATIO_MAX;
    else if (filter === "Fl" || filter === "FlateDecode") {
      if (hasZlibHeader(plain)) return inflatedSize(plain, STREAM_BYTES_MAX);
      return plain.length > LOCKED_BYTES_MAX ? STREAM_BYTES_MAX + 1 : 0;
    }
  }
  return 0;
}

/** Spoils the first bytes, so that its filter finds nothing in it. */
function blank(bytes: Uint8Array, { filters, from, to }: PdfStream): void {
  const [first = "none"] = filters;
  const mark =
    first.startsWith("L") || first.startsWith("R")
      ? 0x80
      : first.startsWith("AHx") || first.startsWith("ASCIIHex")
        ? 0x3e
        : 0;
  if (first.startsWith("A85") || first.startsWith("ASCII85")) bytes.set([0x7e, 0x3e].slice(0, to - from), from);
  else if (first !== "none") bytes.fill(mark, from, Math.min(to, from + 2));
}
