import { z } from "zod";
import { Role } from "./events.ts";
import { CampaignId, MemberId, Name, Seq } from "./ids.ts";

export const InviteCode = z.string().regex(/^[A-HJ-NP-Z2-9]{8}$/, "Eight letters and numbers, like RAVEN234.");
export const RequestId = z.string().regex(/^j_[a-z2-7]{20}$/);

/** Who comes in by an invitation: `open` anybody, `ask` whom a GM lets in, `locked` nobody for now. */
export const Approval = z.enum(["open", "ask", "locked"]);
export type Approval = z.infer<typeof Approval>;
/** How much a link tells before somebody has joined, the picture a chat program draws of it included. */
export const Preview = z.enum(["nothing", "title", "full"]);
export type Preview = z.infer<typeof Preview>;

/** Only the owner can make one for a GM. */
export const CreateInvite = z.strictObject({
  role: Role.exclude(["owner"]).optional(),
  approval: Approval.optional(),
  days: z.int().min(1).max(90).optional(),
  uses: z.int().min(1).max(100).optional(),
});
/** Counts from now. */
export const InvitePatch = CreateInvite.omit({ role: true });
export const Invite = z.strictObject({
  code: InviteCode,
  url: z.string(),
  role: Role,
  approval: Approval,
  createdAt: z.int(),
  expiresAt: z.int(),
  usesLeft: z.int(),
  revoked: z.boolean(),
});
export type Invite = z.infer<typeof Invite>;
export const InviteList = z.strictObject({ items: z.array(Invite).max(100) });

export const AcceptInvite = z.strictObject({ name: Name.optional() });
export const Joined = z.strictObject({ campaignId: CampaignId, memberId: MemberId });
export type Joined = z.infer<typeof Joined>;
/** Somebody who runs the table decides; ask `GET /api/invites/{code}/request` how it stands. */
export const Waiting = z.strictObject({ waiting: z.literal(true) });
export const Accepted = z.union([Joined, Waiting]);
export type Accepted = z.infer<typeof Accepted>;

/** How one's own request to come in stands. `admitted`: accept the invitation once more and sit down. */
export const OwnRequest = z.strictObject({ status: z.enum(["waiting", "admitted", "refused"]) });
export type OwnRequest = z.infer<typeof OwnRequest>;

/** Somebody who waits before the door, as those who run the table see them. */
export const JoinRequest = z.strictObject({
  id: RequestId,
  name: Name,
  role: Role,
  createdAt: z.int(),
  /** They had a place here before and left it, or were removed. */
  cameBefore: z.boolean(),
});
export type JoinRequest = z.infer<typeof JoinRequest>;
export const JoinRequestList = z.strictObject({ items: z.array(JoinRequest).max(50) });
export const DecideRequest = z.strictObject({ admit: z.boolean() });

/** Who came by which invitation. */
export const Join = z.strictObject({
  memberId: MemberId,
  code: InviteCode,
  how: z.enum(["open", "asked"]),
  at: z.int(),
});
export type Join = z.infer<typeof Join>;
export const JoinList = z.strictObject({ items: z.array(Join).max(100) });

export const Ban = z.strictObject({ memberId: MemberId, at: z.int() });
export const MakeBan = z.strictObject({ memberId: MemberId, reason: z.string().trim().max(200).optional() });
export type Ban = z.infer<typeof Ban>;
export const BanList = z.strictObject({ items: z.array(Ban).max(100) });
export const LetBack = z.strictObject({ role: Role.exclude(["owner", "gm"]).optional() });
/** From the head, or from an earlier event. */
export const ForkCampaign = z.strictObject({
  seq: Seq.optional(),
  title: z.string().trim().min(1).max(80).optional(),
});
/** Without a title it keeps the one it had. */
export const ImportCampaign = z.strictObject({ title: z.string().trim().min(1).max(80).optional() });
export const HandOver = z.strictObject({ memberId: MemberId });
