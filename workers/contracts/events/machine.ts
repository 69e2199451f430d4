import { z } from "zod";
import { Boundary, Cut, CutRule, DmSettings, ToolClass, TurnTask, VoiceId } from "../dm.ts";
import { CallId, MemberId, Passage, Seq, TurnId } from "../ids.ts";
import { event, Reason, Turn, Voice } from "./parts.ts";

/** How the machine runs this table from here on. */
export const DmSettingsChanged = event("dm_settings_changed", z.strictObject({ settings: DmSettings }));
/** Which voice answers and who pays for it: everybody at the table may know. */
export const VoiceChanged = event(
  "voice_changed",
  z.strictObject({ voice: VoiceId, label: z.string().max(160), paidBy: z.string().max(120) }),
);
/** What a GM, or the deadline, made of a proposed call before it happened. */
export const CallJudged = event(
  "call_judged",
  Turn.extend({
    callId: CallId,
    /** Null when the deadline has judged. */
    memberId: MemberId.nullable(),
    verdict: z.enum(["approved", "edited", "denied"]),
    args: z.record(z.string().max(40), z.unknown()).optional(),
    reason: Reason,
  }),
);
/** A turn in which nothing happens but words: the last narration in other words, or what follows it. */
export const TellingOpened = event(
  "telling_opened",
  z.strictObject({ how: z.enum(["again", "on"]), of: Seq, memberId: MemberId }),
);
/** Other words for a narration. The dice and the state stand; the words of before are kept in the log. */
export const NarrationRetold = event(
  "narration_retold",
  z.strictObject({ turnId: TurnId, of: Seq, text: Passage, rests: z.array(Seq).max(64), voice: Voice }),
);
export const NarrationEdited = event(
  "narration_edited",
  z.strictObject({ of: Seq, memberId: MemberId, text: Passage }),
);
/** Anonymous on purpose: no member stands in it, nor in its actor. */
export const SafetyPaused = event(
  "safety_paused",
  z.strictObject({
    /** The narration that is put away, if there is one. */
    veiled: Seq.nullable(),
    turnId: TurnId.nullable(),
    boundary: Boundary.nullable(),
  }),
);
export const PlayResumed = event("play_resumed", z.strictObject({}));
/** For whoever runs the table: somebody found a narration wanting. */
export const NarrationReported = event(
  "narration_reported",
  z.strictObject({
    of: Seq,
    memberId: MemberId,
    why: z.enum(["spoke-for-my-hero", "wrong-facts", "gave-a-secret-away", "crossed-a-line", "other"]),
    text: z.string().trim().max(600),
  }),
);
/** What was cut from a narration and why, for whoever runs the table. */
export const NarrationChecked = event(
  "narration_checked",
  z.strictObject({ turnId: TurnId, cuts: z.array(Cut).max(40), leak: z.boolean() }),
);
/**
 * What the machine did in a turn, for everybody: the proposal ledger without what is hidden, and the bill. Stored only for
 * turns in which a model was asked or a GM has judged.
 */
export const TurnReceipt = event(
  "turn_receipt",
  z.strictObject({
    turnId: TurnId,
    spent: z
      .array(
        z.strictObject({
          task: TurnTask,
          voice: VoiceId,
          requests: z.int().min(1).max(100),
          inputTokens: z.int().min(0),
          outputTokens: z.int().min(0),
          costMicroUsd: z.int().min(0),
          priceKnown: z.boolean(),
        }),
      )
      .max(24),
    calls: z
      .array(z.strictObject({ class: ToolClass, verdict: z.enum(["done", "edited", "refused", "denied"]) }))
      .max(8),
    cuts: z.array(CutRule).max(40),
    /** Why somebody else answered than who was chosen; null when nobody had to. */
    standIn: z.string().max(120).nullable(),
    /** SHA-256 of the prompts as sent, so that what is shown later can be held against it. */
    promptHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
  }),
);
export type TurnReceiptPayload = z.infer<typeof TurnReceipt>["payload"];
