import type { VoicePlan } from "../contracts/dm.ts";
import type { CampaignEvent } from "../contracts/events.ts";
import type { DirectorAnswer, HelpAnswer, HelpKind, NarratorAnswer, ToolResult } from "../contracts/orchestration.ts";
import type { CampaignState, CampaignView, TurnState } from "./state.ts";

/** What the director is given for one round: everything behind the screen, and what its last calls led to. */
export interface DirectorInput {
  readonly state: CampaignState;
  readonly turn: TurnState;
  /** 1 to 4. */
  readonly round: number;
  readonly results: readonly ToolResult[];
  /** The last narrations, newest last: what has just been told at this table. */
  readonly recent: readonly string[];
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
