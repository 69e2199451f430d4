import type { Database } from "../../db/database.ts";
import { vectorsAfter } from "../../db/read/vectors.ts";
import { deleteVectors, putVectors } from "../../db/write/vectors.ts";
import { packVector, SignedVector } from "./packed-vector.ts";
import { checkEntries, checkQuery, VECTORS_PER_UPSERT_MAX, VectorFault, type VectorIndex } from "./vector-index.ts";

interface LocalSettings {
  readonly db: Database;
  readonly embedderId: string;
  readonly dimensions: number;
  /** How long what was put in stays hidden, in milliseconds. */
  readonly delayMs: number;
  readonly now: () => number;
}

/** Vectors of one question are read so many at a time: about a megabyte and a half. */
const VECTORS_PER_PAGE = 1_000;
const ROWS_PER_STATEMENT = 250;

/** Compares a question with every vector of a campaign, which is exact, and quick enough for a shelf of books. */
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

    async query(namespace, values, topK) {
      checkQuery(values, topK, dimensions);
      const asked = SignedVector.of(values);
      const group = { namespace, embedderId, now: now() };
      let best: { id: string; score: number }[] = [];
      let worst = -1;
      for (let after = ""; ; ) {
        const rows = await vectorsAfter(db, group, { after, limit: VECTORS_PER_PAGE });
        for (const { id, values: packed } of rows) {
          const score = asked.cosine(packed);
          if (score > worst || best.length < topK) best.push({ id, score });
        }
        best = best.toSorted((left, right) => right.score - left.score).slice(0, topK);
        worst = best.length < topK ? -1 : (best.at(-1)?.score ?? -1);
        if (rows.length < VECTORS_PER_PAGE) return best;
        after = rows.at(-1)?.id ?? after;
      }
    },

    async remove(namespace, ids) {
      if (ids.length > VECTORS_PER_UPSERT_MAX) throw new VectorFault("too-many");
      await deleteVectors(db, { namespace, embedderId }, ids);
    },
  };
}
