import type { Pieces } from "./pieces.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}
/** A picture without anything but the picture; null when it is broken. */
export type Cleaned = { readonly size: Size; readonly pieces: Pieces } | null;

/** The larger of two in each direction, for files that name their size more than once. */
export function largerSize(size: Size, other: Size): Size {
  return { width: Math.max(size.width, other.width), height: Math.max(size.height, other.height) };
}
