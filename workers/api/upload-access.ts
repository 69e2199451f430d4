import { DeleteUpload, ExtractPages } from "../contracts/jobs.ts";
import type { UploadId, UploadProgress } from "../contracts/library.ts";
import { UPLOAD_PART_BYTES } from "../contracts/library.ts";
import { type Problem, problem } from "../contracts/problems.ts";
import type { Database } from "../db/database.ts";
import type { Membership } from "../db/read/campaigns.ts";
import { isInSight } from "../db/read/upload-sight.ts";
import { partsOfUpload, type UploadRow, uploadCard, uploadOfCampaign } from "../db/read/uploads.ts";
import { buryUpload } from "../db/write/uploads.ts";
import { sendJob, tellUploadGone } from "./best-effort.ts";
import type { ApiBindings } from "./bindings.ts";
import { addsToTheTable, refusedByRoom, roomOf } from "./room-access.ts";

/** A member's visit to the library of their campaign. */
export interface LibraryVisit {
  env: ApiBindings;
  db: Database;
  now: number;
  membership: Membership;
}

/** `gm` for those who run the table, `players` for everybody else at it. The room says who is who. */
export async function eyesOf(
  visit: LibraryVisit,
): Promise<{ ok: true; may: "gm" | "players" } | { ok: false; problem: Problem }> {
  const { room, me } = roomOf(visit);
  const role = await room.roleOf(me);
  if (role === null) return { ok: false, problem: await refusedByRoom(visit, problem("not-found")) };
  return { ok: true, may: role === "owner" || role === "gm" ? "gm" : "players" };
}

/** A file that this visitor may see. One behind the screen, or not read yet, is not there for players. */
export async function fileInSight(visit: LibraryVisit, id: UploadId): Promise<UploadRow | Problem> {
  const eyes = await eyesOf(visit);
  if (!eyes.ok) return eyes.problem;
  const row = await uploadOfCampaign(visit.db, { campaignId: visit.membership.campaign.id, id });
  if (row === null) return problem("not-found");
  return isInSight(row, eyes.may) ? row : problem("not-found");
}

/** A file in the hands of somebody who runs the table. */
export async function fileInHand(visit: LibraryVisit, id: UploadId): Promise<UploadRow | Problem> {
  const refusal = await addsToTheTable(visit);
  if (refusal !== null) return refusal;
  const row = await uploadOfCampaign(visit.db, { campaignId: visit.membership.campaign.id, id });
  return row ?? problem("not-found");
}

/** Takes a file away from everybody at once; its bytes and passages follow by job. */
export async function dropUpload(visit: LibraryVisit, row: UploadRow): Promise<void> {
  const { campaign } = visit.membership;
  if (!(await buryUpload(visit.db, { campaignId: campaign.id, id: row.id }, visit.now))) return;
  await tellUploadGone(visit.env, row, row.visibility === "players" ? "everybody" : "hosts");
  await sendJob(visit.env, deletionOf(row));
}

function deletionOf(row: UploadRow): DeleteUpload {
  const { campaignId, id: uploadId } = row;
  return DeleteUpload.parse({ job: "delete_upload", campaignId, uploadId });
}

/** Asks for a file to be read from its beginning. */
export async function sendReading(env: ApiBindings, row: UploadRow): Promise<void> {
  const { campaignId, id: uploadId, version } = row;
  await sendJob(env, ExtractPages.parse({ job: "extract_pages", campaignId, uploadId, version, leaf: 0 }));
}

export function partsOf(row: UploadRow): number {
  return Math.ceil(row.sizeBytes / UPLOAD_PART_BYTES);
}

/** How many bytes a part must have: all have the same, but the last. */
export function bytesOfPart(row: UploadRow, part: number): number {
  return part < partsOf(row) ? UPLOAD_PART_BYTES : row.sizeBytes - (part - 1) * UPLOAD_PART_BYTES;
}

/** Which parts of a file have arrived, so that a broken upload goes on where it stopped. */
export async function progressOf(db: Database, row: UploadRow): Promise<UploadProgress> {
  const parts = partsOf(row);
  const arrived =
    row.status === "pending"
      ? (await partsOfUpload(db, row.id)).map(({ part }) => part)
      : Array.from({ length: parts }, (_, at) => at + 1);
  return { upload: uploadCard(row), partBytes: UPLOAD_PART_BYTES, parts, arrived };
}
