import type { ChunkPlace, Reader } from "../../db/read/chunks.ts";
import type { LibraryBindings } from "../bindings.ts";
import type { Embedder } from "../embedder.ts";
import { configuredEmbedder } from "../embedder-configured.ts";
import { configuredVectors } from "../vectors/configured-vectors.ts";
import { inTime } from "./in-time.ts";
import { placeOf } from "./place-key.ts";

/** What the vector index has to say. Ids only: nothing of it has been asked of its row yet. */
export interface NearPassages {
  readonly places: readonly ChunkPlace[];
  /** How alike question and passage are, by key. */
  readonly alike: ReadonlyMap<string, number>;
  /** Null where there are no vectors. */
  readonly embedder: Embedder | null;
}

const NEAR_MAX = 40;
/** Many of what is near may be for the GM alone. */
const NEAR_FOR_PLAYERS_MAX = 100;
const TEXT_CHARS_MAX = 2_000;
const nothing: NearPassages = { places: [], alike: new Map(), embedder: null };

/** Passages whose vectors are near the question's. An index that fails, hangs or is set up wrongly is left out. */
export async function passagesNear(
  env: LibraryBindings,
  { campaignId, may }: Reader,
  { text, withinMs }: { text: string; withinMs: number },
): Promise<NearPassages> {
  const embedder = configuredEmbedder(env);
  if (!embedder.ok || text.trim() === "") return nothing;
  const index = configuredVectors(env, embedder.value);
  if (!index.ok) return nothing;
  const topK = may === "gm" ? NEAR_MAX : NEAR_FOR_PLAYERS_MAX;
  try {
    const find = async () => {
      const [vector] = await embedder.value.embed([text.slice(0, TEXT_CHARS_MAX)], "query");
      return vector === undefined ? [] : await index.value.query(campaignId, vector, topK);
    };
    const matches = await inTime(find(), withinMs);
    return {
      places: matches.flatMap(({ id }) => placeOf(id) ?? []),
      alike: new Map(matches.map(({ id, score }) => [id, score])),
      embedder: embedder.value,
    };
  } catch (error) {
    console.warn(`The vector index is left out of a search: ${error instanceof Error ? error.message : "no reason"}`);
    return nothing;
  }
}
