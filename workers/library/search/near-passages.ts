import { logLine } from "../../contracts/log-line.ts";
import { openDatabase } from "../../db/database.ts";
import { loggedFault } from "../../db/logged-fault.ts";
import { type ChunkPlace, embeddedUploads, type Reader } from "../../db/read/chunks.ts";
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
const TEXT_CHARS_MAX = 2_000;
const nothing: NearPassages = { places: [], alike: new Map(), embedder: null };

/**
 * Passages whose vectors are near the question's, among the files that this reader may have at this moment: what is hidden takes
 * no place. An index that fails, hangs or is set up wrongly is left out.
 */
export async function passagesNear(
  env: LibraryBindings,
  reader: Reader,
  { text, withinMs }: { text: string; withinMs: number },
): Promise<NearPassages> {
  const embedder = configuredEmbedder(env);
  if (!embedder.ok || text.trim() === "") return nothing;
  const index = configuredVectors(env, embedder.value);
  if (!index.ok) return nothing;
  const { vectorsIn, vectors } = index.value;
  const find = async (signal: AbortSignal) => {
    const db = openDatabase(env.DB);
    const uploads = await embeddedUploads(db, reader, { embedderId: embedder.value.id, vectorsIn });
    if (uploads.length === 0) return [];
    const [vector] = await embedder.value.embed([text.slice(0, TEXT_CHARS_MAX)], "query");
    return vector === undefined
      ? []
      : await vectors.query(reader.campaignId, vector, { topK: NEAR_MAX, uploads, signal });
  };
  try {
    const matches = await inTime(find, withinMs);
    return {
      places: matches.flatMap(({ id }) => placeOf(id) ?? []),
      alike: new Map(matches.map(({ id, score }) => [id, score])),
      embedder: embedder.value,
    };
  } catch (error) {
    console.warn(logLine("search-without-vectors", { ...loggedFault(error) }));
    return nothing;
  }
}
