import { z } from "zod";
import { AccountId, CampaignId } from "./ids.ts";

/** Erasing oneself asks for the name once more, so that no stray press does it. */
export const EraseMe = z.strictObject({ name: z.string().max(80) });

/** One store, and what was taken out of it. Counts only: a receipt says nothing of what it was. */
export const ReceiptLine = z.strictObject({
  store: z.enum(["sign-in", "tables", "files", "database"]),
  campaignId: CampaignId.nullable(),
  /** Events whose words were blanked, files, or rows. */
  removed: z.int().min(0),
  at: z.int(),
});
export type ReceiptLine = z.infer<typeof ReceiptLine>;

/** How an erasure stands. Its address is known to whoever asked for it, and to nobody else. */
export const Erasure = z.strictObject({
  accountId: AccountId,
  askedAt: z.int(),
  /** Null while a store could not be reached; it is tried again until it can. */
  finishedAt: z.int().nullable(),
  receipt: z.array(ReceiptLine),
});
export type Erasure = z.infer<typeof Erasure>;
