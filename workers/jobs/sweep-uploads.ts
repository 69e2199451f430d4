import { DeleteUpload } from "../contracts/jobs.ts";
import { openDatabase } from "../db/database.ts";
import { abandonedUploads, lingeringTombstones, STUCK_AFTER_MS, stuckUploads } from "../db/read/uploads.ts";
import { buryUpload, touchUploads } from "../db/write/uploads.ts";
import type { JobBindings } from "./bindings.ts";
import { nextJob } from "./next-job.ts";

export const ABANDONED_AFTER_MS = 24 * 60 * 60_000;
export const LINGERING_AFTER_MS = 10 * 60_000;
/** Of each kind in one sweep; the next comes in a few minutes. */
const SWEPT_MAX = 100;

/** Takes up what was left half-way: files whose bytes never came, readings without a job, deletions without an end. */
export async function sweepUploads(env: Pick<JobBindings, "DB" | "JOBS">, now: number): Promise<void> {
  await buryAbandoned(env, now);
  await wakeStuck(env, now);
  await deleteLingering(env, now);
}

async function buryAbandoned(env: Pick<JobBindings, "DB" | "JOBS">, now: number): Promise<void> {
  const db = openDatabase(env.DB);
  for (const row of await abandonedUploads(db, { before: now - ABANDONED_AFTER_MS, limit: SWEPT_MAX })) {
    if (await buryUpload(db, row, now)) await env.JOBS.send(deletionOf(row));
  }
}

/** Sent before it is written down that it was: twice is nothing, and never is a file that nobody reads. */
async function wakeStuck(env: Pick<JobBindings, "DB" | "JOBS">, now: number): Promise<void> {
  const db = openDatabase(env.DB);
  const stuck = await stuckUploads(db, { before: now - STUCK_AFTER_MS, limit: SWEPT_MAX });
  for (const row of stuck) {
    const job = nextJob(row);
    if (job !== null) await env.JOBS.send(job);
  }
  if (stuck.length > 0)
    await touchUploads(
      db,
      stuck.map(({ id }) => id),
      now,
    );
}

async function deleteLingering(env: Pick<JobBindings, "DB" | "JOBS">, now: number): Promise<void> {
  const lingering = await lingeringTombstones(openDatabase(env.DB), {
    before: now - LINGERING_AFTER_MS,
    limit: SWEPT_MAX,
  });
  for (const row of lingering) await env.JOBS.send(deletionOf(row));
}

function deletionOf(row: { campaignId: string; id: string }): DeleteUpload {
  return DeleteUpload.parse({ job: "delete_upload", campaignId: row.campaignId, uploadId: row.id });
}
