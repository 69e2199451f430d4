import { z } from "zod";
import { CallId, MemberId, Passage, Seq, Slug, SpokenText, TurnId } from "../ids.ts";
import { ActionMode, Entropy, event, ProposedCall, Reason, Restored, RollOutcome, Turn, Voice } from "./parts.ts";

export const PlayerAction = event(
  "player_action",
  z.strictObject({
    memberId: MemberId,
    creatureId: Slug,
    mode: ActionMode,
    text: SpokenText,
    entropy: Entropy.optional(),
  }),
);
/** Opens a turn that no single action opens: a full round, or the move of a foe or of somebody away. */
export const TurnOpened = event(
  "turn_opened",
  z.strictObject({ kind: z.enum(["round", "initiative", "queue"]), combatantId: Slug.nullable() }),
);
export const ProposalMade = event(
  "proposal_made",
  Turn.extend({
    round: z.int().min(1).max(4),
    attempt: z.int().min(1).max(1_000),
    basedOnSeq: Seq,
    calls: z.array(ProposedCall).max(8),
    done: z.boolean(),
    voice: Voice,
  }),
);
export const ToolCallApplied = event(
  "tool_call_applied",
  Turn.extend({
    callId: CallId,
    tool: z.string().max(40),
    outcome: RollOutcome,
    detail: z.record(z.string().max(40), z.unknown()),
  }),
);
export const ToolCallRefused = event(
  "tool_call_refused",
  Turn.extend({
    callId: CallId,
    tool: z.string().max(40),
    code: z.string().max(60),
    detail: z.string().max(400),
    alternatives: z.array(z.string().max(80)).max(20),
  }),
);
export const DmNarration = event(
  "dm_narration",
  z.strictObject({
    turnId: TurnId.nullable(),
    text: Passage,
    rests: z.array(Seq).max(64),
    voice: Voice,
    suggestions: z.array(z.string().min(1).max(120)).max(4),
    /** Set when the DM asks back before going on. */
    question: z.strictObject({ choices: z.array(z.string().min(1).max(120)).min(1).max(6) }).optional(),
  }),
);
export const TurnFailed = event("turn_failed", Turn.extend({ reason: z.string().max(60) }));
export const TurnReopened = event("turn_reopened", Turn);
export const TurnCancelled = event("turn_cancelled", Turn.extend({ memberId: MemberId }));
export const TurnUndone = event("turn_undone", Turn.extend({ reason: Reason, restored: Restored }));
/** What an undone turn had changed behind the screen, put back. */
export const ScreenRestored = event("screen_restored", Turn.extend({ restored: Restored }));
