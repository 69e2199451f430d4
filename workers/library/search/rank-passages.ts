import type { PassageRow } from "../../db/read/chunks.ts";
import { areRelated, type Closeness } from "./floor.ts";
import { fuse } from "./fuse.ts";
import { placeKey } from "./place-key.ts";
import type { QueryTerm } from "./query-terms.ts";
import { scorePassages } from "./score-passages.ts";

/** What the words of a question have to say. */
interface ByWords {
  readonly terms: readonly QueryTerm[];
  readonly counts: ReadonlyMap<string, number>;
  readonly passages: number;
}

/** What the vectors have to say. */
interface ByVectors {
  /** How alike question and passage are, by key. */
  readonly alike: ReadonlyMap<string, number>;
  readonly embedder: Closeness | null;
}

/** Puts passages in the order of how well they answer, and leaves out what has nothing to do with the question. */
export function rankPassages<Row extends PassageRow>(
  rows: readonly Row[],
  byWords: ByWords,
  byVectors: ByVectors,
): { row: Row; score: number }[] {
  const scores = scorePassages(byWords.terms, rows, byWords);
  const judged = rows.map((row, at) => {
    const key = placeKey(row);
    const { score = 0, covered = 0 } = scores[at] ?? {};
    return { row, key, score, covered, alike: byVectors.alike.get(key) ?? null };
  });
  const isRelated = areRelated(judged, byVectors.embedder);
  const related = judged.filter((_, at) => isRelated[at]);
  const inWords = related.filter(({ score }) => score > 0).toSorted((left, right) => right.score - left.score);
  const inVectors = related
    .filter(({ alike }) => alike !== null)
    .toSorted((left, right) => (right.alike ?? 0) - (left.alike ?? 0));
  const byKey = new Map(related.map(({ key, row }) => [key, row]));
  const lists = [
    { keys: inWords.map(({ key }) => key), weight: 1 },
    { keys: inVectors.map(({ key }) => key), weight: Math.min(1, 2 * (byVectors.embedder?.trust ?? 0)) },
  ];
  return fuse(lists).flatMap(({ key, score }) => {
    const row = byKey.get(key);
    return row === undefined ? [] : [{ row, score }];
  });
}
