import { z } from "zod";
import type { ListPlace } from "../db/read/campaigns.ts";

const Place = z.tuple([z.int().min(0), z.string().max(40)]);

/** Where the next page begins. It holds a time and an id of the reader's own list, so it needs no secret. */
export function writeCursor(place: ListPlace): string {
  return btoa(JSON.stringify([place.at, place.id]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Null when it is none of ours. */
export function readCursor(cursor: string): ListPlace | null {
  try {
    const [at, id] = Place.parse(JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))));
    return { at, id };
  } catch {
    return null;
  }
}

/** Cuts one row too many into a page and the cursor of the next. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => ListPlace,
): { rows: Row[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? writeCursor(placeOf(last)) : null };
}
