import { z } from "zod";
import { checkEntries, checkQuery, VECTORS_PER_UPSERT_MAX, VectorFault, type VectorIndex } from "./vector-index.ts";

/** What we use of the `VECTORS` binding. */
export interface VectorizeBinding {
  upsert(vectors: { id: string; namespace: string; values: number[] }[]): Promise<unknown>;
  query(
    vector: number[],
    options: { topK: number; namespace: string; returnValues: false; returnMetadata: "none" },
  ): Promise<unknown>;
  deleteByIds(ids: string[]): Promise<unknown>;
}

interface VectorizeSettings {
  readonly binding: VectorizeBinding;
  readonly embedderId: string;
  readonly dimensions: number;
}

/** More ids than this in one call are refused as a whole (error 40007), whatever the page on limits says of upserts. */
const IDS_PER_DELETE_MAX = 100;
const Matches = z.object({ matches: z.array(z.object({ id: z.string(), score: z.number() })) });

/**
 * Cloudflare's Vectorize. A campaign is a namespace; the embedder stands in every id, so that a vector of the last one is
 * never taken for one of this. No text and no metadata go there, and what comes back is an id that proves nothing.
 */
export function vectorizeVectors({ binding, embedderId, dimensions }: VectorizeSettings): VectorIndex {
  const ending = `~${shortHash(embedderId)}`;
  return {
    async upsert(namespace, entries) {
      checkEntries(entries, dimensions);
      if (entries.length === 0) return;
      const vectors = entries.map(({ id, values }) => ({ id: id + ending, namespace, values: Array.from(values) }));
      await answered(binding.upsert(vectors));
    },

    async query(namespace, values, topK) {
      checkQuery(values, topK, dimensions);
      const options = { topK, namespace, returnValues: false, returnMetadata: "none" } as const;
      const parsed = Matches.safeParse(await answered(binding.query(Array.from(values), options)));
      if (!parsed.success) throw new VectorFault("unavailable", "malformed");
      return parsed.data.matches
        .filter(({ id }) => id.endsWith(ending))
        .map(({ id, score }) => ({ id: id.slice(0, -ending.length), score }))
        .toSorted((left, right) => right.score - left.score);
    },

    async remove(_namespace, ids) {
      if (ids.length > VECTORS_PER_UPSERT_MAX) throw new VectorFault("too-many");
      for (let from = 0; from < ids.length; from += IDS_PER_DELETE_MAX) {
        const batch = ids.slice(from, from + IDS_PER_DELETE_MAX).map((id) => id + ending);
        await answered(binding.deleteByIds(batch));
      }
    },
  };
}

/** Errors read as `VECTOR_QUERY_ERROR (code = 40006): …`. */
async function answered(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    const code = /code\s*=\s*(\d{4,6})/.exec(error instanceof Error ? error.message : "")?.[1];
    throw new VectorFault(kindOf(code), code);
  }
}

function kindOf(code: string | undefined): "too-many" | "wrong-shape" | "unavailable" {
  if (code === "40007") return "too-many";
  return code?.startsWith("400") === true ? "wrong-shape" : "unavailable";
}

function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
