import type { EmbedChunks } from "../contracts/jobs.ts";
import { logLine } from "../contracts/log-line.ts";
import { NO_EMBEDDER } from "../db/read/readings.ts";
import type { UploadRow } from "../db/read/uploads.ts";
import { embedChunks as embedBatch, embedderIdOf } from "../library/index-chunks.ts";
import { VectorFault } from "../library/vectors/vector-index.ts";
import { ModelFault } from "../models/port.ts";
import type { JobBindings } from "./bindings.ts";
import { moveOn, takeUp } from "./file-stage.ts";

/** So often a batch is tried; with the growing delay between, an embedder may be away for half a minute. */
const EMBED_TRIES_MAX = 5;

const WORDS_ONLY = "Found by its words only; the meaning index could not be made.";
const NOTE_CHARS_MAX = 300;

/** Puts the next batch of passages into the vector index. */
export async function embedChunks(job: EmbedChunks, env: JobBindings, attempts: number): Promise<void> {
  const row = await takeUp(job, env, attempts);
  if (row === null) return;
  const embedderId = embedderIdOf(env);
  // Another embedder has been set up meanwhile. Vectors of two are never compared, so the file begins again with the new one.
  if (job.from > 0 && row.embedderId !== embedderId) return await moveOn(row, { chunksDone: 0, embedderId: null }, env);
  let next: number | null;
  try {
    ({ next } = await embedBatch(env, job, job.from));
  } catch (error) {
    // What else goes wrong is our own fault or the database's: no reason to call a file ready.
    if (attempts < EMBED_TRIES_MAX || !(error instanceof ModelFault || error instanceof VectorFault)) throw error;
    const { campaignId, uploadId, version, from } = job;
    const { name, kind, code } = error;
    console.warn(logLine("upload-without-vectors", { campaignId, uploadId, version, from, name, kind, code }));
    return await settleForWords(row, env);
  }
  if (embedderId === NO_EMBEDDER) return await settleForWords(row, env);
  if (next !== null) return await moveOn(row, { chunksDone: next }, env);
  await moveOn(row, { status: "ready", chunksDone: row.chunksTotal, note: withoutWordsOnly(row.note) }, env);
}

/** The words of a file answer without an index of its meaning, so a file is not lost for want of one. */
async function settleForWords(row: UploadRow, env: JobBindings): Promise<void> {
  const other = withoutWordsOnly(row.note);
  const note = other === null ? WORDS_ONLY : `${other.slice(0, NOTE_CHARS_MAX - WORDS_ONLY.length - 1)} ${WORDS_ONLY}`;
  await moveOn(row, { status: "ready", note }, env);
}

function withoutWordsOnly(note: string | null): string | null {
  return note?.replace(WORDS_ONLY, "").trim() || null;
}
