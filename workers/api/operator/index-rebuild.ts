import { CampaignId } from "../../contracts/ids.ts";
import { EmbedChunks } from "../../contracts/jobs.ts";
import { nextCampaignWithFiles } from "../../db/read/operator.ts";
import { readFiles } from "../../db/read/uploads.ts";
import { rebuildFullText } from "../../db/write/full-text.ts";
import { indexAgain } from "../../db/write/reading.ts";
import { sendJob, tellUpload } from "../best-effort.ts";
import type { Operation } from "./operation.ts";

/** Makes the index of one campaign anew from its rows: words at once, vectors by job. Without a campaign, the next one. */
export const indexRebuild: Operation<"index-rebuild"> = async ({ env, db, now, body }) => {
  const found = body.campaignId ?? (await nextCampaignWithFiles(db, body.after));
  if (found === null) return { result: "nothing left", answer: { campaignId: null, files: 0, next: null } };
  const campaignId = CampaignId.parse(found);
  const files = await readFiles(db, campaignId);
  if (!body.dryRun) {
    await rebuildFullText(db, campaignId);
    for (const { id: uploadId, version } of files) {
      const row = await indexAgain(db, { campaignId, uploadId, version }, now);
      if (row === null) continue;
      await sendJob(env, EmbedChunks.parse({ job: "embed_chunks", campaignId, uploadId, version, from: 0 }));
      await tellUpload(env, row);
    }
  }
  const next = body.campaignId === null ? campaignId : null;
  return { result: `${files.length} files`, answer: { campaignId, files: files.length, next } };
};
