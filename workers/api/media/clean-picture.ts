import { cleanJpeg } from "./clean-jpeg.ts";
import { cleanPng } from "./clean-png.ts";
import { cleanWebp } from "./clean-webp.ts";
import type { Cleaned, Size } from "./cleaned.ts";

export const PICTURE_BYTES_MAX = 20 * 1024 * 1024;
export const PICTURE_SIDE_MAX = 8_000;
/** Everybody at the table decodes it, some on a telephone: a picture of so many takes 100 MB there. */
export const PICTURE_PIXELS_MAX = 25_000_000;

/**
 * The same picture without what says where, when and by whom it was made, and without what was hung on behind it. Pixels
 * are never decoded: the containers are rewritten from the parts a viewer needs.
 */
export function cleanPicture(
  bytes: Uint8Array,
  mediaType: string,
): { ok: true; bytes: Uint8Array } | { ok: false; why: "broken" | "too-large"; size: Size | null } {
  const cleaned = cleanerOf(mediaType)(bytes);
  if (cleaned === null || cleaned.pieces.isCrumbs) return { ok: false, why: "broken", size: null };
  const { width, height } = cleaned.size;
  if (width < 1 || height < 1) return { ok: false, why: "broken", size: cleaned.size };
  if (width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX || width * height > PICTURE_PIXELS_MAX) {
    return { ok: false, why: "too-large", size: cleaned.size };
  }
  return { ok: true, bytes: cleaned.pieces.joined() };
}

function cleanerOf(mediaType: string): (bytes: Uint8Array) => Cleaned {
  if (mediaType === "image/png") return cleanPng;
  return mediaType === "image/webp" ? cleanWebp : cleanJpeg;
}
