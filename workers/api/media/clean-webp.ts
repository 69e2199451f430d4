import { type Cleaned, largerSize, type Size } from "./cleaned.ts";
import { Pieces } from "./pieces.ts";

const FILE_HEAD = 12;
const CHUNK_HEAD = 8;
const KEPT = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ICCP"]);
/** EXIF, XMP and animation, in the flags of an extended file. */
const DROPPED_FLAGS = 0x08 | 0x04 | 0x02;

/**
 * Keeps the chunks that make a still picture and writes the container anew. An animation is refused: its frames are
 * containers again, with room for anything.
 */
export function cleanWebp(bytes: Uint8Array): Cleaned {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fileEnd = bytes.byteLength < FILE_HEAD ? 0 : CHUNK_HEAD + view.getUint32(4, true);
  if (fileEnd < FILE_HEAD || fileEnd > bytes.byteLength) return null;
  const kept = new Pieces(bytes);
  const head = bytes.slice(0, FILE_HEAD);
  kept.write(head);
  let size: Size = { width: 0, height: 0 };
  let hasPixels = false;
  for (let at = FILE_HEAD; at + CHUNK_HEAD <= fileEnd; ) {
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const end = at + CHUNK_HEAD + view.getUint32(at + 4, true);
    if (end > fileEnd || type === "ANMF") return null;
    const said = sizeIn(type, bytes.subarray(at + CHUNK_HEAD, end));
    if (said === undefined) return null;
    if (said !== null) size = largerSize(size, said);
    hasPixels ||= type === "VP8 " || type === "VP8L";
    // Chunks begin at even places; some writers leave out the last padding byte.
    const next = Math.min(end + (end & 1), fileEnd);
    if (type === "VP8X") kept.write(plainHeader(bytes.slice(at, next)));
    else if (KEPT.has(type)) kept.keep(at, next);
    at = next;
  }
  if (!hasPixels) return null;
  new DataView(head.buffer).setUint32(4, kept.size - CHUNK_HEAD, true);
  return { size, pieces: kept };
}

function plainHeader(chunk: Uint8Array): Uint8Array {
  chunk[CHUNK_HEAD] = (chunk[CHUNK_HEAD] ?? 0) & ~DROPPED_FLAGS;
  return chunk;
}

/** Null for a chunk without a size, undefined for a broken one. */
function sizeIn(type: string, data: Uint8Array): Size | null | undefined {
  const byte = (at: number): number => data[at] ?? 0;
  if (type === "VP8X") {
    if (data.byteLength < 10) return undefined;
    const three = (at: number): number => 1 + byte(at) + (byte(at + 1) << 8) + (byte(at + 2) << 16);
    return { width: three(4), height: three(7) };
  }
  if (type === "VP8L") {
    if (data.byteLength < 5 || byte(0) !== 0x2f) return undefined;
    const bits = byte(1) | (byte(2) << 8) | (byte(3) << 16) | (byte(4) << 24);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (type !== "VP8 ") return null;
  if (data.byteLength < 10 || byte(3) !== 0x9d || byte(4) !== 0x01 || byte(5) !== 0x2a) return undefined;
  return { width: (byte(6) | (byte(7) << 8)) & 0x3fff, height: (byte(8) | (byte(9) << 8)) & 0x3fff };
}
