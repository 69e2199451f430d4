import { z } from "zod";
import { Adventure } from "./adventure.ts";
import { CharacterDraft, PortraitLook, SceneLook } from "./creatures.ts";
import { ModelTask, PromptRecord, VoiceId } from "./dm.ts";
import { Role, SeenEvent } from "./events.ts";
import { AccountId, CampaignId, Hex32, MemberId, Name, Seq, Slug, TurnId } from "./ids.ts";
import { HelpAnswer, HelpKind } from "./orchestration.ts";
import { Ruleset } from "./rules.ts";
import { Approval, Invite, Preview } from "./sharing.ts";

export const CharacterId = z.string().regex(/^h_[a-z2-7]{20}$/);

/** Sent with a create, it is made once however often it is sent. The same key with another body is refused. */
export const IdempotencyKey = z.uuid();

export const GuestSignIn = z.strictObject({ name: Name });
/** Only where the dev profile runs. */
export const DevSignIn = z.strictObject({ name: Name.optional() });
/** A guest lives in one browser; who is `kept` has a way back from any other. */
export const Me = z.strictObject({
  accountId: AccountId,
  name: Name,
  kind: z.enum(["guest", "kept", "dev"]),
  /** Until when this browser is signed in at the latest. Only `GET /api/me` says so, and only to browsers. */
  endsAt: z.int().optional(),
});
export type Me = z.infer<typeof Me>;

export const AdventureCard = z.strictObject({
  ...Adventure.pick({
    id: true,
    title: true,
    tagline: true,
    summary: true,
    rulesets: true,
    players: true,
    minutes: true,
    tone: true,
  }).shape,
  look: SceneLook,
  heroes: z.array(z.strictObject({ id: Slug, name: z.string(), blurb: z.string(), look: PortraitLook })),
});
export type AdventureCard = z.infer<typeof AdventureCard>;

export const AdventureList = z.strictObject({ items: z.array(AdventureCard).max(100) });

/** `name` signs a newcomer in as a guest in the same breath, so that starting a table needs one request. */
export const CreateCampaign = z.strictObject({
  adventureId: Slug,
  ruleset: Ruleset.optional(),
  title: z.string().trim().min(1).max(80).optional(),
  name: Name.optional(),
});
export type CreateCampaign = z.infer<typeof CreateCampaign>;
export const CampaignCard = z.strictObject({
  id: CampaignId,
  title: z.string(),
  adventureId: Slug,
  adventureTitle: z.string(),
  ruleset: Ruleset,
  role: Role,
  memberId: MemberId,
  createdAt: z.int(),
  touchedAt: z.int(),
  status: z.enum(["open", "ended", "archived"]),
  preview: Preview,
});
export type CampaignCard = z.infer<typeof CampaignCard>;
/** `next` goes back as `cursor`; null when the list is at its end. */
const Next = z.string().max(200).nullable();
export const Page = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export const CampaignList = z.strictObject({ items: z.array(CampaignCard).max(100), next: Next });
export const CampaignPatch = z.strictObject({
  title: z.string().trim().min(1).max(80).optional(),
  archived: z.boolean().optional(),
  preview: Preview.optional(),
});

/** A new table comes with its first invitation, so that it can be shared at once. */
export const CampaignCreated = z.strictObject({ campaign: CampaignCard, invite: Invite, me: Me });
export type CampaignCreated = z.infer<typeof CampaignCreated>;
/** What somebody with the link may see before joining, as far as the owner allows; who is at the table never. */
export const InvitePreview = z.strictObject({
  campaignTitle: z.string().nullable(),
  adventure: z.strictObject({ title: z.string(), tagline: z.string(), look: SceneLook, ruleset: Ruleset }).nullable(),
  hostName: z.string().nullable(),
  role: Role,
  approval: Approval,
});
export type InvitePreview = z.infer<typeof InvitePreview>;

export const MemberRow = z.strictObject({ memberId: MemberId, name: Name, role: Role, removed: z.boolean() });
export type MemberRow = z.infer<typeof MemberRow>;
export const MemberList = z.strictObject({ items: z.array(MemberRow).max(200) });
export const SetRole = z.strictObject({ role: Role.exclude(["owner"]) });
export const RemovalReason = z.strictObject({ reason: z.string().trim().min(1).max(300).optional() });

/** Opens the socket once, within 30 seconds, for this member of this campaign only. */
export const Ticket = z.strictObject({ ticket: z.string(), expiresAt: z.int(), memberId: MemberId });
export type Ticket = z.infer<typeof Ticket>;

export const SaveCharacter = z.strictObject({ draft: CharacterDraft });
export const CharacterCard = z.strictObject({ id: CharacterId, draft: CharacterDraft, updatedAt: z.int() });

export type CharacterCard = z.infer<typeof CharacterCard>;
export const CharacterList = z.strictObject({ items: z.array(CharacterCard).max(100), next: Next });

/** `after` gives what followed a seq, `before` what led up to it; neither gives the newest. */
export const LogQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const LogPage = z.strictObject({ events: z.array(SeenEvent).max(200), head: z.int().min(0) });
/** With these and an export, every roll can be checked by anybody. */
export const CampaignKeys = z.strictObject({
  keys: z.array(z.strictObject({ keyId: z.string().max(40), publicKey: Hex32, fromSeq: Seq })).max(1_000),
});

/** A voice a campaign's owner may choose here. Prices in US dollars for a million tokens. */
export const VoiceCard = z.strictObject({
  id: VoiceId,
  label: z.string().max(160),
  paidBy: z.string().max(120),
  priceIn: z.number().min(0),
  priceOut: z.number().min(0),
  priceKnown: z.boolean(),
});
export type VoiceCard = z.infer<typeof VoiceCard>;
const CapMicroUsd = z.int().min(0).nullable();
/** What this deployment offers: the first voice answers when a campaign chooses none. The Oracle is always there. */
export const VoiceList = z.strictObject({
  items: z.array(VoiceCard).max(32),
  caps: z.strictObject({ campaignDayMicroUsd: CapMicroUsd, memberDayMicroUsd: CapMicroUsd, hourMicroUsd: CapMicroUsd }),
  /** In plain words, when the configuration of this deployment is wrong; the Oracle answers then. */
  trouble: z.string().max(400).nullable(),
});
export type VoiceList = z.infer<typeof VoiceList>;

const SpendingLine = z.strictObject({
  requests: z.int().min(0),
  inputTokens: z.int().min(0),
  outputTokens: z.int().min(0),
  costMicroUsd: z.int().min(0),
});
/** What the machine has cost this campaign in a month (`2026-11`, UTC). Members other than oneself only for the owner. */
export const Spending = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  total: SpendingLine,
  priceKnown: z.boolean(),
  byDay: z.array(SpendingLine.extend({ day: z.string().max(10) })).max(31),
  byVoice: z.array(SpendingLine.extend({ voice: VoiceId, task: ModelTask })).max(64),
  byMember: z.array(z.strictObject({ memberId: MemberId, costMicroUsd: z.int().min(0) })).max(200),
  today: z.strictObject({ costMicroUsd: z.int().min(0), reservedMicroUsd: z.int().min(0), capMicroUsd: CapMicroUsd }),
});
export type Spending = z.infer<typeof Spending>;
export const MonthQuery = z.strictObject({
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
});

/** What went into the prompts of a turn. The director's words are for those behind the screen; others see their size. */
export const DmSaw = z.strictObject({ turnId: TurnId, prompts: z.array(PromptRecord).max(24) });
export type DmSaw = z.infer<typeof DmSaw>;

/** What a trial of the configured models came to, a line each. Only where the dev profile runs. */
export const ModelTrial = z.strictObject({ lines: z.string().max(8_000) });

export const AskForHelp = z.strictObject({ kind: HelpKind, text: z.string().trim().max(600) });
export const HelpGiven = HelpAnswer.pick({ text: true, sources: true, voice: true });
export type HelpGiven = z.infer<typeof HelpGiven>;

export const Health = z.strictObject({
  ok: z.boolean(),
  version: z.string(),
  dm: z.string(),
  /** `behind`: it answers, and has not had all migrations of this version. */
  parts: z.record(z.string(), z.enum(["ok", "down", "behind"])),
});
