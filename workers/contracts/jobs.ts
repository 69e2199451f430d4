import { z } from "zod";
import { CampaignId, Seq } from "./ids.ts";

/** Keeps the index of campaigns in D1 in step with the room, so that lists need not wake it. */
export const TouchCampaign = z.strictObject({
  job: z.literal("touch_campaign"),
  campaignId: CampaignId,
  seq: Seq,
  at: z.int(),
  status: z.enum(["open", "ended"]),
});
export type TouchCampaign = z.infer<typeof TouchCampaign>;
/** Lays a copy of the public log of a finished adventure in R2, as a keepsake that outlives the room. */
export const ArchiveLog = z.strictObject({ job: z.literal("archive_log"), campaignId: CampaignId, seq: Seq });
export type ArchiveLog = z.infer<typeof ArchiveLog>;

/** Messages carry ids only, never text: a queue takes 128 KB and forgets nothing. */
export const Job = z.discriminatedUnion("job", [TouchCampaign, ArchiveLog]);
export type Job = z.infer<typeof Job>;
