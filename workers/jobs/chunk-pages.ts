import type { ChunkPages } from "../contracts/jobs.ts";
import {
  CAMPAIGN_PASSAGES_MAX,
  Leaf,
  PAGES_PER_LEAF,
  PASSAGES_PER_FILE_MAX,
  type ReadPage,
} from "../contracts/library.ts";
import { openDatabase } from "../db/database.ts";
import { carryKey, leafKey } from "../db/file-keys.ts";
import { countPassages } from "../db/read/chunks.ts";
import type { UploadRow } from "../db/read/uploads.ts";
import { dropChunks, putChunks } from "../db/write/chunks.ts";
import type { ReadingChange } from "../db/write/reading.ts";
import { chunkPages as cut, endOfFile, startOfFile } from "../library/chunking/chunk-pages.ts";
import { NOTHING_IN_IT, noteOnBlankPages, PICTURES_ONLY, Unreadable } from "../library/reading/unreadable.ts";
import type { JobBindings } from "./bindings.ts";
import { Carried } from "./carried.ts";
import { clearOtherReadings } from "./clear-reading.ts";
import { moveOn, takeUp } from "./file-stage.ts";

const LEAVES_PER_MESSAGE = 4;
const CHUNKING_MS = 8_000;

const passages = (count: number) => count.toLocaleString("en");
const TOO_MANY_PIECES = `This file falls into more than ${passages(PASSAGES_PER_FILE_MAX)} passages, which is the most. Split it into several and upload each.`;
const CAMPAIGN_FULL = `This campaign's files may come to ${passages(CAMPAIGN_PASSAGES_MAX)} passages together, and with this one they would be more. Delete one that nobody needs, or upload a part of this one.`;

/** Cuts the next leaves of a file into passages; each can be found by its words as soon as it is written. */
export async function chunkPages(job: ChunkPages, env: JobBindings, attempts: number): Promise<void> {
  const row = await takeUp(job, env, attempts);
  if (row === null) return;
  try {
    if (job.leaf === 0 && job.version > 1) await clearOtherReadings(job, env);
    await moveOn(row, await cutOn(job, row, env, attempts > 1 ? 1 : LEAVES_PER_MESSAGE), env);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    // Nobody finds anything in a file that failed, and the next try writes all of it anew. Only what is this reading's own: the
    // next may have begun, and may be why there is nothing left to read here.
    await dropChunks(openDatabase(env.DB), { uploadId: job.uploadId, onlyVersion: job.version });
    await moveOn(row, { status: "failed", reason: error.reason }, env);
  }
}

async function cutOn(job: ChunkPages, row: UploadRow, env: JobBindings, leavesMax: number): Promise<ReadingChange> {
  const db = openDatabase(env.DB);
  const pagesTotal = row.pagesTotal ?? 0;
  const lastLeaf = Math.ceil(pagesTotal / PAGES_PER_LEAF);
  const until = Date.now() + CHUNKING_MS;
  const room = await roomFor(row, env);
  let { ordinal, blank, carry } = await carriedInto(job, env);
  let leaf = job.leaf;
  for (; leaf < lastLeaf && leaf - job.leaf < leavesMax && (leaf === job.leaf || Date.now() < until); leaf += 1) {
    const pages = await pagesOf(job, leaf, env);
    const done = cut(pages, carry);
    room.refuseBeyond(ordinal + done.chunks.length, { pages: (leaf + 1) * PAGES_PER_LEAF, pagesTotal });
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
  room.refuseBeyond(ordinal + last.length, { pages: pagesTotal, pagesTotal });
  await putChunks(db, job, ordinal, last);
  const chunksTotal = ordinal + last.length;
  // Read in several messages, no one of them sees that there is not a word in the whole of it.
  if (chunksTotal === 0) throw new Unreadable(row.kind === "pdf" ? PICTURES_ONLY : NOTHING_IN_IT);
  return { status: "indexing", pagesDone: pagesTotal, chunksTotal, note: noteOnBlankPages(blank, pagesTotal) };
}

/** How many passages there is room for, in a file and in the campaign beside its other files. */
async function roomFor(row: UploadRow, env: JobBindings) {
  const reader = { campaignId: row.campaignId, may: "gm" } as const;
  const others = (await countPassages(openDatabase(env.DB), reader)) - row.chunksTotal;
  return {
    /** Sees it coming as soon as a tenth of the file is cut: what is written until then is written in vain. */
    refuseBeyond(passages: number, { pages, pagesTotal }: { pages: number; pagesTotal: number }): void {
      const isTooMany = (most: number) =>
        passages > most || (pages * 10 > pagesTotal && passages / pages > (most * 2) / pagesTotal);
      if (isTooMany(PASSAGES_PER_FILE_MAX)) throw new Unreadable(TOO_MANY_PIECES);
      if (passages > CAMPAIGN_PASSAGES_MAX - others) throw new Unreadable(CAMPAIGN_FULL);
    },
  };
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
