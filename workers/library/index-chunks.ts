import { logLine } from "../contracts/log-line.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { chunksFrom } from "../db/read/chunks.ts";
import {
  type EmbeddedReading,
  embeddedReadings,
  isCurrentReading,
  NO_EMBEDDER,
  type VectorsIn,
} from "../db/read/readings.ts";
import { restoreFullText } from "../db/write/full-text.ts";
import { forgetVectors, recordVectors } from "../db/write/readings.ts";
import type { LibraryBindings } from "./bindings.ts";
import { configuredEmbedder } from "./embedder-configured.ts";
import { placeKey } from "./search/place-key.ts";
import { configuredVectors, vectorsLaidIn } from "./vectors/configured-vectors.ts";

interface FileReading {
  readonly campaignId: string;
  readonly uploadId: string;
  readonly version: number;
}

/** Workers AI takes so many texts at once. */
const PASSAGES_PER_STEP = 100;
const IDS_PER_REMOVAL = 1_000;

/** Which embedder files are indexed by here; `NO_EMBEDDER` where the configuration is wrong, and words alone are searched. */
export function embedderIdOf(env: LibraryBindings): string {
  return indexingBy(env).embedderId;
}

/** By which embedder, and in which kind of index, files are indexed here; the kind is left out where there is no embedder. */
export function indexingBy(env: LibraryBindings): { readonly embedderId: string; readonly vectorsIn?: VectorsIn } {
  const indexing = openIndex(env);
  if (indexing === null) return { embedderId: NO_EMBEDDER };
  return { embedderId: indexing.embedder.id, vectorsIn: indexing.vectorsIn };
}

/**
 * Puts the next passages of a file into the vector index, from one ordinal on, and says where to go on; null at the end,
 * for a file that is deleted or read anew, and where no embedder is configured. Doing it again changes nothing.
 */
export async function embedChunks(
  env: LibraryBindings,
  file: FileReading,
  from: number,
): Promise<{ next: number | null }> {
  const db = openDatabase(env.DB);
  // Indexing a file anew mends its words too, whatever becomes of its vectors.
  await restoreFullText(db, file, { from, limit: PASSAGES_PER_STEP });
  const indexing = openIndex(env);
  if (indexing === null) return { next: null };
  const passages = await chunksFrom(db, file, { from, limit: PASSAGES_PER_STEP + 1 });
  const batch = passages.slice(0, PASSAGES_PER_STEP);
  const last = batch.at(-1);
  if (last === undefined) return { next: null };
  const { embedder, vectorsIn, vectors: index } = indexing;
  await removeOthers(env, { db, file, embedderId: embedder.id, vectorsIn });
  const texts = batch.map(({ heading, text }) => `${heading}\n${text}`);
  const vectors = await embedder.embed(texts, "passage");
  // Written down first: an index cannot be asked what it holds, and what is not known to be there is never removed.
  await recordVectors(db, file, { embedderId: embedder.id, vectorsIn, to: last.ordinal + 1 });
  const entries = batch.map(({ ordinal }, at) => ({ id: placeKey({ ...file, ordinal }), values: vectors[at] ?? [] }));
  await index.upsert(file.campaignId, entries);
  if (!(await isCurrentReading(db, file))) {
    await dropVectors(env, file);
    await dropStep(env, file, from);
    return { next: null };
  }
  return { next: passages.length > PASSAGES_PER_STEP ? last.ordinal + 1 : null };
}

/**
 * Takes a file's vectors out of the index they are in: those of all its readings, or of one. It throws where that index is not
 * at hand, and what is written down of them stays.
 */
export async function dropVectors(
  env: LibraryBindings,
  file: { readonly campaignId: string; readonly uploadId: string; readonly version?: number },
): Promise<void> {
  const db = openDatabase(env.DB);
  for (const reading of await embeddedReadings(db, file)) await dropOf(env, { db, file, reading });
}

/**
 * Takes out what one step of a reading may have put in while its file was being deleted: by then nothing is written down of
 * it, but its ids are known. Where nothing can be indexed, nothing was put in.
 */
export async function dropStep(env: LibraryBindings, file: FileReading, from: number): Promise<void> {
  const ids = Array.from({ length: PASSAGES_PER_STEP }, (_, at) => placeKey({ ...file, ordinal: from + at }));
  await openIndex(env)?.vectors.remove(file.campaignId, ids);
}

/** Vectors of the last embedder, or in the last kind of index, are of no use to these. */
async function removeOthers(
  env: LibraryBindings,
  { db, file, embedderId, vectorsIn }: { db: Database; file: FileReading; embedderId: string; vectorsIn: VectorsIn },
): Promise<void> {
  for (const reading of await embeddedReadings(db, file)) {
    if (reading.embedderId !== embedderId || reading.vectorsIn !== vectorsIn) await dropOf(env, { db, file, reading });
  }
}

async function dropOf(
  env: LibraryBindings,
  { db, file, reading }: { db: Database; file: { campaignId: string; uploadId: string }; reading: EmbeddedReading },
): Promise<void> {
  const { version, embedderId, vectorsIn, embeddedTo } = reading;
  const index = vectorsLaidIn(env, vectorsIn, embedderId);
  for (let from = 0; from < embeddedTo; from += IDS_PER_REMOVAL) {
    const count = Math.min(IDS_PER_REMOVAL, embeddedTo - from);
    const ids = Array.from({ length: count }, (_, at) =>
      placeKey({ uploadId: file.uploadId, version, ordinal: from + at }),
    );
    await index.remove(file.campaignId, ids);
  }
  await forgetVectors(db, { uploadId: file.uploadId, version });
}

function openIndex(env: LibraryBindings) {
  const embedder = configuredEmbedder(env);
  if (!embedder.ok) return unconfigured(embedder.sentence);
  const index = configuredVectors(env, embedder.value);
  if (!index.ok) return unconfigured(index.sentence);
  return { embedder: embedder.value, ...index.value };
}

function unconfigured(sentence: string): null {
  console.warn(logLine("lore-by-words-alone", { why: sentence }));
  return null;
}
