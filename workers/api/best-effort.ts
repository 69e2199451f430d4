import type { Job } from "../contracts/jobs.ts";
import type { SightLost } from "../contracts/library.ts";
import { logLine } from "../contracts/log-line.ts";
import type { UploadRow } from "../db/read/uploads.ts";
import { uploadCard } from "../db/read/uploads.ts";
import type { ApiBindings, RoomPort } from "./bindings.ts";
import { faultOf } from "./fault.ts";

/** Sends a job; when the queue is down, the row says what is to be done, and the sweeper sends it later. */
export async function sendJob(env: Pick<ApiBindings, "JOBS">, job: Job): Promise<void> {
  await orLater("job-not-sent", () => env.JOBS.send(job));
}

/** Shows the table how a file stands; who misses it sees it at the next look into the library. */
export async function tellUpload(env: Pick<ApiBindings, "ROOM">, row: UploadRow): Promise<void> {
  await orLater("upload-not-told", () => roomOfFile(env, row).tellUpload(uploadCard(row)));
}

export async function tellUploadGone(env: Pick<ApiBindings, "ROOM">, row: UploadRow, from: SightLost): Promise<void> {
  await orLater("upload-not-told", () => roomOfFile(env, row).tellUploadGone(uploadCard(row).id, from));
}

/** Shows those who run the table how many wait; who misses it sees it when they come back. */
export async function tellRequests(
  env: Pick<ApiBindings, "ROOM">,
  about: { campaignId: string; waiting: number },
): Promise<void> {
  await orLater("request-not-told", () => env.ROOM.getByName(about.campaignId).tellRequests(about.waiting));
}

function roomOfFile(env: Pick<ApiBindings, "ROOM">, row: UploadRow): RoomPort {
  return env.ROOM.getByName(row.campaignId);
}

/** For what somebody else makes up for when it fails now. */
export async function orLater(event: string, attempt: () => Promise<unknown>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    console.warn(logLine(event, faultOf(error).logged));
  }
}
