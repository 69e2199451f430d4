import type { CampaignId } from "../contracts/ids.ts";
import { CAMPAIGN_FILES_MAX, UploadId } from "../contracts/library.ts";
import type { Database } from "../db/database.ts";
import { bytesOfOwner } from "../db/read/quotas.ts";
import { uploadsOfCampaign } from "../db/read/uploads.ts";
import { saveCopies } from "../db/write/uploads.ts";
import { sendJob } from "./best-effort.ts";
import type { ApiBindings } from "./bindings.ts";
import { isDevProfile } from "./profile.ts";
import { OWNER_BYTES_MAX } from "./quotas.ts";
import { randomId } from "./random-id.ts";

/**
 * The files of a campaign for one that goes on from it: rows now, bytes by job. They keep who brought them, so that an
 * erasure reaches the copies too, and the id under which the history speaks of them. What the new owner has no room for stays
 * behind.
 */
export async function bringFiles(
  env: ApiBindings,
  db: Database,
  way: { from: CampaignId; to: CampaignId; now: number },
): Promise<void> {
  const { from, to, now } = way;
  const there = new Set(
    (await uploadsOfCampaign(db, { campaignId: to, onlyForPlayers: false, limit: CAMPAIGN_FILES_MAX })).map(
      ({ originId }) => originId,
    ),
  );
  const rows = await uploadsOfCampaign(db, { campaignId: from, onlyForPlayers: false, limit: CAMPAIGN_FILES_MAX });
  let free = OWNER_BYTES_MAX - (isDevProfile(env) ? 0 : await bytesOfOwner(db, to));
  const files: { id: UploadId; from: string }[] = [];
  // The oldest first, as the list of the new one will have them.
  for (const { id: from, originId, status, sizeBytes } of rows.toReversed()) {
    if (status === "pending" || there.has(originId ?? from) || sizeBytes > free) continue;
    free -= sizeBytes;
    files.push({ id: UploadId.parse(randomId("u")), from });
  }
  if (files.length === 0) return;
  await saveCopies(db, { to, files, now });
  for (const { id: uploadId } of files) await sendJob(env, { job: "copy_upload", campaignId: to, uploadId });
}
