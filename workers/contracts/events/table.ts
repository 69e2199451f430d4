import { z } from "zod";
import { Adventure } from "../adventure.ts";
import { Creature, SceneLook } from "../creatures.ts";
import { CampaignId, Hex32, MemberId, Name, Seq, Slug } from "../ids.ts";
import { Ruleset } from "../rules.ts";
import { event, Reason, Role, SeatPolicy, Settings } from "./parts.ts";

export const CampaignOpened = event(
  "campaign_opened",
  z.strictObject({
    campaignId: CampaignId,
    title: z.string().min(1).max(80),
    adventureId: Slug,
    adventureTitle: z.string().max(80),
    ruleset: Ruleset,
    look: SceneLook,
    settings: Settings,
    keyId: z.string().max(40),
    publicKey: Hex32,
    creatures: z.array(Creature).max(12),
    clocks: z.array(z.strictObject({ id: Slug, title: z.string().max(80), segments: z.int().min(2).max(12) })).max(6),
    seats: z.int().min(1).max(12),
  }),
);
/**
 * A campaign goes on from here as another one: under an id and a key of its own, with which this event is signed. Everybody
 * who sat at it has no place any more, until they come again; the event after it opens dice of its own.
 */
export const CampaignContinued = event(
  "campaign_continued",
  z.strictObject({
    campaignId: CampaignId,
    title: z.string().min(1).max(80),
    from: z.strictObject({ campaignId: CampaignId, seq: Seq, hash: Hex32 }),
    how: z.enum(["fork", "import"]),
    keyId: z.string().max(40),
    publicKey: Hex32,
  }),
);
/** The table was put back to an earlier hour: what came after `throughSeq`, up to `goneThroughSeq`, is not part of it any more. */
export const CampaignRestored = event("campaign_restored", z.strictObject({ throughSeq: Seq, goneThroughSeq: Seq }));
/** The whole adventure, for whoever runs it: replay needs nothing but the log. */
export const AdventureScripted = event("adventure_scripted", z.strictObject({ adventure: Adventure }));
export const SecretsSealed = event(
  "secrets_sealed",
  z.strictObject({ seals: z.array(z.strictObject({ id: z.string().max(8), commitment: Hex32 })).max(20) }),
);
/** What opens each seal: kept behind the screen until the secret is out. */
export const SecretsKept = event(
  "secrets_kept",
  z.strictObject({ secrets: z.array(z.strictObject({ id: z.string().max(8), secretId: Slug, salt: Hex32 })).max(20) }),
);
export const MemberJoined = event("member_joined", z.strictObject({ memberId: MemberId, name: Name, role: Role }));
export const MemberRemoved = event("member_removed", z.strictObject({ memberId: MemberId, reason: Reason }));
/** Somebody was erased: their words are blanked wherever they stood, here and in every event before. */
export const MemberErased = event("member_erased", z.strictObject({ memberId: MemberId }));
export const RoleChanged = event("role_changed", z.strictObject({ memberId: MemberId, role: Role }));
export const ScreenTaken = event("screen_taken", z.strictObject({ memberId: MemberId }));
export const ScreenLeft = event("screen_left", z.strictObject({ memberId: MemberId }));
export const HeroMade = event("hero_made", z.strictObject({ creature: Creature }));
export const SeatTaken = event("seat_taken", z.strictObject({ memberId: MemberId, creatureId: Slug }));
export const SeatLeft = event("seat_left", z.strictObject({ memberId: MemberId, creatureId: Slug }));
export const SeatPolicySet = event("seat_policy_set", z.strictObject({ memberId: MemberId, policy: SeatPolicy }));
export const SettingsChanged = event("settings_changed", z.strictObject({ settings: Settings }));
