import type { ChunkPlace } from "../../db/read/chunks.ts";

/** What a passage is called outside the database: `<uploadId>.<version>.<ordinal>`. It fits an id of Vectorize. */
export function placeKey({ uploadId, version, ordinal }: ChunkPlace): string {
  return `${uploadId}.${version}.${ordinal}`;
}

/** Reads a key; null for whatever is none. */
export function placeOf(key: string): ChunkPlace | null {
  const [, uploadId, version, ordinal] = /^(u_[a-z2-7]{20})\.(\d{1,5})\.(\d{1,7})$/.exec(key) ?? [];
  if (uploadId === undefined) return null;
  return { uploadId, version: Number(version), ordinal: Number(ordinal) };
}
