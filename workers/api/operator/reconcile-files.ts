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
  const there = await originalsOf(env, campaignId);
  for (const row of rows) {
    if (row.status === "pending" || (row.status === "failed" && row.reason === LOST)) continue;
    if (there.has(originalKey({ campaignId, uploadId: UploadId.parse(row.id) }))) continue;
    if (mend) await markLost(db, { campaignId, id: row.id, reason: LOST, now });
    const told = "The row is there, the bytes are not. Mending says so to its people.";
    findings.push({ kind: "object-missing", target: `${campaignId} ${row.id}`, told, mended: mend });
  }
  return findings;
}

/** What lies in the store for a campaign, in lists of a thousand: one question each would be too many. */
async function originalsOf({ FILES }: Looking["env"], campaignId: CampaignId): Promise<Set<string>> {
  const keys = new Set<string>();
  let cursor: string | undefined;
  do {
    const prefix = `campaigns/${campaignId}/files/`;
    const listed: R2Objects = await FILES.list({ prefix, ...(cursor === undefined ? {} : { cursor }) });
    for (const { key } of listed.objects) keys.add(key);
    cursor = listed.truncated ? listed.cursor : undefined;
  } while (cursor !== undefined);
  return keys;
}
