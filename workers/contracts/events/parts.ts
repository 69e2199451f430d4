import { z } from "zod";
import { SceneLook } from "../creatures.ts";
import { ActionId, CallId, Hex32, MemberId, Slug, TurnId } from "../ids.ts";

/** Who may know an event: one audience for the whole of it. `gm` means whoever sits behind the screen. */
export const Audience = z.union([
  z.literal("all"),
  z.literal("gm"),
  z.strictObject({ members: z.array(MemberId).min(1).max(32) }),
]);
export type Audience = z.infer<typeof Audience>;

export const Actor = z.strictObject({ kind: z.enum(["player", "gm", "dm", "system"]), memberId: MemberId.optional() });
export type Actor = z.infer<typeof Actor>;

export const Cause = z.strictObject({
  actionId: ActionId.optional(),
  turnId: TurnId.optional(),
  step: CallId.optional(),
});
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

export const FeatureView = z.strictObject({
  id: Slug,
  name: z.string().max(80),
  aliases: z.array(z.string().max(40)).max(12),
});
export const ExitView = FeatureView.extend({ locked: z.boolean() });
export const PersonView = FeatureView.extend({
  pronoun: z.enum(["she", "he", "they", "it"]),
  seen: z.string().max(400),
  look: z.unknown().optional(),
});
/** A scene as the players find it: only what is in sight. */
export const SceneView = z.strictObject({
  id: Slug,
  title: z.string().max(80),
  look: SceneLook,
  safeToRest: z.boolean(),
  features: z.array(FeatureView).max(12),
  exits: z.array(ExitView).max(8),
  people: z.array(PersonView).max(16),
});
export type SceneView = z.infer<typeof SceneView>;

export const RolledDie = z.strictObject({
  label: z.string().max(60),
  sides: z.int().min(1).max(1_000_000),
  natural: z.int().min(1).max(1_000_000),
  value: z.int(),
  kept: z.boolean(),
  flags: z.array(z.enum(["exploded", "rerolled", "clamped", "success", "failure", "critical", "fumble"])).max(7),
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

export const event = <T extends string, P extends z.ZodType>(type: T, payload: P) =>
  z.strictObject({ type: z.literal(type), v: z.literal(1), actor: Actor, cause: Cause, audience: Audience, payload });

export const Turn = z.strictObject({ turnId: TurnId });
export const Reason = z.string().max(300);
/** Where the state of the world is put back to what it was. An absent `value` removes the key. */
export const Restored = z
  .array(z.strictObject({ path: z.array(z.string().max(80)).min(1).max(10), value: z.unknown().optional() }))
  .max(2_000);

export const ProposedCall = z.strictObject({
  id: CallId,
  tool: z.string().min(1).max(40),
  args: z.record(z.string().max(40), z.unknown()),
  why: z.string().max(300).optional(),
});
export type ProposedCall = z.infer<typeof ProposedCall>;

/** Which voice spoke, what it cost, and whether it stood in for another. */
export const Voice = z.strictObject({
  provider: z.enum(["oracle", "gm", "workers-ai", "openai", "scripted"]),
  model: z.string().max(120),
  inputTokens: z.int().min(0),
  outputTokens: z.int().min(0),
  costMicroUsd: z.int().min(0),
  fallback: z.string().max(120).optional(),
});
export type Voice = z.infer<typeof Voice>;
