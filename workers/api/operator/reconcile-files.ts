import { CampaignId } from "../../contracts/ids.ts";
import { CAMPAIGN_FILES_MAX, UploadId } from "../../contracts/library.ts";
import type { Finding } from "../../contracts/operator.ts";
import { originalKey } from "../../db/file-keys.ts";
import { uploadsOfCampaign } from "../../db/read/uploads.ts";
import { markLost } from "../../db/write/operator.ts";
import type { Looking } from "./reconcile.ts";

const LOST = "The file is lost; delete it here and bring it again.";

/** Files of a campaign whose row is there and whose bytes are not. */
export async function reconcileFiles({ env, db, now, mend }: Looking, id: string): Promise<Finding[]> {
  const campaignId = CampaignId.parse(id);
  const findings: Finding[] = [];
  const rows = await uploadsOfCampaign(db, { campaignId, onlyForPlayers: false, limit: CAMPAIGN_FILES_MAX });
  for (const row of rows) {
    if (row.status === "pending" || (row.status === "failed" && row.reason === LOST)) continue;
    if ((await env.FILES.head(originalKey({ campaignId, uploadId: UploadId.parse(row.id) }))) !== null) continue;
    if (mend) await markLost(db, { campaignId, id: row.id, reason: LOST, now });
    const told = "The row is there, the bytes are not. Mending says so to its people.";
    findings.push({ kind: "object-missing", target: `${campaignId} ${row.id}`, told, mended: mend });
  }
  return findings;
}
