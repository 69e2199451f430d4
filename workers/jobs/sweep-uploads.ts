import { CopyUpload, DeleteUpload } from "../contracts/jobs.ts";
import { type SightLost, UploadId } from "../contracts/library.ts";
import { logLine } from "../contracts/log-line.ts";
import { openDatabase } from "../db/database.ts";
import { loggedFault } from "../db/logged-fault.ts";
import {
  abandonedUploads,
  lingeringTombstones,
  STUCK_AFTER_MS,
  stuckUploads,
  type UploadRow,
  waitingCopies,
} from "../db/read/uploads.ts";
import { buryUpload, touchUploads } from "../db/write/uploads.ts";
import type { JobBindings, JobRoomPort } from "./bindings.ts";
import { nextJob } from "./next-job.ts";

export const ABANDONED_AFTER_MS = 24 * 60 * 60_000;
export const LINGERING_AFTER_MS = 10 * 60_000;
/** Of each kind in one sweep; the next comes in a few minutes. */
const SWEPT_MAX = 100;

type SweptBindings = Pick<JobBindings, "DB" | "JOBS"> & {
  ROOM: { getByName(name: string): Pick<JobRoomPort, "tellUploadGone"> };
};

/** Takes up what was left half-way: files whose bytes never came, readings without a job, deletions without an end. */
export async function sweepUploads(env: SweptBindings, now: number): Promise<void> {
  await buryAbandoned(env, now);
  await wakeCopies(env, now);
  await wakeStuck(env, now);
  await deleteLingering(env, now);
}

async function buryAbandoned(env: SweptBindings, now: number): Promise<void> {
  const db = openDatabase(env.DB);
  for (const row of await abandonedUploads(db, { before: now - ABANDONED_AFTER_MS, limit: SWEPT_MAX })) {
    if (!(await buryUpload(db, row, now))) continue;
    await tellGone(env, row);
    await env.JOBS.send(deletionOf(row));
  }
}

/** A list that is fetched anew does not have it in any case, so it never holds up the sweep. */
async function tellGone(env: SweptBindings, row: UploadRow): Promise<void> {
  const from: SightLost = row.visibility === "players" ? "everybody" : "hosts";
  try {
    await env.ROOM.getByName(row.campaignId).tellUploadGone(UploadId.parse(row.id), from);
  } catch (error) {
    const { campaignId, id: uploadId } = row;
    console.warn(logLine("upload-untold", { campaignId, uploadId, ...loggedFault(error) }));
  }
}

/** Whose message was lost; after a day it counts as a file whose bytes never came. */
async function wakeCopies(env: Pick<JobBindings, "DB" | "JOBS">, now: number): Promise<void> {
  const copies = await waitingCopies(openDatabase(env.DB), { before: now - LINGERING_AFTER_MS, limit: SWEPT_MAX });
  for (const { campaignId, id: uploadId } of copies)
    await env.JOBS.send(CopyUpload.parse({ job: "copy_upload", campaignId, uploadId }));
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
  const db = openDatabase(env.DB);
  const lingering = await lingeringTombstones(db, { before: now - LINGERING_AFTER_MS, limit: SWEPT_MAX });
  for (const row of lingering) await env.JOBS.send(deletionOf(row));
  // Whatever cannot be taken away goes to the end of the line, or a hundred of them would hold up all others.
  if (lingering.length > 0)
    await touchUploads(
      db,
      lingering.map(({ id }) => id),
      now,
    );
}

function deletionOf(row: { campaignId: string; id: string }): DeleteUpload {
  return DeleteUpload.parse({ job: "delete_upload", campaignId: row.campaignId, uploadId: row.id });
}
