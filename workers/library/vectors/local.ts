import type { Database } from "../../db/database.ts";
import { vectorsAfter } from "../../db/read/vectors.ts";
import { deleteVectors, putVectors } from "../../db/write/vectors.ts";
import { packedChars, packVector, SignedVector } from "./packed-vector.ts";
import {
  checkEntries,
  checkQuery,
  VECTORS_PER_UPSERT_MAX,
  VectorFault,
  type VectorIndex,
  type VectorMatch,
} from "./vector-index.ts";

interface LocalSettings {
  readonly db: Database;
  readonly embedderId: string;
  readonly dimensions: number;
  /** How long what was put in stays hidden, in milliseconds. */
  readonly delayMs: number;
  readonly now: () => number;
}

/** So much of the vectors is read at a time: a value of D1 holds 2 MB. */
const PAGE_CHARS_MAX = 1_900_000;
const ROWS_PER_STATEMENT = 250;

/** Compares a question with every vector of the files that count, which is exact, and quick enough for a shelf of books. */
export function localVectors({ db, embedderId, dimensions, delayMs, now }: LocalSettings): VectorIndex {
  return {
    async upsert(namespace, entries) {
      checkEntries(entries, dimensions);
      const group = { namespace, embedderId, visibleAt: now() + delayMs };
      const rows = entries.map(({ id, values }) => ({ id, values: packVector(values) }));
      for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
        await putVectors(db, group, rows.slice(from, from + ROWS_PER_STATEMENT));
      }
    },

    async query(namespace, values, { topK, uploads, signal }) {
      checkQuery(values, topK, dimensions);
      const asked = SignedVector.of(values);
      const group = { namespace, embedderId, now: now(), uploads };
      const limit = Math.floor(PAGE_CHARS_MAX / packedChars(dimensions));
      let best: VectorMatch[] = [];
      for (let after = ""; uploads.length > 0; ) {
        // Nobody waits for the rest, and it would take its time from whoever asks next.
        signal?.throwIfAborted();
        const page = await vectorsAfter(db, group, { after, limit });
        best = nearest(best, { ids: page.ids, scores: asked.cosines(page.values) }, topK);
        if (page.ids.length < limit) break;
        after = page.ids.at(-1) ?? after;
      }
      return best;
    },

    async remove(namespace, ids) {
      if (ids.length > VECTORS_PER_UPSERT_MAX) throw new VectorFault("too-many");
      await deleteVectors(db, { namespace, embedderId }, ids);
    },
  };
}

/** The nearest of those found so far and of one page more. */
function nearest(
  best: readonly VectorMatch[],
  { ids, scores }: { readonly ids: readonly string[]; readonly scores: readonly number[] },
  topK: number,
): VectorMatch[] {
  const least = best.length < topK ? -1 : (best.at(-1)?.score ?? -1);
  const nearer = ids.flatMap((id, at) => {
    const score = scores[at] ?? 0;
    return score > least || best.length < topK ? [{ id, score }] : [];
  });
  return [...best, ...nearer].toSorted((left, right) => right.score - left.score).slice(0, topK);
}
