import { openDatabase } from "../../db/database.ts";
import type { VectorsIn } from "../../db/read/readings.ts";
import type { LibraryBindings } from "../bindings.ts";
import type { Embedder } from "../embedder.ts";
import { brief, type Configured, given } from "../embedder-configured.ts";
import { localVectors } from "./local.ts";
import { VectorFault, type VectorIndex } from "./vector-index.ts";
import { vectorizeVectors } from "./vectorize.ts";

const DELAY_MS_MAX = 600_000;

/** An index, and which kind it is. */
export interface OpenVectors {
  readonly vectorsIn: VectorsIn;
  readonly vectors: VectorIndex;
}

/** Opens the index into which the vectors of an embedder go. */
export function configuredVectors(
  env: LibraryBindings,
  embedder: Pick<Embedder, "id" | "dimensions">,
): Configured<OpenVectors> {
  const vectorsIn = given(env.LORE_VECTORS) ?? "local";
  if (vectorsIn !== "local" && vectorsIn !== "vectorize")
    return wrong(`LORE_VECTORS is "${brief(vectorsIn)}"; it can be local or vectorize, or left out.`);
  const delayMs = Number(given(env.LORE_VECTOR_DELAY_MS) ?? "0");
  if (vectorsIn === "local" && (!Number.isInteger(delayMs) || delayMs < 0 || delayMs > DELAY_MS_MAX)) {
    return wrong(`LORE_VECTOR_DELAY_MS must be a whole number from 0 to ${DELAY_MS_MAX}.`);
  }
  const vectors = openVectors(env, vectorsIn, { ...embedder, delayMs });
  if (vectors === null) return wrong("LORE_VECTORS is vectorize, but there is no VECTORS binding here.");
  return { ok: true, value: { vectorsIn, vectors } };
}

/** Opens the index in which vectors were laid down, whatever the configuration names by now; throws where it is not at hand. */
export function vectorsLaidIn(env: LibraryBindings, vectorsIn: VectorsIn, embedderId: string): VectorIndex {
  // To remove ids, the length of the vectors does not matter.
  const vectors = openVectors(env, vectorsIn, { id: embedderId, dimensions: 1, delayMs: 0 });
  if (vectors === null) throw new VectorFault("unavailable", "not bound");
  return vectors;
}

function openVectors(
  env: LibraryBindings,
  vectorsIn: VectorsIn,
  { id: embedderId, dimensions, delayMs }: Pick<Embedder, "id" | "dimensions"> & { readonly delayMs: number },
): VectorIndex | null {
  if (vectorsIn === "local")
    return localVectors({ db: openDatabase(env.DB), embedderId, dimensions, delayMs, now: Date.now });
  return env.VECTORS === undefined ? null : vectorizeVectors({ binding: env.VECTORS, embedderId, dimensions });
}

function wrong(sentence: string): { ok: false; sentence: string } {
  return { ok: false, sentence };
}
