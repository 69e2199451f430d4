import type { TouchCampaign } from "../contracts/jobs.ts";
import { openDatabase } from "../db/database.ts";
import { touchCampaign as touchRow } from "../db/write/campaigns.ts";
import type { JobBindings } from "./bindings.ts";

/** Brings the row of a campaign in D1 up to a seq of its room; an older seq changes nothing. */
export async function touchCampaign(job: TouchCampaign, env: JobBindings): Promise<void> {
  const { campaignId: id, seq, at, status } = job;
  await touchRow(openDatabase(env.DB), { id, seq, at, status });
}
