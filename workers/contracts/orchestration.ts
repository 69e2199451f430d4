import { z } from "zod";
import { CallReceipt, Cut, PromptRecord } from "./dm.ts";
import { ProposedCall, RollOutcome, Voice } from "./events.ts";
import { CallId, Passage, Seq, TurnId } from "./ids.ts";
import { Citation, RecapSentence } from "./memory.ts";

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

/** What the director answers to the room: what it proposes, what that cost, and what it had before it. */
export const DirectorAnswer = z.strictObject({
  proposal: Proposal,
  receipts: z.array(CallReceipt).max(24),
  prompts: z.array(PromptRecord).max(6),
  /** Keys of passages that players may read and that bear on this turn, for the narrator. */
  sources: z.array(z.string().max(64)).max(8),
});
export type DirectorAnswer = z.infer<typeof DirectorAnswer>;

/** The last line of a narration: the whole of it, what was cut and why, what it cost, and what was sent for it. */
export const NarratorAnswer = z.strictObject({
  narration: Narration,
  cuts: z.array(Cut).max(40),
  /** Sources the text rests on, and where in it each is cited. */
  cites: z.array(Citation.extend({ at: z.int().min(0).max(8_000) })).max(12),
  receipts: z.array(CallReceipt).max(24),
  prompts: z.array(PromptRecord).max(6),
});
export type NarratorAnswer = z.infer<typeof NarratorAnswer>;

/** What a GM asks the machine for in private. Nothing of the answer lands unless they say so themselves. */
export const HelpKind = z.enum(["ideas", "description", "name", "ruling"]);
export type HelpKind = z.infer<typeof HelpKind>;
export const HelpAnswer = z.strictObject({
  text: z.string().trim().min(1).max(8_000),
  /** What the answer rests on, numbered as it cites them. */
  sources: z
    .array(z.strictObject({ n: z.int().min(1).max(20), title: z.string().max(120), text: z.string().max(2_000) }))
    .max(12),
  voice: Voice,
  receipts: z.array(CallReceipt).max(24),
  prompts: z.array(PromptRecord).max(6),
});
export type HelpAnswer = z.infer<typeof HelpAnswer>;

/** What the sources say. `found` is false when they do not; the text says so then, and cites nothing. */
export const SourcesAnswer = z.strictObject({
  text: Passage,
  found: z.boolean(),
  cites: z.array(Citation).max(12),
  voice: Voice,
  receipts: z.array(CallReceipt).max(24),
  prompts: z.array(PromptRecord).max(6),
});
export type SourcesAnswer = z.infer<typeof SourcesAnswer>;

/**
 * Why the Oracle answers in a model's place, whatever it was that could not be used of its words: a reason of its own for
 * words that touch a secret would tell whoever asks that they guessed right.
 */
export const ANSWER_UNUSABLE = "what it told could not be used";

/** What is said when an answer is nowhere to be found. */
export const NOTHING_FOUND = "That is not in what this table has read, nor in what it remembers.";

/** The same to those who run the table and ask from before the screen: always, whether or not there is more behind it. */
export const NOTHING_IN_THE_OPEN =
  "That is not in what is open to everybody. From behind the screen the rest of your files is asked too.";

/** What is said of things that this table does not speak about, asked for or found. */
export const KEPT_OUT = "The table has asked to keep that out.";

/** Empty when no model could tell it: the facts stand for themselves then. */
export const RecapAnswer = z.strictObject({
  sentences: z.array(RecapSentence).max(12),
  voice: Voice,
  receipts: z.array(CallReceipt).max(24),
  prompts: z.array(PromptRecord).max(6),
});
export type RecapAnswer = z.infer<typeof RecapAnswer>;
