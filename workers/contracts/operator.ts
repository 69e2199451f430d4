import { z } from "zod";
import type { MemberRow } from "./http.ts";
import { AccountId, CampaignId, MemberId, Seq } from "./ids.ts";
import { UPLOAD_BYTES_MAX, UPLOAD_PART_BYTES, UploadId, Visibility } from "./library.ts";
import type { Ruleset } from "./rules.ts";

/** How far the clock of whoever signed may be from ours. */
export const OPERATOR_SKEW_MS = 60_000;
export const OPERATOR_PAGE_MAX = 100;

/** What a room tells of itself, so that the copies of it in D1 can be held against it. */
export interface CampaignOutline {
  campaignId: CampaignId;
  title: string;
  adventureId: string;
  ruleset: Ruleset;
  status: "open" | "ended";
  seq: number;
  epoch: number;
  openedAt: number;
  /** The campaign whose history it goes on from, when it does. */
  forkedFrom: CampaignId | null;
  quarantine: { reason: string; since: number } | null;
  /** The first event that this version cannot read. */
  unreadableFrom: number | null;
  members: MemberRow[];
}

const Reason = z.string().trim().max(300);
/** Where a person's data is looked at or play is stopped, a reason must stand in the audit. */
const Needed = Reason.default("").refine((reason) => reason.length >= 3, "give a reason; it is kept in the audit");
const Any = z.strictObject({ reason: Reason.default(""), dryRun: z.boolean().default(false) });

/** Somebody, by their account or by the place they have or had at a table. */
const Who = z.union([AccountId, MemberId]);

/** The body of each operation: `POST /api/operator/<name>`. */
export const OPERATIONS = {
  doctor: Any,
  /** Through an event, or to the head. */
  "campaign-export": Any.extend({ reason: Needed, campaignId: CampaignId, throughSeq: Seq.nullable().default(null) }),
  /** The state right after an event. */
  "campaign-snapshot": Any.extend({ reason: Needed, campaignId: CampaignId, throughSeq: Seq }),
  /** Its bytes are the log. Without an owner it goes into a room that no database knows of: for a drill. */
  "campaign-import": Any.extend({
    reason: Needed,
    owner: Who.nullable(),
    title: z.string().trim().min(1).max(80).nullable().default(null),
  }),
  /** Its bytes are one part of a file that came along with an import. */
  "campaign-import-file": Any.extend({
    reason: Needed,
    campaignId: CampaignId,
    /** As the history speaks of it. */
    originId: UploadId,
    title: z.string().min(1).max(120),
    sizeBytes: z.int().min(1).max(UPLOAD_BYTES_MAX),
    visibility: Visibility,
    /** Who brought it, as the history knows them. */
    addedBy: MemberId,
    part: z.int().min(1).max(100),
  }),
  /** Empties the room of a drill. */
  "drill-end": Any.extend({ reason: Needed, campaignId: CampaignId }),
  "campaign-files": Any.extend({ reason: Needed, campaignId: CampaignId }),
  "campaign-file": Any.extend({ reason: Needed, campaignId: CampaignId, uploadId: UploadId }),
  "campaign-quarantine": Any.extend({ reason: Needed, campaignId: CampaignId, lift: z.boolean().default(false) }),
  /** To a moment of the last thirty days, or to a bookmark that another restore has told. */
  "campaign-restore": Any.extend({
    reason: Needed,
    campaignId: CampaignId,
    to: z.union([z.strictObject({ at: z.int().min(1) }), z.strictObject({ bookmark: z.string().min(1).max(200) })]),
  }),
  "dlq-list": Any.extend({ after: z.string().max(300).default("") }),
  "dlq-replay": Any.extend({ messageId: z.string().min(1).max(200) }),
  "dlq-drop": Any.extend({ messageId: z.string().min(1).max(200) }),
  reconcile: Any.extend({
    part: z.enum(["campaigns", "members", "objects"]),
    mend: z.boolean().default(false),
    after: z.string().max(1_000).default(""),
  }),
  "index-rebuild": Any.extend({ campaignId: CampaignId.nullable(), after: z.string().max(40).default("") }),
  "keys-rotate": Any.extend({ revokeOld: z.boolean().default(false) }),
  "user-export": Any.extend({ reason: Needed, who: Who }),
  /** It cannot be undone, so it names whom it is about, as they stand here. */
  "user-erase": Any.extend({ reason: Needed, who: Who, name: z.string().max(80).default("") }),
  /** Null for everybody. */
  "sessions-revoke": Any.extend({ reason: Needed, who: Who.nullable() }),
  "campaign-list": Any.extend({ after: z.string().max(40).default("") }),
  "campaign-archive": Any.extend({ reason: Needed, campaignId: CampaignId, takeOut: z.boolean().default(false) }),
  "audit-list": Any.extend({
    before: z.int().min(1).default(Number.MAX_SAFE_INTEGER),
    limit: z.int().min(1).max(OPERATOR_PAGE_MAX).default(50),
  }),
} as const;
/**
 * Operations whose body is bytes, and how many at most. What they are about stands in the query, as `about`; the SHA-256 of
 * the bytes is signed and stands in `x-content-sha256`, so that nothing is read of what nobody has signed.
 */
export const BYTES_MAX: { readonly [Name in keyof typeof OPERATIONS]?: number } = {
  "campaign-import": 16 * 1_024 * 1_024,
  "campaign-import-file": UPLOAD_PART_BYTES,
};
export type OperationName = keyof typeof OPERATIONS;
export type OperationBody<Name extends OperationName> = z.infer<(typeof OPERATIONS)[Name]>;

/** Something that is not as it should be, and what was done about it. */
export const Finding = z.strictObject({
  kind: z.enum([
    ...(["member-without-campaign", "member-without-place", "place-without-account", "role-stale"] as const),
    ...(["room-empty", "room-unreadable", "row-differs", "object-missing", "object-without-row"] as const),
  ]),
  target: z.string().max(400),
  told: z.string().max(400),
  mended: z.boolean(),
});
export type Finding = z.infer<typeof Finding>;
