import { logLine } from "../contracts/log-line.ts";
import { openDatabase } from "../db/database.ts";
import { type UploadRow, uploadCard, uploadRow } from "../db/read/uploads.ts";
import { moveReading, type ReadingChange } from "../db/write/reading.ts";
import type { JobBindings } from "./bindings.ts";
import { clearReading } from "./clear-reading.ts";
import { nextJob, type ReadingJob, standsAgainst } from "./next-job.ts";

/**
 * The row of a job's file, if it stands where the job takes it up; null when there is nothing to do. A job of another reading,
 * or of a deleted file, may have been at work when that was written, so it takes away what its own reading has left.
 */
export async function takeUp(job: ReadingJob, env: JobBindings, attempts: number): Promise<UploadRow | null> {
  const row = await standingRow(job, env);
  if (row === null || row.kind === "image") return null;
  if (standsAgainst(row, job) === 0) return row;
  // The try before this one may have been cut off after it had moved the row and before it could send what comes next. Copies
  // of a message come as first tries, so they do not breed copies of the next.
  if (attempts > 1) await handOver(row, env);
  return null;
}

/** Moves the row on, and only then sends what comes next: a message never runs ahead of what the row says. */
export async function moveOn(row: UploadRow, change: ReadingChange, env: JobBindings): Promise<void> {
  const job = nextJob(row);
  if (job === null) return;
  const moved = await moveReading(openDatabase(env.DB), job, row, { ...change, updatedAt: Date.now() });
  // Somebody else was faster, or the file is deleted or read anew: then what was just made goes again.
  if (moved === null) await standingRow(job, env);
  else await handOver(moved, env);
}

/** Sends what comes next for a file, and shows how it stands. */
export async function handOver(row: UploadRow, env: JobBindings): Promise<void> {
  const next = nextJob(row);
  if (next !== null) await env.JOBS.send(next);
  await tell(row, env);
}

/** Those who run the table see it in their list in any case, so it never fails a job. */
async function tell(row: UploadRow, env: JobBindings): Promise<void> {
  try {
    await env.ROOM.getByName(row.campaignId).tellUpload(uploadCard(row));
  } catch (error) {
    const why = error instanceof Error ? error.name : typeof error;
    console.warn(logLine("upload-untold", { campaignId: row.campaignId, uploadId: row.id, why }));
  }
}

async function standingRow(job: ReadingJob, env: JobBindings): Promise<UploadRow | null> {
  const row = await uploadRow(openDatabase(env.DB), job.uploadId);
  const lives = row !== null && row.deletedAt === null && row.campaignId === job.campaignId;
  if (lives && row.version === job.version) return row;
  await clearReading(job, { keepVersion: lives ? row.version : null }, env);
  return null;
}
