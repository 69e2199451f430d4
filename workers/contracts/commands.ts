import { z } from "zod";
import { CharacterDraft } from "./creatures.ts";
import { Boundary, DmSettings } from "./dm.ts";
import { ActionMode, Entropy, Role, RollVisibility, SeatPolicy, Settings } from "./events.ts";
import { CallId, MemberId, Name, Passage, Seq, Slug, SpokenText, TurnId } from "./ids.ts";
import { UploadId, UploadKind, Visibility } from "./library.ts";
import { EntityId, FactId, FactText, LoreCard } from "./memory.ts";
import { DiceText } from "./rules.ts";

const Reason = z.string().trim().min(1).max(300);

/** What a person at the table may ask of it. Every one carries an `id`; sent twice it acts once. */
export const PlayerAct = z.strictObject({
  type: z.literal("act"),
  mode: ActionMode,
  text: SpokenText,
  entropy: Entropy.omit({ memberId: true }).optional(),
});
export const Roll = z.strictObject({
  type: z.literal("roll"),
  expression: DiceText,
  label: z.string().trim().min(1).max(120).optional(),
  visibility: RollVisibility,
  /** Answers a roll the GM has called for. */
  ticketSeq: Seq.optional(),
  entropy: Entropy.omit({ memberId: true }).optional(),
});
export const Chat = z.strictObject({
  type: z.literal("chat"),
  channel: z.enum(["ic", "ooc", "emote", "whisper"]),
  to: z.array(MemberId).max(12),
  text: SpokenText,
});
export const TakeSeat = z.strictObject({ type: z.literal("take_seat"), creatureId: Slug });
export const MakeHero = z.strictObject({ type: z.literal("make_hero"), draft: CharacterDraft });
export const LeaveSeat = z.strictObject({ type: z.literal("leave_seat") });
export const SetSeatPolicy = z.strictObject({ type: z.literal("set_seat_policy"), policy: SeatPolicy });
export const CommitEntropy = z.strictObject({
  type: z.literal("commit_entropy"),
  entropy: Entropy.omit({ memberId: true }),
});
export const CancelTurn = z.strictObject({ type: z.literal("cancel_turn"), turnId: TurnId });
export const RetryTurn = z.strictObject({ type: z.literal("retry_turn"), turnId: TurnId });
/** Asks for the last narration in other words; the dice and the state stand. */
export const Retell = z.strictObject({ type: z.literal("retell"), of: Seq });
/** Asks the narrator to go on from its last words. */
export const ContinueTelling = z.strictObject({ type: z.literal("continue_telling"), of: Seq });
/** Stops play at once and says of nobody that it was they. `boundary` keeps the subject out from here on. */
export const RaiseX = z.strictObject({ type: z.literal("raise_x"), boundary: Boundary.nullable() });
export const ResumePlay = z.strictObject({ type: z.literal("resume_play") });
export const ReportNarration = z.strictObject({
  type: z.literal("report_narration"),
  of: Seq,
  why: z.enum(["spoke-for-my-hero", "wrong-facts", "gave-a-secret-away", "crossed-a-line", "other"]),
  text: z.string().trim().max(600),
});
/** Gets up for good. The owner hands the table over first. */
export const LeaveTable = z.strictObject({ type: z.literal("leave_table") });
export const EquipOwn = z.strictObject({ type: z.literal("equip"), itemId: Slug, equipped: z.boolean() });

/** What the table remembers, in the hands of those who may see it. */
export const NoteFact = z.strictObject({
  type: z.literal("note_fact"),
  text: FactText,
  about: z.array(EntityId).max(12),
  pinned: z.boolean(),
  /** `gm` only for somebody behind the screen. */
  visibility: Visibility,
});
export const PinFact = z.strictObject({ type: z.literal("pin_fact"), factId: FactId, pinned: z.boolean() });
export const CorrectFact = z.strictObject({ type: z.literal("correct_fact"), factId: FactId, text: FactText });
export const ForgetFact = z.strictObject({ type: z.literal("forget_fact"), factId: FactId, forgotten: z.boolean() });
/** Writes a card, or writes it anew; another visibility than before moves it. */
export const WriteCard = z.strictObject({ type: z.literal("write_card"), card: LoreCard, visibility: Visibility });
export const RemoveCard = z.strictObject({ type: z.literal("remove_card"), cardId: EntityId });
/** Two names for one. A player merges only a card that they alone have written; writing the card of `from` anew parts them. */
export const MergeCards = z.strictObject({ type: z.literal("merge_cards"), from: EntityId, into: EntityId });

/** What the GM may do on top. Each is an event; those that bend the truth of the table carry a reason. */
export const GmTakeOver = z.strictObject({ type: z.literal("gm_take_over") });
export const GmHandBack = z.strictObject({ type: z.literal("gm_hand_back"), leaveScreen: z.boolean() });
export const GmNarrate = z.strictObject({ type: z.literal("gm_narrate"), text: Passage });
export const GmWhisper = z.strictObject({
  type: z.literal("gm_whisper"),
  to: z.array(MemberId).min(1).max(12),
  text: SpokenText,
});
export const GmAnnotate = z.strictObject({ type: z.literal("gm_annotate"), about: Seq.nullable(), text: SpokenText });
export const GmPatch = z.strictObject({
  type: z.literal("gm_patch"),
  creatureId: Slug,
  field: z.enum(["hp", "tempHp", "harm", "coinCopper", "xp", "name"]),
  value: z.union([z.int().min(0).max(1_000_000_000), Name]),
  reason: Reason,
});
export const GmUndoTurn = z.strictObject({ type: z.literal("gm_undo_turn"), turnId: TurnId, reason: Reason });
export const GmOverride = z.strictObject({
  type: z.literal("gm_override"),
  about: Seq,
  ruling: z.string().trim().min(1).max(600),
  reason: Reason,
});
export const GmRemoveMember = z.strictObject({
  type: z.literal("gm_remove_member"),
  memberId: MemberId,
  reason: Reason,
});
export const GmSetRole = z.strictObject({
  type: z.literal("gm_set_role"),
  memberId: MemberId,
  role: Role.exclude(["owner"]),
});
/** Gives the table to somebody else; who had it runs it with them from here on. Only the owner may. */
export const GmHandOver = z.strictObject({ type: z.literal("gm_hand_over"), memberId: MemberId });
/** Somebody who was removed, or had left, may come back to the place they had. */
export const GmLetBack = z.strictObject({
  type: z.literal("gm_let_back"),
  memberId: MemberId,
  role: Role.exclude(["owner", "gm"]),
});
export const GmSettings = z.strictObject({ type: z.literal("gm_settings"), settings: Settings.partial() });
/** Calls for a roll by a hero: the ticket waits, difficulty fixed, until the player lets the die fall. */
export const GmCallRoll = z.strictObject({
  type: z.literal("gm_call_roll"),
  creatureId: Slug,
  expression: DiceText,
  dc: z.int().min(1).max(40).nullable(),
  label: z.string().trim().min(1).max(120),
  visibility: RollVisibility,
});
export const GmVoidRoll = z.strictObject({ type: z.literal("gm_void_roll"), ticketSeq: Seq, reason: Reason });
/** Runs any tool by hand, through the same validation as the machine. */
export const GmTool = z.strictObject({
  type: z.literal("gm_tool"),
  tool: z.string().min(1).max(40),
  args: z.record(z.string().max(40), z.unknown()),
});

/** How the machine runs the table. Which model speaks and what it may cost is for the owner alone. */
export const GmDmSettings = z.strictObject({
  type: z.literal("gm_dm_settings"),
  settings: DmSettings.omit({ boundaries: true }).partial(),
});
/** Lines and veils, one by one: two people may change the list at once, and the X adds to it. */
export const GmBoundaries = z.strictObject({
  type: z.literal("gm_boundaries"),
  add: z.array(Boundary).max(24),
  remove: z.array(Boundary).max(24),
});
/** Judges proposed calls that wait. `args` replaces those of the call, within the schema of its tool. */
export const GmJudgeCalls = z.strictObject({
  type: z.literal("gm_judge_calls"),
  turnId: TurnId,
  verdicts: z
    .array(
      z.strictObject({
        callId: CallId,
        verdict: z.enum(["approved", "edited", "denied"]),
        args: z.record(z.string().max(40), z.unknown()).optional(),
        reason: z.string().trim().max(300),
      }),
    )
    .min(1)
    .max(8),
});
export const GmEditNarration = z.strictObject({ type: z.literal("gm_edit_narration"), of: Seq, text: Passage });
/** Shows a file to the table. The API has made it visible to players before it asks the room. */
export const GmShowHandout = z.strictObject({
  type: z.literal("gm_show_handout"),
  uploadId: UploadId,
  title: z.string().trim().min(1).max(120),
  kind: UploadKind,
  caption: z.string().trim().max(300),
});

/** What those who run the table may send over their socket. */
export const GmSocketCommand = z.discriminatedUnion("type", [
  GmTakeOver,
  GmHandBack,
  GmNarrate,
  GmWhisper,
  GmAnnotate,
  GmPatch,
  GmUndoTurn,
  GmOverride,
  GmRemoveMember,
  GmSetRole,
  GmSettings,
  GmCallRoll,
  GmVoidRoll,
  GmTool,
  GmDmSettings,
  GmBoundaries,
  GmJudgeCalls,
  GmEditNarration,
]);
export type GmSocketCommand = z.infer<typeof GmSocketCommand>;
/**
 * What goes through the API alone, which has rows of its own to bring into step: a handout's file must be open to players
 * first [V1], and who may knock at the table stands in the database.
 */
export const GmCommand = z.discriminatedUnion("type", [
  ...GmSocketCommand.options,
  GmShowHandout,
  GmHandOver,
  GmLetBack,
]);
export type GmCommand = z.infer<typeof GmCommand>;

export const TableCommand = z.discriminatedUnion("type", [
  TakeSeat,
  MakeHero,
  LeaveSeat,
  SetSeatPolicy,
  LeaveTable,
  CommitEntropy,
  RetryTurn,
  EquipOwn,
  Retell,
  ContinueTelling,
  RaiseX,
  ResumePlay,
  ReportNarration,
  NoteFact,
  PinFact,
  CorrectFact,
  ForgetFact,
  WriteCard,
  RemoveCard,
  MergeCards,
]);
export type TableCommand = z.infer<typeof TableCommand>;

export const MemberCommand = z.discriminatedUnion("type", [
  PlayerAct,
  Roll,
  Chat,
  CancelTurn,
  ...TableCommand.options,
  ...GmCommand.options,
]);
export type MemberCommand = z.infer<typeof MemberCommand>;
export type CommandOf<T extends MemberCommand["type"]> = Extract<MemberCommand, { type: T }>;
