import { z } from "zod";
import { Adventure } from "./adventure.ts";
import { Role } from "./events.ts";
import { AccountId, CampaignId, MemberId, Name, Slug } from "./ids.ts";
import { Ruleset } from "./rules.ts";
import { CharacterDraft, PortraitLook, SceneLook } from "./creatures.ts";

export const InviteCode = z.string().regex(/^[A-HJ-NP-Z2-9]{8}$/, "Eight letters and numbers, like RAVEN234.");
export const CharacterId = z.string().regex(/^h_[a-z2-7]{20}$/);

export const GuestSignIn = z.strictObject({ name: Name });
export const Me = z.strictObject({ accountId: AccountId, name: Name, kind: z.enum(["guest", "dev"]) });
export type Me = z.infer<typeof Me>;

export const AdventureCard = z.strictObject({
  ...Adventure.pick({ id: true, title: true, tagline: true, summary: true, rulesets: true, players: true, minutes: true, tone: true }).shape,
  look: SceneLook,
  heroes: z.array(z.strictObject({ id: Slug, name: z.string(), blurb: z.string(), look: PortraitLook })),
});
export type AdventureCard = z.infer<typeof AdventureCard>;

/** `name` signs a newcomer in as a guest in the same breath, so that starting a table needs one request. */
export const CreateCampaign = z.strictObject({ adventureId: Slug, ruleset: Ruleset.optional(), title: z.string().trim().min(1).max(80).optional(), name: Name.optional() });
export type CreateCampaign = z.infer<typeof CreateCampaign>;
export const CampaignCard = z.strictObject({
  id: CampaignId, title: z.string(), adventureId: Slug, adventureTitle: z.string(), ruleset: Ruleset, role: Role, memberId: MemberId,
  createdAt: z.int(), touchedAt: z.int(), status: z.enum(["open", "ended", "archived"]),
});
export type CampaignCard = z.infer<typeof CampaignCard>;
export const CampaignPatch = z.strictObject({ title: z.string().trim().min(1).max(80).optional(), archived: z.boolean().optional() });

export const CreateInvite = z.strictObject({ role: z.enum(["player", "spectator"]).optional(), days: z.int().min(1).max(90).optional(), uses: z.int().min(1).max(100).optional() });
export const Invite = z.strictObject({ code: InviteCode, url: z.string(), role: Role, expiresAt: z.int(), usesLeft: z.int(), revoked: z.boolean() });
export type Invite = z.infer<typeof Invite>;
/** What somebody with the link may see before joining: no member list. */
export const InvitePreview = z.strictObject({ campaignTitle: z.string(), adventureTitle: z.string(), tagline: z.string(), look: SceneLook, ruleset: Ruleset, hostName: z.string() });
export type InvitePreview = z.infer<typeof InvitePreview>;
export const AcceptInvite = z.strictObject({ name: Name.optional() });
export const Joined = z.strictObject({ campaignId: CampaignId, memberId: MemberId });

export const MemberRow = z.strictObject({ memberId: MemberId, name: Name, role: Role, removed: z.boolean() });
export const Ticket = z.strictObject({ ticket: z.string(), expiresAt: z.int(), memberId: MemberId });
export type Ticket = z.infer<typeof Ticket>;

export const SaveCharacter = z.strictObject({ draft: CharacterDraft });
export const CharacterCard = z.strictObject({ id: CharacterId, draft: CharacterDraft, updatedAt: z.int() });

export const Page = z.strictObject({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).optional() });
export const Health = z.strictObject({ ok: z.boolean(), version: z.string(), dm: z.string(), parts: z.record(z.string(), z.enum(["ok", "down", "off"])) });
