import { z } from "zod";
import { ProposedCall, RollOutcome, Voice } from "./events.ts";
import { CallId, Passage, Seq, TurnId } from "./ids.ts";

/** What became of one call, as the director hears it in its next round. */
export const ToolResult = z.strictObject({
  callId: CallId,
  tool: z.string().max(40),
  ok: z.boolean(),
  outcome: RollOutcome,
  /** Refused calls: why, and what would have been allowed. */
  code: z.string().max(60).optional(),
  alternatives: z.array(z.string().max(80)).max(20).optional(),
  detail: z.record(z.string().max(40), z.unknown()),
});
export type ToolResult = z.infer<typeof ToolResult>;

/** The director's answer to one round: calls and nothing else. `done` ends the asking. */
export const Proposal = z.strictObject({
  turnId: TurnId,
  basedOnSeq: Seq,
  calls: z.array(ProposedCall.omit({ id: true })).max(8),
  done: z.boolean(),
  voice: Voice,
});
export type Proposal = z.infer<typeof Proposal>;

/** The narrator's answer: prose, the seqs it rests on, and three things one could do next. */
export const Narration = z.strictObject({
  turnId: TurnId,
  text: Passage,
  rests: z.array(Seq).max(64),
  suggestions: z.array(z.string().min(1).max(120)).max(4),
  question: z.strictObject({ choices: z.array(z.string().min(1).max(120)).min(1).max(6) }).optional(),
  voice: Voice,
});
export type Narration = z.infer<typeof Narration>;
