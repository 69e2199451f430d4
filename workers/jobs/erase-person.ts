import { z } from "zod";
import { CampaignId, MemberId } from "../contracts/ids.ts";
import { DeleteUpload, type ErasePerson } from "../contracts/jobs.ts";
import { logLine } from "../contracts/log-line.ts";
import { ReceiptLine } from "../contracts/people.ts";
import { openDatabase } from "../db/database.ts";
import { loggedFault } from "../db/logged-fault.ts";
import { erasureOf, openErasures, standingFiles } from "../db/read/people.ts";
import { deleteCampaignRows, deletePerson, noteErasure, renameHost } from "../db/write/people.ts";
import { buryUpload } from "../db/write/uploads.ts";
import { dropArchives } from "./archive-log.ts";
import type { JobBindings } from "./bindings.ts";

/** Places that are still to be gone through. */
export const Places = z.array(z.strictObject({ campaignId: CampaignId, memberId: MemberId }));
type Place = z.infer<typeof Places>[number];

const TRY_AGAIN_AFTER_MS = 10 * 60_000;
const SWEPT_MAX = 20;

/**
 * Takes somebody out of every store, table by table, and writes a line of receipt for each. A table that cannot be reached
 * stays on the list, and the message comes again; every step can be done twice.
 */
export async function erasePerson({ accountId }: ErasePerson, env: JobBindings): Promise<void> {
  const db = openDatabase(env.DB);
  const row = await erasureOf(db, accountId);
  if (row === null || row.finishedAt !== null) return;
  const receipt = z.array(ReceiptLine).parse(JSON.parse(row.receipt));
  const left: Place[] = [];
  for (const place of Places.parse(JSON.parse(row.left))) {
    try {
      receipt.push(...(await eraseAt(env, place)));
    } catch (error) {
      left.push(place);
      console.warn(logLine("erasure-waits", { campaignId: place.campaignId, ...loggedFault(error) }));
    }
  }
  if (left.length > 0) {
    await noteErasure(db, {
      accountId,
      left: JSON.stringify(left),
      receipt: JSON.stringify(receipt),
      finishedAt: null,
    });
    throw new Error("A table could not be reached; the erasure goes on when it can.");
  }
  const at = Date.now();
  receipt.push({ store: "database", campaignId: null, removed: await deletePerson(db, accountId), at });
  await noteErasure(db, { accountId, left: "[]", receipt: JSON.stringify(receipt), finishedAt: at });
}

/** Sends again what has come to no end: a message that was lost, or one that was given up. */
export async function sweepErasures(env: Pick<JobBindings, "DB" | "JOBS">, now: number): Promise<void> {
  const rows = await openErasures(openDatabase(env.DB), { before: now - TRY_AGAIN_AFTER_MS, limit: SWEPT_MAX });
  for (const { accountId } of rows) await env.JOBS.send({ job: "erase_person", accountId } as ErasePerson);
}

async function eraseAt(env: JobBindings, { campaignId, memberId }: Place): Promise<ReceiptLine[]> {
  const db = openDatabase(env.DB);
  const room = env.ROOM.getByName(campaignId);
  const erased = await room.erase(memberId);
  if (!erased.ok) throw new Error(`The room refused: ${erased.problem.slug}`);
  // The room has asked for a new one where there is still something to keep.
  const archives = await dropArchives(env.FILES, campaignId);
  const files = await standingFiles(db, { campaignId, addedBy: erased.emptied ? null : memberId });
  for (const file of files) {
    if (!(await buryUpload(db, { campaignId, id: file.id }, Date.now()))) continue;
    await env.JOBS.send(DeleteUpload.parse({ job: "delete_upload", campaignId, uploadId: file.id }));
  }
  if (erased.emptied) await deleteCampaignRows(db, { campaignId, now: Date.now() });
  else {
    const outline = await room.outline();
    const owner = outline?.members.find(({ role, removed }) => role === "owner" && !removed);
    if (owner !== undefined) await renameHost(db, { campaignId, name: owner.name });
  }
  const at = Date.now();
  return [
    { store: "tables", campaignId, removed: erased.events, at },
    { store: "files", campaignId, removed: files.length + archives, at },
  ];
}
