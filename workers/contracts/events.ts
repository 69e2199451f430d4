import { z } from "zod";
import { Adventure } from "./adventure.ts";
import { ActiveCondition, Creature, HeldItem, SceneLook, Vitals } from "./creatures.ts";
import { ActionId, CallId, CampaignId, Epoch, Hex16, Hex32, Hex64, MemberId, Name, Passage, Seq, Slug, SpokenText, TurnId } from "./ids.ts";
import { Condition, DamageType, DiceText, Ruleset } from "./rules.ts";

/** Who may know an event: one audience for the whole of it. `gm` means whoever sits behind the screen. */
export const Audience = z.union([
  z.literal("all"),
  z.literal("gm"),
  z.strictObject({ members: z.array(MemberId).min(1).max(32) }),
]);
export type Audience = z.infer<typeof Audience>;

export const Actor = z.strictObject({ kind: z.enum(["player", "gm", "dm", "system"]), memberId: MemberId.optional() });
export type Actor = z.infer<typeof Actor>;

export const Cause = z.strictObject({ actionId: ActionId.optional(), turnId: TurnId.optional(), step: CallId.optional() });
export type Cause = z.infer<typeof Cause>;

/** Opens the member's last commitment and makes the next: the player's own share of every die. */
export const Entropy = z.strictObject({ memberId: MemberId, reveal: Hex32.nullable(), commit: Hex32 });
export type Entropy = z.infer<typeof Entropy>;

export const Role = z.enum(["owner", "gm", "player", "spectator"]);
export type Role = z.infer<typeof Role>;
export const SeatPolicy = z.enum(["skip", "defend", "delegate"]);
export type SeatPolicy = z.infer<typeof SeatPolicy>;
export const TurnMode = z.enum(["free", "round", "initiative"]);
export type TurnMode = z.infer<typeof TurnMode>;
export const DmMode = z.enum(["auto", "human"]);
export type DmMode = z.infer<typeof DmMode>;
export const ActionMode = z.enum(["do", "say", "ask"]);
export type ActionMode = z.infer<typeof ActionMode>;
export const RollVisibility = z.enum(["public", "gm", "blind", "self"]);
export type RollVisibility = z.infer<typeof RollVisibility>;

export const Settings = z.strictObject({
  turnMode: z.enum(["free", "round"]),
  dmMode: DmMode,
  /** How long a round waits for those who have not acted. */
  roundSeconds: z.int().min(15).max(3_600),
  locked: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

const FeatureView = z.strictObject({ id: Slug, name: z.string().max(80), aliases: z.array(z.string().max(40)).max(12) });
const ExitView = FeatureView.extend({ locked: z.boolean() });
const PersonView = FeatureView.extend({ pronoun: z.enum(["she", "he", "they", "it"]), seen: z.string().max(400), look: z.unknown().optional() });
/** A scene as the players find it: only what is in sight. */
export const SceneView = z.strictObject({
  id: Slug, title: z.string().max(80), look: SceneLook, safeToRest: z.boolean(),
  features: z.array(FeatureView).max(12), exits: z.array(ExitView).max(8), people: z.array(PersonView).max(16),
});
export type SceneView = z.infer<typeof SceneView>;

export const RolledDie = z.strictObject({
  label: z.string().max(60), sides: z.int().min(1).max(1_000_000), natural: z.int().min(1).max(1_000_000), value: z.int(),
  kept: z.boolean(), flags: z.array(z.enum(["exploded", "rerolled", "clamped", "success", "failure", "critical", "fumble"])).max(7),
  flavour: z.string().max(40).optional(),
});
export type RolledDie = z.infer<typeof RolledDie>;

export const RollOutcome = z.enum(["critical", "success", "partial", "failure", "fumble", "none"]);
export type RollOutcome = z.infer<typeof RollOutcome>;

/** What kind of roll it is, so that the sheet and the log can speak of it, and a verifier can judge the outcome. */
export const RollPurpose = z.strictObject({
  kind: z.enum(["check", "save", "attack", "damage", "heal", "initiative", "death-save", "contest", "trait", "free"]),
  /** In words for people: "Perception", "Shortsword against the wolf". */
  label: z.string().min(1).max(120),
  creatureId: Slug.nullable(),
  targetId: Slug.nullable(),
});
export type RollPurpose = z.infer<typeof RollPurpose>;

const event = <T extends string, P extends z.ZodType>(type: T, payload: P) =>
  z.strictObject({ type: z.literal(type), v: z.literal(1), actor: Actor, cause: Cause, audience: Audience, payload });

const Turn = z.strictObject({ turnId: TurnId });
const Reason = z.string().max(300);
/** Where the state of the world is put back to what it was. An absent `value` removes the key. */
const Restored = z.array(z.strictObject({ path: z.array(z.string().max(80)).min(1).max(10), value: z.unknown().optional() })).max(2_000);

export const ProposedCall = z.strictObject({ id: CallId, tool: z.string().min(1).max(40), args: z.record(z.string().max(40), z.unknown()), why: z.string().max(300).optional() });
export type ProposedCall = z.infer<typeof ProposedCall>;

/** Which voice spoke, what it cost, and whether it stood in for another. */
export const Voice = z.strictObject({
  provider: z.enum(["oracle", "gm", "workers-ai", "openai", "scripted"]),
  model: z.string().max(120),
  inputTokens: z.int().min(0), outputTokens: z.int().min(0), costMicroUsd: z.int().min(0),
  fallback: z.string().max(120).optional(),
});
export type Voice = z.infer<typeof Voice>;

// The table
export const CampaignOpened = event("campaign_opened", z.strictObject({
  campaignId: CampaignId, title: z.string().min(1).max(80), adventureId: Slug, adventureTitle: z.string().max(80), ruleset: Ruleset,
  look: SceneLook, settings: Settings, keyId: z.string().max(40), publicKey: Hex32, creatures: z.array(Creature).max(12),
  clocks: z.array(z.strictObject({ id: Slug, title: z.string().max(80), segments: z.int().min(2).max(12) })).max(6),
  seats: z.int().min(1).max(12),
}));
/** The whole adventure, for whoever runs it: replay needs nothing but the log. */
export const AdventureScripted = event("adventure_scripted", z.strictObject({ adventure: Adventure }));
export const SecretsSealed = event("secrets_sealed", z.strictObject({ seals: z.array(z.strictObject({ id: z.string().max(8), commitment: Hex32 })).max(20) }));
/** What opens each seal: kept behind the screen until the secret is out. */
export const SecretsKept = event("secrets_kept", z.strictObject({ secrets: z.array(z.strictObject({ id: z.string().max(8), secretId: Slug, salt: Hex32 })).max(20) }));
export const MemberJoined = event("member_joined", z.strictObject({ memberId: MemberId, name: Name, role: Role }));
export const MemberRemoved = event("member_removed", z.strictObject({ memberId: MemberId, reason: Reason }));
export const RoleChanged = event("role_changed", z.strictObject({ memberId: MemberId, role: Role }));
export const ScreenTaken = event("screen_taken", z.strictObject({ memberId: MemberId }));
export const ScreenLeft = event("screen_left", z.strictObject({ memberId: MemberId }));
export const HeroMade = event("hero_made", z.strictObject({ creature: Creature }));
export const SeatTaken = event("seat_taken", z.strictObject({ memberId: MemberId, creatureId: Slug }));
export const SeatLeft = event("seat_left", z.strictObject({ memberId: MemberId, creatureId: Slug }));
export const SeatPolicySet = event("seat_policy_set", z.strictObject({ memberId: MemberId, policy: SeatPolicy }));
export const SettingsChanged = event("settings_changed", z.strictObject({ settings: Settings }));

// The turn
export const PlayerAction = event("player_action", z.strictObject({
  memberId: MemberId, creatureId: Slug, mode: ActionMode, text: SpokenText, entropy: Entropy.optional(),
}));
/** Opens a turn that no single action opens: a full round, or the move of a foe or of somebody away. */
export const TurnOpened = event("turn_opened", z.strictObject({ kind: z.enum(["round", "initiative", "queue"]), combatantId: Slug.nullable() }));
export const ProposalMade = event("proposal_made", Turn.extend({ round: z.int().min(1).max(4), attempt: z.int().min(1).max(1_000), basedOnSeq: Seq, calls: z.array(ProposedCall).max(8), done: z.boolean(), voice: Voice }));
export const ToolCallApplied = event("tool_call_applied", Turn.extend({ callId: CallId, tool: z.string().max(40), outcome: RollOutcome, detail: z.record(z.string().max(40), z.unknown()) }));
export const ToolCallRefused = event("tool_call_refused", Turn.extend({ callId: CallId, tool: z.string().max(40), code: z.string().max(60), detail: z.string().max(400), alternatives: z.array(z.string().max(80)).max(20) }));
export const DmNarration = event("dm_narration", z.strictObject({
  turnId: TurnId.nullable(), text: Passage, rests: z.array(Seq).max(64), voice: Voice, suggestions: z.array(z.string().min(1).max(120)).max(4),
  /** Set when the DM asks back before going on. */
  question: z.strictObject({ choices: z.array(z.string().min(1).max(120)).min(1).max(6) }).optional(),
}));
export const TurnFailed = event("turn_failed", Turn.extend({ reason: z.string().max(60) }));
export const TurnReopened = event("turn_reopened", Turn);
export const TurnCancelled = event("turn_cancelled", Turn.extend({ memberId: MemberId }));
export const TurnUndone = event("turn_undone", Turn.extend({ reason: Reason, restored: Restored }));
/** What an undone turn had changed behind the screen, put back. */
export const ScreenRestored = event("screen_restored", Turn.extend({ restored: Restored }));

// Dice
export const EpochOpened = event("epoch_opened", z.strictObject({ epoch: Epoch, rolls: z.int().min(1).max(65_536), anchor: Hex32, veilRoot: Hex32, keyId: z.string().max(40), publicKey: Hex32 }));
export const EntropyCommitted = event("entropy_committed", z.strictObject({ entropy: Entropy }));
export const RollTicket = event("roll_ticket", z.strictObject({
  expression: DiceText, dc: z.int().min(-100).max(1_000).nullable(), purpose: RollPurpose,
  visibility: RollVisibility, rollerId: MemberId.nullable(),
}));
export const RollResolved = event("roll_resolved", z.strictObject({
  ticketSeq: Seq, index: z.int().min(1).max(65_536), link: Hex32, tableEntropy: Hex32,
  veil: z.strictObject({ veil: Hex32, path: z.array(Hex32).max(16) }).optional(),
  dice: z.array(RolledDie).max(500), total: z.int(), successes: z.int().nullable(), outcome: RollOutcome, margin: z.int().nullable(),
}));
/** Tells those who may not see a hidden roll that its index was used, and reveals the link. */
export const RollSealed = event("roll_sealed", z.strictObject({ index: z.int().min(1).max(65_536), link: Hex32 }));
export const RollVoided = event("roll_voided", z.strictObject({ ticketSeq: Seq, index: z.int().min(1).max(65_536), link: Hex32, reason: Reason }));
export const Checkpoint = event("checkpoint", z.strictObject({ throughSeq: Seq, headHash: Hex32, keyId: z.string().max(40) }));
/** Signed by the old key, in force from the next event on. */
export const KeyRotated = event("key_rotated", z.strictObject({ keyId: z.string().max(40), publicKey: Hex32 }));

// The world
export const SceneEntered = event("scene_entered", z.strictObject({ scene: SceneView, first: z.boolean(), minutes: z.int().min(0) }));
/** The scene in sight has changed: something came to light, a way opened, somebody left. */
export const SceneChanged = event("scene_changed", z.strictObject({ scene: SceneView }));
/** Authored words that the players now know; the narrator may dress but not bend them. */
export const BeatTold = event("beat_told", z.strictObject({ subject: z.string().max(80), speaker: Slug.nullable(), text: Passage }));
/** The DM asks back before anything happens. */
export const QuestionAsked = event("question_asked", z.strictObject({ creatureId: Slug, question: z.string().min(1).max(300), choices: z.array(z.string().min(1).max(120)).min(2).max(6) }));
export const BeatPlayed = event("beat_played", z.strictObject({ beatId: Slug, outcome: RollOutcome }));
export const FactRecorded = event("fact_recorded", z.strictObject({ text: z.string().min(1).max(600) }));
export const SecretRevealed = event("secret_revealed", z.strictObject({ id: z.string().max(8), secretId: Slug, title: z.string().max(80), text: Passage, salt: Hex32 }));
export const FlagSet = event("flag_set", z.strictObject({ flag: Slug, value: z.boolean() }));
export const AttitudeChanged = event("attitude_changed", z.strictObject({ personId: Slug, attitude: z.int().min(-3).max(3) }));
export const PersonMoved = event("person_moved", z.strictObject({ personId: Slug, to: Slug.nullable() }));
export const WayOpened = event("way_opened", z.strictObject({ id: Slug, what: z.enum(["shown", "unlocked"]) }));
export const ClockAdvanced = event("clock_advanced", z.strictObject({ clockId: Slug, filled: z.int().min(0).max(12), segments: z.int().min(2).max(12), tell: z.string().max(400).nullable() }));
export const TimePassed = event("time_passed", z.strictObject({ minutes: z.int().min(0).max(100_000) }));
export const RestTaken = event("rest_taken", z.strictObject({ kind: z.enum(["short", "long", "breath"]), creatureIds: z.array(Slug).max(12) }));
export const AdventureEnded = event("adventure_ended", z.strictObject({ endingId: Slug, title: z.string().max(80), text: Passage, tone: z.enum(["bright", "bittersweet", "dark"]) }));

// Creatures. `…Changed` events carry the value after, so that folding needs no rules.
const Target = z.strictObject({ creatureId: Slug });
export const HpChanged = event("hp_changed", Target.extend({ delta: z.int(), vitals: Vitals, source: z.string().max(80), damageType: DamageType.nullable(), note: z.enum(["resisted", "vulnerable", "immune", "absorbed", "none"]) }));
export const HarmMarked = event("harm_marked", Target.extend({ delta: z.int(), vitals: Vitals, source: z.string().max(80) }));
export const DeathSaveMarked = event("death_save_marked", Target.extend({ vitals: Vitals }));
export const CreatureFell = event("creature_fell", Target.extend({ vitals: Vitals, fate: z.enum(["dying", "dead", "stable", "up", "out"]) }));
export const ConditionApplied = event("condition_applied", Target.extend({ condition: ActiveCondition }));
export const ConditionRemoved = event("condition_removed", Target.extend({ condition: Condition, reason: z.string().max(80) }));
export const ItemGiven = event("item_given", Target.extend({ held: HeldItem, source: z.string().max(80) }));
export const ItemTaken = event("item_taken", Target.extend({ itemId: Slug, quantity: z.int().min(1).max(999), reason: z.string().max(80) }));
export const ItemEquipped = event("item_equipped", Target.extend({ itemId: Slug, equipped: z.boolean() }));
export const CoinChanged = event("coin_changed", Target.extend({ delta: z.int(), coinCopper: z.int().min(0), reason: z.string().max(80) }));
export const XpAwarded = event("xp_awarded", z.strictObject({ creatureIds: z.array(Slug).min(1).max(12), each: z.int().min(1).max(100_000), reason: z.string().max(80) }));

// Encounters
export const Combatant = z.strictObject({ creatureId: Slug, initiative: z.int().nullable(), budget: z.strictObject({ action: z.boolean(), bonus: z.boolean(), reaction: z.boolean(), moveFeet: z.int().min(0).max(600) }), stance: z.array(z.enum(["dodging", "disengaged", "hidden", "helped", "surprised"])).max(5) });
export type Combatant = z.infer<typeof Combatant>;
export const EncounterStarted = event("encounter_started", z.strictObject({ encounterId: Slug, title: z.string().max(80), foes: z.array(Creature).max(12), combatants: z.array(Combatant).max(24), ordered: z.boolean() }));
export const InitiativeRolled = event("initiative_rolled", z.strictObject({ order: z.array(z.strictObject({ creatureId: Slug, initiative: z.int() })).min(1).max(24) }));
export const InitiativePassed = event("initiative_passed", z.strictObject({ creatureId: Slug, round: z.int().min(1).max(1_000) }));
export const CombatantChanged = event("combatant_changed", z.strictObject({ combatant: Combatant, doing: z.string().max(60) }));
export const EncounterEnded = event("encounter_ended", z.strictObject({ encounterId: Slug, outcome: z.enum(["won", "fled", "talked", "lost"]) }));

// Talk and the GM's hand
export const ChatMessage = event("chat_message", z.strictObject({ memberId: MemberId, channel: z.enum(["ic", "ooc", "emote", "whisper"]), creatureId: Slug.nullable(), to: z.array(MemberId).max(12), text: SpokenText }));
export const GmNote = event("gm_note", z.strictObject({ memberId: MemberId, about: Seq.nullable(), text: SpokenText }));
export const StatePatchApplied = event("state_patch_applied", z.strictObject({ memberId: MemberId, creatureId: Slug, field: z.enum(["hp", "tempHp", "harm", "coinCopper", "xp", "name"]), before: z.union([z.int(), Name]), after: z.union([z.int(), Name]), reason: Reason }));
export const RulingOverridden = event("ruling_overridden", z.strictObject({ memberId: MemberId, about: Seq, ruling: z.string().min(1).max(600), reason: z.string().min(1).max(300) }));

export const CampaignEvent = z.discriminatedUnion("type", [
  CampaignOpened, AdventureScripted, SecretsSealed, SecretsKept, MemberJoined, MemberRemoved, RoleChanged, ScreenTaken, ScreenLeft, HeroMade, SeatTaken,
  SeatLeft, SeatPolicySet, SettingsChanged, PlayerAction, TurnOpened, ProposalMade, ToolCallApplied, ToolCallRefused, DmNarration, TurnFailed,
  TurnReopened, TurnCancelled, TurnUndone, ScreenRestored, EpochOpened, EntropyCommitted, RollTicket, RollResolved, RollSealed, RollVoided, Checkpoint,
  KeyRotated, SceneEntered, SceneChanged, BeatTold, QuestionAsked, BeatPlayed, FactRecorded, SecretRevealed, FlagSet, AttitudeChanged, PersonMoved, WayOpened,
  ClockAdvanced, TimePassed, RestTaken, AdventureEnded, HpChanged, HarmMarked, DeathSaveMarked, CreatureFell, ConditionApplied, ConditionRemoved, ItemGiven,
  ItemTaken, ItemEquipped, CoinChanged, XpAwarded, EncounterStarted, InitiativeRolled, InitiativePassed, CombatantChanged, EncounterEnded, ChatMessage, GmNote,
  StatePatchApplied, RulingOverridden,
]);
export type CampaignEvent = z.infer<typeof CampaignEvent>;
export type EventType = CampaignEvent["type"];
export type EventOf<T extends EventType> = Extract<CampaignEvent, { type: T }>;

/** The part of an event that is chained: it never changes, also when the body is blanked. */
export const EventHeader = z.strictObject({ seq: Seq, epoch: Epoch, at: z.int().min(0), prev: Hex32, bodyHash: Hex32 });
export type EventHeader = z.infer<typeof EventHeader>;

/** An event as stored: header, its hash, the body with the salt that hides it, and a signature where one is due. */
export const StoredEvent = z.strictObject({ header: EventHeader, hash: Hex32, body: CampaignEvent, salt: Hex16, sig: Hex64.optional() });
export type StoredEvent = z.infer<typeof StoredEvent>;
/** What somebody outside the audience gets: the numbers stay dense and the chain still verifies. */
export const VeiledEvent = z.strictObject({ header: EventHeader, hash: Hex32, sig: Hex64.optional() });
export type VeiledEvent = z.infer<typeof VeiledEvent>;
export const SeenEvent = z.union([StoredEvent, VeiledEvent]);
export type SeenEvent = z.infer<typeof SeenEvent>;
