import type { Cleaned, Size } from "./cleaned.ts";
import { Pieces } from "./pieces.ts";

const SIGNATURE_BYTES = 8;
/** What a still picture is made of, and its colours. Text, time, EXIF, animation and everything private is left behind. */
const KEPT = new Set([
  "IHDR",
  "PLTE",
  "IDAT",
  "IEND",
  "tRNS",
  "gAMA",
  "cHRM",
  "sRGB",
  "iCCP",
  "cICP",
  "sBIT",
  "bKGD",
  "pHYs",
]);

/** Keeps the chunks that make the picture; what comes behind the last is no part of it. */
export function cleanPng(bytes: Uint8Array): Cleaned {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces = new Pieces(bytes);
  pieces.keep(0, SIGNATURE_BYTES);
  let size: Size | null = null;
  let hasPixels = false;
  for (let at = SIGNATURE_BYTES; at + 12 <= bytes.byteLength; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    // The header comes first and once, or two viewers could see two sizes.
    if (end > bytes.byteLength || (type === "IHDR") !== (size === null)) return null;
    if (size === null) {
      if (length !== 13) return null;
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    }
    hasPixels ||= type === "IDAT";
    if (KEPT.has(type)) pieces.keep(at, end);
    if (type === "IEND") return hasPixels ? { size, pieces } : null;
    at = end;
  }
  return null;
}
