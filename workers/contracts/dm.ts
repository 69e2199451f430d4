import { z } from "zod";

/** What kind of thing a proposed call does: a GM reviews by class. `workers/core/tool-class.ts` sorts the tools. */
export const ToolClass = z.enum(["roll", "fight", "world", "talk", "item", "time"]);
export type ToolClass = z.infer<typeof ToolClass>;

/** Which proposed calls wait for a GM, how long, and what happens to those nobody has judged by then. */
export const ReviewPolicy = z.strictObject({
  classes: z.array(ToolClass).min(1).max(6),
  seconds: z.int().min(15).max(600),
  otherwise: z.enum(["approve", "deny"]),
});
export type ReviewPolicy = z.infer<typeof ReviewPolicy>;

/** Subjects a table may rule out. Each has a list of words behind it in `workers/core/safety/`. */
export const SafetyTag = z.enum([
  "gore",
  "torture",
  "harm-to-children",
  "harm-to-animals",
  "sexual-content",
  "sexual-violence",
  "self-harm",
  "slavery",
  "body-horror",
  "spiders-and-insects",
  "drowning",
  "illness",
]);
export type SafetyTag = z.infer<typeof SafetyTag>;

/** A line is never crossed; behind a veil a thing may happen, but the story looks away. Either a tag or words of their own. */
export const Boundary = z.strictObject({
  kind: z.enum(["line", "veil"]),
  tag: SafetyTag.nullable(),
  text: z.string().trim().max(80),
});
export type Boundary = z.infer<typeof Boundary>;

/** `provider:model`, or `oracle`. */
export const VoiceId = z.string().regex(/^(oracle|[a-z-]{1,20}:[^\s]{1,140})$/);
export type VoiceId = z.infer<typeof VoiceId>;

/** US dollars in millionths: money is counted in whole numbers. */
const MicroUsd = z.int().min(0).max(1_000_000_000);

/** How the machine runs this table. Everybody at it can read them. */
export const DmSettings = z.strictObject({
  /** Null takes what the deployment offers first. */
  voice: VoiceId.nullable(),
  review: ReviewPolicy.nullable(),
  tone: z.enum(["as-written", "heroic", "grim", "wry", "gentle"]),
  length: z.enum(["short", "medium", "long"]),
  rating: z.enum(["everyone", "teen", "adult"]),
  /** BCP 47, `en` or `pt-BR`. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .max(20),
  houseRules: z.string().trim().max(2_000),
  boundaries: z.array(Boundary).max(24),
  /** Below what the deployment allows; null takes its limit. */
  dayCapMicroUsd: MicroUsd.nullable(),
  memberDayCapMicroUsd: MicroUsd.nullable(),
  /** What the machine does when the next answer no longer fits under a cap. */
  atCap: z.enum(["cheaper", "shorter", "oracle", "pause"]),
});
export type DmSettings = z.infer<typeof DmSettings>;

/** Why a sentence of a machine was not told. */
export const CutRule = z.enum([
  "speaks-for-a-hero",
  "decides-for-a-hero",
  "invented-item",
  "invented-wound",
  "invented-death",
  "crosses-a-line",
  "behind-a-veil",
  "repeats-its-orders",
  "repeats-itself",
  "unknown-source",
  "too-long",
]);
export type CutRule = z.infer<typeof CutRule>;
export const Cut = z.strictObject({ rule: CutRule, text: z.string().max(600) });
export type Cut = z.infer<typeof Cut>;

/** What a model is asked for within a turn. Receipts of turns are stored with it, so it stays as it is. */
export const TurnTask = z.enum(["director", "narrator", "help", "moderator"]);
/** Which job a model was asked to do. `answer` is a question to the sources, `recap` a scene or an evening in short. */
export const ModelTask = z.enum([...TurnTask.options, "answer", "recap"]);
export type ModelTask = z.infer<typeof ModelTask>;

/** One request to a model and what it came to. `fault` is set when it gave no answer of use. */
export const CallReceipt = z.strictObject({
  task: ModelTask,
  voice: VoiceId,
  inputTokens: z.int().min(0),
  cachedTokens: z.int().min(0),
  outputTokens: z.int().min(0),
  costMicroUsd: MicroUsd,
  /** False when the provider names no price and ours is a guess on the high side. */
  priceKnown: z.boolean(),
  fault: z.string().max(40).nullable(),
  tookMs: z.int().min(0),
});
export type CallReceipt = z.infer<typeof CallReceipt>;

/** One part of a prompt as it was sent. `droppedTokens` is what did not fit its budget. */
export const PromptPart = z.strictObject({
  name: z.string().max(40),
  /** Null for somebody who may not read it. */
  text: z.string().max(60_000).nullable(),
  tokens: z.int().min(0),
  droppedTokens: z.int().min(0),
});
export type PromptPart = z.infer<typeof PromptPart>;

/** What a model was given for one answer: kept by the room so that a table can see what its DM saw. */
export const PromptRecord = z.strictObject({
  task: ModelTask,
  round: z.int().min(1).max(4),
  voice: VoiceId,
  parts: z.array(PromptPart).max(24),
  /** What came back, as it came. */
  answer: z.string().max(20_000).nullable(),
});
export type PromptRecord = z.infer<typeof PromptRecord>;

/** What the room lets the orchestrator do for one step: whom to ask, in order, and how much may be spent on it. */
export const VoicePlan = z.strictObject({
  /** Asked in order; when none is left the Oracle answers. Empty asks the Oracle at once. */
  voices: z.array(VoiceId).max(6),
  spendMicroUsd: MicroUsd,
  inputTokens: z.int().min(500).max(200_000),
  withinMs: z.int().min(0).max(600_000),
  /** Set when no model is asked although one is chosen, in words for people: "the budget for today is used up". */
  standsInFor: z.string().max(120).nullable(),
  /** The same for all calls of a campaign: providers keep its prompt warm. */
  affinity: z.string().max(64),
});
export type VoicePlan = z.infer<typeof VoicePlan>;

/** A proposed call as a GM reads it before it happens. */
export const ReviewCard = z.strictObject({
  callId: z.string().max(40),
  tool: z.string().max(40),
  class: ToolClass,
  args: z.record(z.string().max(40), z.unknown()),
  why: z.string().max(300).nullable(),
  /** The dice it would roll first, with their difficulty. */
  dice: z
    .array(z.strictObject({ label: z.string().max(120), expression: z.string().max(256), dc: z.int().nullable() }))
    .max(12),
  /** The slug it would be refused with as things stand. */
  refusal: z.string().max(60).nullable(),
  verdict: z.enum(["waiting", "approved", "edited", "denied"]),
});
export type ReviewCard = z.infer<typeof ReviewCard>;
