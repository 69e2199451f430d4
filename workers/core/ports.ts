import type { VoicePlan } from "../contracts/dm.ts";
import type { CampaignEvent } from "../contracts/events.ts";
import type { Visibility } from "../contracts/library.ts";
import type { EntityKind, RecapSentence } from "../contracts/memory.ts";
import type {
  DirectorAnswer,
  HelpAnswer,
  HelpKind,
  NarratorAnswer,
  RecapAnswer,
  SourcesAnswer,
  ToolResult,
} from "../contracts/orchestration.ts";
import type { CampaignState, CampaignView, TurnState } from "./state.ts";

/** A remembered fact as a prompt takes it. */
export interface RecalledFact {
  readonly id: string;
  readonly text: string;
  readonly rests: readonly number[];
  /** Names of the heroes who know it; null when the whole party does. */
  readonly knownBy: readonly string[] | null;
  /** Its words were written by somebody at the table: a quotation, not the table's own. */
  readonly byHand: boolean;
}

/** What a campaign remembers that matters now, for those who may know it. Bounded, however long it has been played. */
export interface Recalled {
  /** The story so far, oldest first. */
  readonly recap: readonly RecapSentence[];
  /** What somebody has pinned: always there, oldest first. */
  readonly pinned: readonly RecalledFact[];
  /** What is recalled by weight, recency and what is spoken of, oldest first. */
  readonly facts: readonly RecalledFact[];
  /** People, places, things, factions and quests that are spoken of or pinned. */
  readonly cards: readonly {
    readonly name: string;
    readonly kind: EntityKind;
    /** What somebody wrote about it: a quotation. */
    readonly text: string;
    readonly facts: readonly string[];
    /** What else it is called, when it is called anything else. */
    readonly aliases?: readonly string[];
  }[];
  /** Of all this, the words that not everybody at the table may know; none where players recall. */
  readonly kept: readonly string[];
}

/** What the director is given for one round: everything behind the screen, and what its last calls led to. */
export interface DirectorInput {
  readonly state: CampaignState;
  readonly turn: TurnState;
  /** 1 to 4. */
  readonly round: number;
  readonly results: readonly ToolResult[];
  /** The last narrations, newest last: what has just been told at this table. */
  readonly recent: readonly string[];
  readonly memory: Recalled;
  /** Hash of the event that opened the turn: all chance the Oracle needs. */
  readonly seed: string;
  readonly plan: VoicePlan;
}

/** Why the narrator is asked: for a turn that was played, for its words again, or to go on from them. */
export type TellingKind =
  | { readonly how: "turn" }
  | { readonly how: "again"; readonly instead: string }
  | { readonly how: "on"; readonly from: string };

/** What the narrator is given: what these listeners may see, and nothing else. */
export interface NarratorInput {
  readonly view: CampaignView;
  readonly turn: TurnState;
  /** The events of the turn that the listeners may see, in order. */
  readonly events: readonly { readonly seq: number; readonly body: CampaignEvent }[];
  /** The last narrations, newest last, so that nothing is said twice in an evening. */
  readonly recent: readonly string[];
  readonly memory: Recalled;
  /** Keys of passages that the director's search found for players; they are read and authorised anew. */
  readonly sources: readonly string[];
  readonly seed: string;
  readonly telling: TellingKind;
  readonly plan: VoicePlan;
}

/** What somebody behind the screen asks for in private. */
export interface HelpInput {
  readonly state: CampaignState;
  readonly kind: HelpKind;
  readonly text: string;
  readonly recent: readonly string[];
  readonly memory: Recalled;
  readonly seed: string;
  readonly plan: VoicePlan;
}

/** A question to the campaign's sources. */
export interface AnswerInput {
  /** What whoever asked may see: with `may` players, nobody's lane but the table's. */
  readonly view: CampaignView;
  readonly may: Visibility;
  readonly question: string;
  readonly memory: Recalled;
  readonly seed: string;
  readonly plan: VoicePlan;
}

/** A scene or an evening to be told in short, from what everybody at the table may know. */
export interface RecapInput {
  readonly view: CampaignView;
  readonly scope: "scene" | "evening";
  readonly title: string;
  readonly facts: readonly RecalledFact[];
  readonly seed: string;
  readonly plan: VoicePlan;
}

/** Turns what players did into calls. It can change nothing; it can only ask. */
export interface Director {
  direct(input: DirectorInput): Promise<DirectorAnswer>;
}

/** Tells what happened. Yields words as they come and ends with the whole. */
export interface Narrator {
  narrate(input: NarratorInput): AsyncGenerator<{ delta: string }, NarratorAnswer>;
}

/** Helps whoever runs the table. Nothing of it reaches the table by itself. */
export interface Helper {
  help(input: HelpInput): Promise<HelpAnswer>;
}

/** Answers from what the campaign has read and what it remembers, with citations, or says that it is not there. */
export interface Answerer {
  answer(input: AnswerInput): Promise<SourcesAnswer>;
}

/** Tells in short. Each sentence names the facts it rests on; one that names none is left out. */
export interface Recapper {
  recap(input: RecapInput): Promise<RecapAnswer>;
}
