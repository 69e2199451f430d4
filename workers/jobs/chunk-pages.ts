import type { ChunkPages } from "../contracts/jobs.ts";
import { Leaf, PAGES_PER_LEAF, type ReadPage } from "../contracts/library.ts";
import { openDatabase } from "../db/database.ts";
import { carryKey, leafKey } from "../db/file-keys.ts";
import type { UploadRow } from "../db/read/uploads.ts";
import { putChunks } from "../db/write/chunks.ts";
import type { ReadingChange } from "../db/write/reading.ts";
import { chunkPages as cut, endOfFile, startOfFile } from "../library/chunking/chunk-pages.ts";
import { NOTHING_IN_IT, noteOnBlankPages, PICTURES_ONLY, Unreadable } from "../library/reading/unreadable.ts";
import type { JobBindings } from "./bindings.ts";
import { Carried } from "./carried.ts";
import { clearOtherReadings } from "./clear-reading.ts";
import { moveOn, takeUp } from "./file-stage.ts";

const LEAVES_PER_MESSAGE = 4;
const CHUNKING_MS = 8_000;

/** Cuts the next leaves of a file into passages; each can be found by its words as soon as it is written. */
export async function chunkPages(job: ChunkPages, env: JobBindings, attempts: number): Promise<void> {
  const row = await takeUp(job, env, attempts);
  if (row === null) return;
  try {
    if (job.leaf === 0 && job.version > 1) await clearOtherReadings(job, env);
    await moveOn(row, await cutOn(job, row, env, attempts > 1 ? 1 : LEAVES_PER_MESSAGE), env);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    await moveOn(row, { status: "failed", reason: error.reason }, env);
  }
}

async function cutOn(job: ChunkPages, row: UploadRow, env: JobBindings, leavesMax: number): Promise<ReadingChange> {
  const db = openDatabase(env.DB);
  const pagesTotal = row.pagesTotal ?? 0;
  const lastLeaf = Math.ceil(pagesTotal / PAGES_PER_LEAF);
  const until = Date.now() + CHUNKING_MS;
  let { ordinal, blank, carry } = await carriedInto(job, env);
  let leaf = job.leaf;
  for (; leaf < lastLeaf && leaf - job.leaf < leavesMax && (leaf === job.leaf || Date.now() < until); leaf += 1) {
    const pages = await pagesOf(job, leaf, env);
    const done = cut(pages, carry);
    await putChunks(db, job, ordinal, done.chunks);
    ordinal += done.chunks.length;
    blank += pages.filter(({ text }) => text === "").length;
    carry = done.carry;
  }
  if (leaf < lastLeaf) {
    await env.FILES.put(carryKey(job, leaf), JSON.stringify({ ordinal, blank, carry } satisfies Carried));
    return { pagesDone: leaf * PAGES_PER_LEAF, chunksTotal: ordinal };
  }
  const last = endOfFile(carry);
  await putChunks(db, job, ordinal, last);
  const chunksTotal = ordinal + last.length;
  // Read in several messages, no one of them sees that there is not a word in the whole of it.
  if (chunksTotal === 0) throw new Unreadable(row.kind === "pdf" ? PICTURES_ONLY : NOTHING_IN_IT);
  return { status: "indexing", pagesDone: pagesTotal, chunksTotal, note: noteOnBlankPages(blank, pagesTotal) };
}

async function carriedInto(job: ChunkPages, env: JobBindings): Promise<Carried> {
  if (job.leaf === 0) return { ordinal: 0, blank: 0, carry: startOfFile };
  return Carried.parse(await jsonAt(carryKey(job, job.leaf), env));
}

async function pagesOf(job: ChunkPages, leaf: number, env: JobBindings): Promise<ReadPage[]> {
  return Leaf.parse(await jsonAt(leafKey(job, leaf), env)).pages;
}

async function jsonAt(key: string, env: JobBindings): Promise<unknown> {
  const object = await env.FILES.get(key);
  if (object === null) throw new Unreadable("The pages that were read are missing; try again.");
  return await object.json();
}
