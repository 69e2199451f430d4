import { z } from "zod";
import {
  CoinChanged,
  ConditionApplied,
  ConditionRemoved,
  CreatureFell,
  DeathSaveMarked,
  HarmMarked,
  HpChanged,
  ItemEquipped,
  ItemGiven,
  ItemTaken,
  XpAwarded,
} from "./events/creatures.ts";
import {
  Checkpoint,
  EntropyCommitted,
  EpochOpened,
  KeyRotated,
  RollResolved,
  RollSealed,
  RollTicket,
  RollVoided,
} from "./events/dice.ts";
import {
  CombatantChanged,
  EncounterEnded,
  EncounterStarted,
  InitiativePassed,
  InitiativeRolled,
} from "./events/encounters.ts";
import {
  CallJudged,
  DmSettingsChanged,
  NarrationChecked,
  NarrationEdited,
  NarrationReported,
  NarrationRetold,
  PlayResumed,
  SafetyPaused,
  TellingOpened,
  TurnReceipt,
  VoiceChanged,
} from "./events/machine.ts";
import {
  CardRemoved,
  CardsMerged,
  CardWritten,
  FactCorrected,
  FactForgotten,
  FactNoted,
  FactPinned,
  HandoutShown,
  RecapWritten,
  SourcesAnswered,
  SourcesCited,
} from "./events/memory.ts";
import {
  AdventureScripted,
  CampaignOpened,
  HeroMade,
  MemberErased,
  MemberJoined,
  MemberRemoved,
  RoleChanged,
  ScreenLeft,
  ScreenTaken,
  SeatLeft,
  SeatPolicySet,
  SeatTaken,
  SecretsKept,
  SecretsSealed,
  SettingsChanged,
} from "./events/table.ts";
import { ChatMessage, GmNote, RulingOverridden, StatePatchApplied } from "./events/talk.ts";
import {
  DmNarration,
  PlayerAction,
  ProposalMade,
  ScreenRestored,
  ToolCallApplied,
  ToolCallRefused,
  TurnCancelled,
  TurnFailed,
  TurnOpened,
  TurnReopened,
  TurnUndone,
} from "./events/turn.ts";
import {
  AdventureEnded,
  AttitudeChanged,
  BeatPlayed,
  BeatTold,
  ClockAdvanced,
  FactRecorded,
  FlagSet,
  PersonMoved,
  QuestionAsked,
  RestTaken,
  SceneChanged,
  SceneEntered,
  SecretRevealed,
  TimePassed,
  WayOpened,
} from "./events/world.ts";
import { Epoch, Hex16, Hex32, Hex64, Seq } from "./ids.ts";

export * from "./events/encounters.ts";
export * from "./events/parts.ts";

export const CampaignEvent = z.discriminatedUnion("type", [
  CampaignOpened,
  AdventureScripted,
  SecretsSealed,
  SecretsKept,
  MemberJoined,
  MemberRemoved,
  MemberErased,
  RoleChanged,
  ScreenTaken,
  ScreenLeft,
  HeroMade,
  SeatTaken,
  SeatLeft,
  SeatPolicySet,
  SettingsChanged,
  PlayerAction,
  TurnOpened,
  ProposalMade,
  ToolCallApplied,
  ToolCallRefused,
  DmNarration,
  TurnFailed,
  TurnReopened,
  TurnCancelled,
  TurnUndone,
  ScreenRestored,
  EpochOpened,
  EntropyCommitted,
  RollTicket,
  RollResolved,
  RollSealed,
  RollVoided,
  Checkpoint,
  KeyRotated,
  SceneEntered,
  SceneChanged,
  BeatTold,
  QuestionAsked,
  BeatPlayed,
  FactRecorded,
  SecretRevealed,
  FlagSet,
  AttitudeChanged,
  PersonMoved,
  WayOpened,
  ClockAdvanced,
  TimePassed,
  RestTaken,
  AdventureEnded,
  HpChanged,
  HarmMarked,
  DeathSaveMarked,
  CreatureFell,
  ConditionApplied,
  ConditionRemoved,
  ItemGiven,
  ItemTaken,
  ItemEquipped,
  CoinChanged,
  XpAwarded,
  EncounterStarted,
  InitiativeRolled,
  InitiativePassed,
  CombatantChanged,
  EncounterEnded,
  ChatMessage,
  GmNote,
  StatePatchApplied,
  RulingOverridden,
  DmSettingsChanged,
  VoiceChanged,
  CallJudged,
  TellingOpened,
  NarrationRetold,
  NarrationEdited,
  SafetyPaused,
  PlayResumed,
  NarrationReported,
  NarrationChecked,
  TurnReceipt,
  FactNoted,
  FactPinned,
  FactCorrected,
  FactForgotten,
  CardWritten,
  CardRemoved,
  CardsMerged,
  HandoutShown,
  SourcesAnswered,
  SourcesCited,
  RecapWritten,
]);
export type CampaignEvent = z.infer<typeof CampaignEvent>;
export type EventType = CampaignEvent["type"];
export type EventOf<T extends EventType> = Extract<CampaignEvent, { type: T }>;

/** The part of an event that is chained: it never changes, also when the body is blanked. */
export const EventHeader = z.strictObject({ seq: Seq, epoch: Epoch, at: z.int().min(0), prev: Hex32, bodyHash: Hex32 });
export type EventHeader = z.infer<typeof EventHeader>;

/**
 * An event as stored: header, its hash, the body with the salt that hides it, and a signature where one is due. Where
 * words were erased with the person who spoke them, the salt is gone too and the body no longer has its hash.
 */
export const StoredEvent = z.strictObject({
  header: EventHeader,
  hash: Hex32,
  body: CampaignEvent,
  salt: Hex16.optional(),
  sig: Hex64.optional(),
  erased: z.literal(true).optional(),
});
export type StoredEvent = z.infer<typeof StoredEvent>;
/** What somebody outside the audience gets: the numbers stay dense and the chain still verifies. */
export const VeiledEvent = z.strictObject({ header: EventHeader, hash: Hex32, sig: Hex64.optional() });
export type VeiledEvent = z.infer<typeof VeiledEvent>;
export const SeenEvent = z.union([StoredEvent, VeiledEvent]);
export type SeenEvent = z.infer<typeof SeenEvent>;
