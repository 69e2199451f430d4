import { CampaignId } from "../contracts/ids.ts";
import type { CopyUpload } from "../contracts/jobs.ts";
import { UploadId } from "../contracts/library.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { originalKey } from "../db/file-keys.ts";
import { campaignOf } from "../db/read/campaigns.ts";
import { type UploadRow, uploadOfCampaign } from "../db/read/uploads.ts";
import { buryUpload, markArrived } from "../db/write/uploads.ts";
import type { JobBindings } from "./bindings.ts";
import { handOver } from "./file-stage.ts";

/**
 * Copies a file as it was brought; what was read of it is read anew, since pages and passages bear the campaign they are of.
 * Where it has been deleted meanwhile, nothing comes along.
 */
export async function copyUpload({ campaignId, uploadId }: CopyUpload, env: JobBindings): Promise<void> {
  const db = openDatabase(env.DB);
  const key = { campaignId, id: uploadId };
  const row = await uploadOfCampaign(db, key);
  if (row === null || row.status !== "pending") return;
  const source = await sourceOf(db, row);
  const bytes = source === null ? null : await env.FILES.get(originalKey(source));
  if (bytes === null) {
    await buryUpload(db, key, Date.now());
    return;
  }
  await env.FILES.put(originalKey({ campaignId, uploadId }), bytes.body);
  const status = row.kind === "image" ? "ready" : "stored";
  const arrived = await markArrived(db, key, { status, sizeBytes: bytes.size, now: Date.now() });
  if (arrived !== null) await handOver(arrived, env);
  // It was deleted while it was copied: what was just laid down must not stay.
  else if ((await uploadOfCampaign(db, key)) === null) await env.FILES.delete(originalKey({ campaignId, uploadId }));
}

/** The same file where it was brought to, or where that one was copied from here. */
async function sourceOf(
  db: Database,
  { campaignId, originId }: UploadRow,
): Promise<{ campaignId: CampaignId; uploadId: UploadId } | null> {
  const from = CampaignId.safeParse((await campaignOf(db, campaignId))?.forkedFrom);
  if (originId === null || !from.success) return null;
  const row = await uploadOfCampaign(db, { campaignId: from.data, id: originId });
  return row === null ? null : { campaignId: from.data, uploadId: UploadId.parse(row.id) };
}
