import { z } from "zod";
import { MemberId } from "./ids.ts";

/** What was done, as the trail calls it: a verb in the past for each door that changes something. */
export const AuditVerb = z.enum([
  ...(["signed-in", "signed-out", "signed-out-everywhere", "session-ended", "others-signed-out"] as const),
  ...(["name-given", "confirmed"] as const),
  ...(["passkey-added", "passkey-renamed", "passkey-removed", "recovery-codes-made"] as const),
  ...(["campaign-started", "campaign-changed", "campaign-forked", "campaign-imported", "handed-over"] as const),
  ...(["invite-made", "invite-changed", "invite-replaced", "invite-revoked", "came-by-invite"] as const),
  ...(["request-decided", "role-given", "removed", "let-back", "left", "banned", "ban-lifted"] as const),
  ...(["file-brought", "file-changed", "file-deleted", "file-shown", "library-indexed"] as const),
  "character-deleted",
  "erased",
  // By whoever keeps the server.
  ...(["keeper-exported", "keeper-signed-out", "keeper-set-still", "keeper-let-play"] as const),
  ...(["keeper-put-back", "keeper-put-away", "keeper-took-out"] as const),
]);
export type AuditVerb = z.infer<typeof AuditVerb>;

/** A line of the trail. `target` is an id, never a name and never a code that opens something. */
export const AuditLine = z.strictObject({
  at: z.int(),
  verb: AuditVerb,
  result: z.enum(["done", "refused"]),
  target: z.string(),
  /** Whose hand it was, at this table; null for somebody without a place at it, and in one's own trail. */
  memberId: MemberId.nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** Newest first; `next` goes back as `before`, and is null at the end. */
export const AuditPage = z.strictObject({ items: z.array(AuditLine).max(100), next: z.int().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
export const AuditQuery = z.strictObject({ before: z.coerce.number().int().min(1).optional() });
