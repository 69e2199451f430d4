import { z } from "zod";
import {
  checkEntries,
  checkQuery,
  uploadOf,
  VECTORS_PER_UPSERT_MAX,
  VectorFault,
  type VectorIndex,
  type VectorMatch,
} from "./vector-index.ts";

/** What we use of the `VECTORS` binding. */
export interface VectorizeBinding {
  upsert(
    vectors: { id: string; namespace: string; values: number[]; metadata: { upload: string } }[],
  ): Promise<unknown>;
  query(
    vector: number[],
    options: {
      topK: number;
      namespace: string;
      filter: { upload: { $in: string[] } };
      returnValues: false;
      returnMetadata: "none";
    },
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
/** A filter must stay below 2,048 bytes of JSON, and an id of a file is 25 with its quotes and comma. */
const UPLOADS_PER_FILTER_MAX = 80;
const Matches = z.object({ matches: z.array(z.object({ id: z.string(), score: z.number() })) });

/**
 * Cloudflare's Vectorize. A campaign is a namespace; the embedder stands in every id, so that a vector of the last one is
 * never taken for one of this. No text goes there, of metadata only the id of the file, so that a question can name the files
 * that count, and what comes back is an id that proves nothing. Files with a vector before the index knew its metadata property
 * `upload` are not found: `npm run deploy` makes it first.
 */
export function vectorizeVectors({ binding, embedderId, dimensions }: VectorizeSettings): VectorIndex {
  const ending = `~${shortHash(embedderId)}`;
  return {
    async upsert(namespace, entries) {
      checkEntries(entries, dimensions);
      if (entries.length === 0) return;
      const vectors = entries.map(({ id, values }) => ({
        ...{ id: id + ending, namespace, values: Array.from(values), metadata: { upload: uploadOf(id) } },
      }));
      await answered(binding.upsert(vectors));
    },

    async query(namespace, values, { topK, uploads, signal }) {
      checkQuery(values, topK, dimensions);
      const vector = Array.from(values);
      const ask = async ($in: string[]): Promise<VectorMatch[]> => {
        const filter = { upload: { $in } };
        const options = { topK, namespace, filter, returnValues: false, returnMetadata: "none" } as const;
        const parsed = Matches.safeParse(await answered(binding.query(vector, options)));
        if (!parsed.success) throw new VectorFault("unavailable", "malformed");
        return parsed.data.matches.map(({ id, score }) => ({ id, score }));
      };
      signal?.throwIfAborted();
      // A campaign has at most a few times as many files as a filter takes, and the nearest of all are among those of each.
      const parts = Array.from({ length: Math.ceil(uploads.length / UPLOADS_PER_FILTER_MAX) }, (_, at) =>
        ask(uploads.slice(at * UPLOADS_PER_FILTER_MAX, (at + 1) * UPLOADS_PER_FILTER_MAX)),
      );
      return (await Promise.all(parts))
        .flat()
        .filter(({ id }) => id.endsWith(ending))
        .map(({ id, score }) => ({ id: id.slice(0, -ending.length), score }))
        .toSorted((left, right) => right.score - left.score)
        .slice(0, topK);
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
