import { z } from "zod";
import { AccountId, CampaignId, Seq } from "./ids.ts";
import { UploadId } from "./library.ts";

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

const File = z.strictObject({
  campaignId: CampaignId,
  uploadId: UploadId,
  /** Which reading of the file: raised by every retry, so that what belongs to an older one changes nothing. */
  version: z.int().min(1).max(10_000),
});
/** Reads the next leaf of pages of a file and lays it in R2. */
export const ExtractPages = File.extend({ job: z.literal("extract_pages"), leaf: z.int().min(0).max(10_000) });
export type ExtractPages = z.infer<typeof ExtractPages>;
/** Cuts pages into passages and puts them into the full-text index, from this leaf on. */
export const ChunkPages = File.extend({ job: z.literal("chunk_pages"), leaf: z.int().min(0).max(10_000) });
export type ChunkPages = z.infer<typeof ChunkPages>;
/** Puts passages into the vector index, from this one on. */
export const EmbedChunks = File.extend({ job: z.literal("embed_chunks"), from: z.int().min(0).max(1_000_000) });
export type EmbedChunks = z.infer<typeof EmbedChunks>;
/** Takes away whatever is left of a file whose row says that it is deleted. */
export const DeleteUpload = z.strictObject({
  job: z.literal("delete_upload"),
  campaignId: CampaignId,
  uploadId: UploadId,
});
export type DeleteUpload = z.infer<typeof DeleteUpload>;
/** Copies the bytes of a file to a campaign that goes on from the one it was brought to. */
export const CopyUpload = z.strictObject({
  job: z.literal("copy_upload"),
  campaignId: CampaignId,
  uploadId: UploadId,
});
export type CopyUpload = z.infer<typeof CopyUpload>;
/** Asks the room to have a scene or an evening told in short by its model. */
export const Summarize = z.strictObject({
  job: z.literal("summarize"),
  campaignId: CampaignId,
  scope: z.enum(["scene", "evening"]),
  fromSeq: Seq,
  toSeq: Seq,
});
export type Summarize = z.infer<typeof Summarize>;

/** Takes somebody out of every store that still has something of them. */
export const ErasePerson = z.strictObject({ job: z.literal("erase_person"), accountId: AccountId });
export type ErasePerson = z.infer<typeof ErasePerson>;

/** Messages carry ids only, never text: a queue takes 128 KB and forgets nothing. */
export const Job = z.discriminatedUnion("job", [
  TouchCampaign,
  ArchiveLog,
  ExtractPages,
  ChunkPages,
  EmbedChunks,
  DeleteUpload,
  CopyUpload,
  Summarize,
  ErasePerson,
]);
export type Job = z.infer<typeof Job>;
