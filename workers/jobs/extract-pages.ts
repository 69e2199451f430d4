import type { ExtractPages } from "../contracts/jobs.ts";
import {
  FILE_CHARS_MAX,
  FILE_PAGES_MAX,
  type Leaf,
  PAGES_PER_LEAF,
  READABLE_PDF_BYTES_MAX,
  type ReadPage,
} from "../contracts/library.ts";
import { leafKey, originalKey } from "../db/file-keys.ts";
import type { UploadRow } from "../db/read/uploads.ts";
import { openReading, type Reading } from "../library/reading/open-reading.ts";
import { Unreadable } from "../library/reading/unreadable.ts";
import type { JobBindings } from "./bindings.ts";
import { moveOn, takeUp } from "./file-stage.ts";

/** To open a large PDF costs more than to read a leaf of it, so one message reads several. */
const LEAVES_PER_MESSAGE = 4;
/** After this no further leaf is begun. A Worker may take 30 seconds of CPU for a batch of the queue. */
const READING_MS = 8_000;
/** No character of UTF-8 takes more bytes. */
const CHAR_BYTES_MAX = 4;

/** Reads the next leaves of a file, and lays each in R2 as soon as it is read. */
export async function extractPages(job: ExtractPages, env: JobBindings, attempts: number): Promise<void> {
  const row = await takeUp(job, env, attempts);
  if (row === null) return;
  try {
    // What broke off on the way, perhaps for want of memory, is tried again in the smallest steps there are.
    await moveOn(row, await readOn(job, row, env, attempts > 1 ? 1 : LEAVES_PER_MESSAGE), env);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    await moveOn(row, { status: "failed", reason: error.reason }, env);
  }
}

async function readOn(job: ExtractPages, row: UploadRow, env: JobBindings, leavesMax: number) {
  const reading = await openOriginal(job, row, env);
  try {
    const { pagesTotal } = reading;
    if (pagesTotal > FILE_PAGES_MAX) throw new Unreadable(tooLong(`${pagesTotal} pages`, `${FILE_PAGES_MAX}`));
    const lastLeaf = Math.ceil(pagesTotal / PAGES_PER_LEAF);
    const until = Date.now() + READING_MS;
    let { charsDone } = row;
    let leaf = job.leaf;
    for (; leaf < lastLeaf && leaf - job.leaf < leavesMax && (leaf === job.leaf || Date.now() < until); leaf += 1) {
      const pages = await readLeaf(reading, leaf);
      for (const { text } of pages) charsDone += text.length;
      if (charsDone > FILE_CHARS_MAX) throw new Unreadable(tooLong("more letters than we read", "6 million letters"));
      await env.FILES.put(leafKey(job, leaf), JSON.stringify({ pages } satisfies Leaf));
    }
    const done = { pagesTotal, charsDone };
    if (leaf < lastLeaf) return { ...done, status: "extracting" as const, pagesDone: leaf * PAGES_PER_LEAF };
    // From here on the pages are counted anew, by the stage that cuts them into passages.
    return { ...done, status: "chunking" as const, pagesDone: 0, chunksTotal: 0, chunksDone: 0 };
  } finally {
    await reading.close();
  }
}

async function openOriginal(job: ExtractPages, row: UploadRow, env: JobBindings): Promise<Reading> {
  if (row.kind === "image") throw new Unreadable("A picture has no text to read; show it as a handout.");
  const bytesMax = row.kind === "pdf" ? READABLE_PDF_BYTES_MAX : FILE_CHARS_MAX * CHAR_BYTES_MAX;
  const object = await env.FILES.get(originalKey(job));
  if (object === null) throw new Unreadable("The file is missing; upload it again.");
  if (object.size > bytesMax) throw new Unreadable(tooLong(megabytes(object.size), megabytes(bytesMax)));
  return await openReading({ kind: row.kind, bytes: new Uint8Array(await object.arrayBuffer()) });
}

async function readLeaf(reading: Reading, leaf: number): Promise<ReadPage[]> {
  const before = leaf * PAGES_PER_LEAF;
  const pages: ReadPage[] = [];
  for await (const page of reading.read(before + 1, Math.min(before + PAGES_PER_LEAF, reading.pagesTotal)))
    pages.push(page);
  return pages;
}

function tooLong(has: string, atMost: string): string {
  return `This file has ${has}; a file may have ${atMost}. Split it into several and upload each.`;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB`;
}
