import { type Cleaned, largerSize, type Size } from "./cleaned.ts";
import { orientationIn, orientationSegment } from "./jpeg-orientation.ts";
import { Pieces } from "./pieces.ts";

const END = 0xd9;
const SCAN = 0xda;
/** A decoder goes over all pixels once for each. Cameras and editors write ten, and a bomb thousands. */
const SCANS_MAX = 64;

/**
 * Keeps the segments that make the picture. Of EXIF only the way up survives, written anew, because a phone turns a
 * picture by saying so and not by turning it.
 */
export function cleanJpeg(bytes: Uint8Array): Cleaned {
  const pieces = new Pieces(bytes);
  pieces.keep(0, 2);
  let size: Size | null = null;
  let scans = 0;
  for (let at = 2; at + 2 <= bytes.byteLength; ) {
    // Any number of fill bytes may stand before a marker.
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END) {
      if (size === null || scans === 0) return null;
      pieces.keep(at, at + 2);
      return { size, pieces };
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (marker < 0xc0 || length < 2 || end > bytes.byteLength) return null;
    const segment = bytes.subarray(at, end);
    if (isFrame(marker)) size = largerSize(size ?? { width: 0, height: 0 }, frameSize(segment));
    const kept = keptOf(segment, marker);
    if (kept === segment) pieces.keep(at, end);
    else if (kept !== null) pieces.write(kept);
    at = end;
    if (marker === SCAN) {
      scans += 1;
      if (scans > SCANS_MAX) return null;
      at = endOfScan(bytes, end);
      pieces.keep(end, at);
    }
  }
  return null;
}

function keptOf(segment: Uint8Array, marker: number): Uint8Array | null {
  if (marker < 0xe0) return segment;
  // Comments, and what was kept free for extensions that never came.
  if (marker > 0xef) return null;
  const name = String.fromCharCode(...segment.subarray(4, 16));
  // Thumbnails may show what was cut away, so of JFIF only its fixed part stays.
  if (marker === 0xe0) return name.startsWith("JFIF\0") && segment.byteLength >= 18 ? plainJfif(segment) : null;
  if (marker === 0xe1) {
    const orientation = name.startsWith("Exif\0\0") ? orientationIn(segment.subarray(10)) : 1;
    return orientation === 1 ? null : orientationSegment(orientation);
  }
  if (marker === 0xe2) return name === "ICC_PROFILE\0" ? segment : null;
  // Without it the colours of some files cannot be told.
  return marker === 0xee && name.startsWith("Adobe") && segment.byteLength === 16 ? segment : null;
}

function plainJfif(segment: Uint8Array): Uint8Array {
  const plain = segment.slice(0, 18);
  plain.set([0, 16], 2);
  plain.set([0, 0], 16);
  return plain;
}

/** Start of frame, of any kind; three numbers between them mean other things. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function frameSize(segment: Uint8Array): Size {
  const word = (at: number): number => ((segment[at] ?? 0) << 8) | (segment[at + 1] ?? 0);
  return { height: word(5), width: word(7) };
}

/** Within a scan FF is followed by 00 or by a restart mark; anything else ends it. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 2)) {
    const next = bytes[at + 1] ?? 0;
    if (next === 0xff) {
      at -= 1;
      continue;
    }
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.byteLength;
}
