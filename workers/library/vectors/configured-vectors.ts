import { openDatabase } from "../../db/database.ts";
import type { LibraryBindings } from "../bindings.ts";
import type { Embedder } from "../embedder.ts";
import { brief, type Configured, given } from "../embedder-configured.ts";
import { localVectors } from "./local.ts";
import type { VectorIndex } from "./vector-index.ts";
import { vectorizeVectors } from "./vectorize.ts";

const DELAY_MS_MAX = 600_000;

/** Opens the index in which the vectors of an embedder lie. */
export function configuredVectors(
  env: LibraryBindings,
  { id: embedderId, dimensions }: Pick<Embedder, "id" | "dimensions">,
): Configured<VectorIndex> {
  const wanted = given(env.LORE_VECTORS) ?? "local";
  if (wanted === "vectorize") {
    if (env.VECTORS === undefined) return wrong("LORE_VECTORS is vectorize, but there is no VECTORS binding here.");
    return { ok: true, value: vectorizeVectors({ binding: env.VECTORS, embedderId, dimensions }) };
  }
  if (wanted !== "local")
    return wrong(`LORE_VECTORS is "${brief(wanted)}"; it can be local or vectorize, or left out.`);
  const delayMs = Number(given(env.LORE_VECTOR_DELAY_MS) ?? "0");
  if (!Number.isInteger(delayMs) || delayMs < 0 || delayMs > DELAY_MS_MAX) {
    return wrong(`LORE_VECTOR_DELAY_MS must be a whole number from 0 to ${DELAY_MS_MAX}.`);
  }
  const settings = { db: openDatabase(env.DB), embedderId, dimensions, delayMs, now: Date.now };
  return { ok: true, value: localVectors(settings) };
}

function wrong(sentence: string): { ok: false; sentence: string } {
  return { ok: false, sentence };
}
