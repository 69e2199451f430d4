import type { Adventure } from "../contracts/adventure.ts";
import type { Creature } from "../contracts/creatures.ts";
import type { DmSettings, VoiceId } from "../contracts/dm.ts";
import type {
  ActionMode,
  Combatant,
  EventOf,
  ProposedCall,
  Role,
  RollOutcome,
  RollPurpose,
  RollVisibility,
  SceneView,
  SeatPolicy,
  Settings,
} from "../contracts/events.ts";
import type { ActionId, CampaignId, Hex32, MemberId, TurnId } from "../contracts/ids.ts";
import type { ToolResult } from "../contracts/orchestration.ts";
import type { Ruleset } from "../contracts/rules.ts";

/**
 * The state of a campaign is a fold of its log, in lanes by audience: an event writes only the lane of those who may
 * know it. So what a viewer folds from the events they see is exactly the part of the state they may see.
 */
export interface CampaignState {
  readonly head: Head;
  readonly public: PublicLane;
  readonly gm: GmLane;
  readonly private: Readonly<Record<MemberId, PrivateLane>>;
}

/** Where the log stands. `seq` 0 and a hash of zeros before the first event. */
export interface Head {
  readonly seq: number;
  readonly epoch: number;
  readonly hash: Hex32;
}

export interface Member {
  readonly id: MemberId;
  readonly name: string;
  readonly role: Role;
  readonly creatureId: string | null;
  readonly policy: SeatPolicy;
  /** Sits behind the screen and sees the GM's lane. */
  readonly screen: boolean;
  readonly removed: boolean;
}

export interface PublicLane {
  readonly campaignId: CampaignId | null;
  readonly title: string;
  readonly adventureId: string;
  readonly adventureTitle: string;
  readonly ruleset: Ruleset;
  readonly status: "open" | "ended";
  readonly ending: { readonly id: string; readonly title: string; readonly tone: string } | null;
  readonly settings: Settings;
  /** How the machine runs the table. */
  readonly dm: DmSettings;
  /** Which voice answers and who pays; null until one other than the Oracle has. */
  readonly voice: { readonly voice: VoiceId; readonly label: string; readonly paidBy: string } | null;
  /** Somebody has asked to stop for a moment: the machine waits. */
  readonly paused: boolean;
  /** The last narration that can be told again or gone on from; `turn` is what it answered, null for a GM's own words. */
  readonly told: { readonly seq: number; readonly turn: TurnState | null } | null;
  /** Narrations that were put away, newest last, at most 20. */
  readonly veiled: readonly number[];
  readonly seats: number;
  readonly key: { readonly id: string; readonly publicKey: Hex32 };
  readonly members: Readonly<Record<MemberId, Member>>;
  readonly creatures: Readonly<Record<string, Creature>>;
  readonly scene: SceneView | null;
  readonly visited: readonly string[];
  readonly minutes: number;
  readonly encounter: EncounterState | null;
  readonly encountersDone: Readonly<Record<string, EventOf<"encounter_ended">["payload"]["outcome"]>>;
  readonly clocks: Readonly<Record<string, ClockState>>;
  /** What the party has learned, newest last. */
  readonly journal: readonly JournalEntry[];
  readonly seals: readonly { readonly id: string; readonly commitment: Hex32; readonly secretId: string | null }[];
  readonly turn: TurnState | null;
  /** Actions that arrived while the DM was busy, or that wait for a round to be full. */
  readonly queue: readonly QueuedAction[];
  /** The last turn that ended without an answer and may be tried again. */
  readonly failed: TurnState | null;
  /** The last turn that was answered, and those before it that could still be undone, newest last. At most 20. */
  readonly answered: readonly {
    readonly turnId: TurnId;
    readonly openedSeq: number;
    readonly closedSeq: number;
    readonly undone: boolean;
  }[];
  readonly suggestions: readonly string[];
  readonly question: { readonly choices: readonly string[] } | null;
  /** What was last spoken of, newest last, at most 8: what "it" and "her" mean. */
  readonly mentioned: readonly Mention[];
  readonly dice: DiceState;
  /** Through which seq the log has been signed. */
  readonly signedThrough: number;
}

export interface Mention {
  readonly kind: "scene" | "feature" | "exit" | "person" | "item" | "creature";
  readonly id: string;
}

export interface EncounterState {
  readonly id: string;
  readonly title: string;
  readonly combatants: readonly Combatant[];
  /** Null until initiative has been rolled, and always under rulesets without it. */
  readonly activeId: string | null;
  readonly round: number;
  readonly ordered: boolean;
}

export interface ClockState {
  readonly id: string;
  readonly title: string;
  readonly segments: number;
  readonly filled: number;
}

export interface JournalEntry {
  readonly seq: number;
  readonly kind: "secret" | "fact";
  readonly title: string;
  readonly text: string;
}

export interface QueuedAction {
  readonly seq: number;
  readonly actionId: ActionId | null;
  readonly memberId: MemberId;
  readonly creatureId: string;
  readonly mode: ActionMode;
  readonly text: string;
}

export interface TurnState {
  readonly id: TurnId;
  /** A `telling` plays nothing: it gives the last narration other words, or goes on from it. */
  readonly kind: "players" | "initiative" | "telling";
  readonly openedSeq: number;
  /** What last set it going: the event that opened it, or the retry after it had failed. Its time is counted from here. */
  readonly startedSeq: number;
  readonly actions: readonly QueuedAction[];
  readonly combatantId: string | null;
  /** Set for a telling: which narration it is about. */
  readonly telling: { readonly how: "again" | "on"; readonly of: number; readonly memberId: MemberId } | null;
}

export interface OpenTicket {
  readonly seq: number;
  readonly expression: string;
  readonly dc: number | null;
  readonly purpose: RollPurpose;
  readonly visibility: RollVisibility;
  readonly rollerId: MemberId | null;
}

export interface DiceState {
  readonly epoch: number;
  readonly rolls: number;
  readonly anchor: Hex32;
  readonly veilRoot: Hex32;
  readonly nextIndex: number;
  /** Public tickets that wait for their die. */
  readonly open: Readonly<Record<string, OpenTicket>>;
  readonly entropy: Readonly<Record<MemberId, { readonly commit: Hex32; readonly reveal: Hex32 | null }>>;
}

export interface GmLane {
  readonly script: Adventure | null;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly beats: Readonly<Record<string, RollOutcome>>;
  readonly attitudes: Readonly<Record<string, number>>;
  readonly places: Readonly<Record<string, string | null>>;
  readonly shown: readonly string[];
  readonly unlocked: readonly string[];
  readonly clocks: Readonly<Record<string, ClockState>>;
  readonly kept: readonly { readonly id: string; readonly secretId: string; readonly salt: Hex32 }[];
  /** The proposal that is being carried out, and what has become of its calls so far. */
  readonly work: TurnWork | null;
  readonly open: Readonly<Record<string, OpenTicket>>;
}

export interface TurnWork {
  readonly turnId: TurnId;
  readonly round: number;
  readonly calls: readonly ProposedCall[];
  /** Results of all rounds so far, in order; those of this round count towards `calls`. */
  readonly results: readonly ToolResult[];
  readonly doneThisRound: number;
  readonly callsTotal: number;
  /** The director has nothing more to ask after these calls. */
  readonly done: boolean;
  /** The calls of all rounds as text, so that the same one is not made twice. */
  readonly made: readonly string[];
  /** When the proposal of this round was stored: its review counts from there. */
  readonly proposedSeq: number;
  /** What a GM, or the deadline, has made of calls of this round. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** The last verdict: a turn's time counts anew from there, since a person was thinking. */
  readonly judgedSeq: number | null;
}

export interface Verdict {
  readonly verdict: "approved" | "edited" | "denied";
  readonly args: Readonly<Record<string, unknown>> | null;
  readonly reason: string;
}

export interface PrivateLane {
  readonly open: Readonly<Record<string, OpenTicket>>;
  /** Narrations somebody found wanting: what one has said so oneself, and all of it for those who may run the table. Newest last, at most 20. */
  readonly reports: readonly {
    readonly seq: number;
    readonly of: number;
    readonly memberId: MemberId;
    readonly why: string;
    readonly text: string;
  }[];
}

/** Somebody who looks at the log: a member, and whether they sit behind the screen. */
export interface Viewer {
  readonly memberId: MemberId | null;
  readonly gm: boolean;
}

/** What one viewer may see of the state; `gm` and `own` are null for those without them. */
export interface CampaignView {
  readonly head: Head;
  readonly public: PublicLane;
  readonly gm: GmLane | null;
  readonly own: PrivateLane | null;
}
