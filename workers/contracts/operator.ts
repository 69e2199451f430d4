import { z } from "zod";
import type { MemberRow } from "./http.ts";
import { CampaignId } from "./ids.ts";
import { UploadId } from "./library.ts";
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

/** The body of each operation: `POST /api/operator/<name>`. */
export const OPERATIONS = {
  doctor: Any,
  "campaign-export": Any.extend({ reason: Needed, campaignId: CampaignId }),
  "campaign-files": Any.extend({ reason: Needed, campaignId: CampaignId }),
  "campaign-file": Any.extend({ reason: Needed, campaignId: CampaignId, uploadId: UploadId }),
  "campaign-quarantine": Any.extend({ reason: Needed, campaignId: CampaignId, lift: z.boolean().default(false) }),
  "dlq-list": Any.extend({ after: z.string().max(300).default("") }),
  "dlq-replay": Any.extend({ messageId: z.string().min(1).max(200) }),
  "dlq-drop": Any.extend({ messageId: z.string().min(1).max(200) }),
  reconcile: Any.extend({
    part: z.enum(["campaigns", "members", "objects"]),
    mend: z.boolean().default(false),
    after: z.string().max(1_000).default(""),
  }),
  "index-rebuild": Any.extend({ campaignId: CampaignId.nullable(), after: z.string().max(40).default("") }),
  "keys-rotate": Any,
  "audit-list": Any.extend({
    before: z.int().min(1).default(Number.MAX_SAFE_INTEGER),
    limit: z.int().min(1).max(OPERATOR_PAGE_MAX).default(50),
  }),
} as const;
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
