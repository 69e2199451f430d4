import type { CampaignEvent } from "../contracts/events.ts";
import type { Narration, Proposal, ToolResult } from "../contracts/orchestration.ts";
import type { CampaignState, CampaignView, TurnState } from "./state.ts";

/** What the director is given for one round: everything behind the screen, and what its last calls led to. */
export interface DirectorInput {
  readonly state: CampaignState;
  readonly turn: TurnState;
  /** 1 to 4. */
  readonly round: number;
  readonly results: readonly ToolResult[];
  /** Hash of the event that opened the turn: all chance the Oracle needs. */
  readonly seed: string;
}

/** What the narrator is given: what these listeners may see, and nothing else. */
export interface NarratorInput {
  readonly view: CampaignView;
  readonly turn: TurnState;
  /** The events of the turn that the listeners may see, in order. */
  readonly events: readonly { readonly seq: number; readonly body: CampaignEvent }[];
  /** The last narrations, newest last, so that nothing is said twice in an evening. */
  readonly recent: readonly string[];
  readonly seed: string;
}

/** Turns what players did into calls. It can change nothing; it can only ask. */
export interface Director {
  direct(input: DirectorInput): Promise<Proposal>;
}

/** Tells what happened. Yields words as they come and ends with the whole. */
export interface Narrator {
  narrate(input: NarratorInput): AsyncGenerator<{ delta: string }, Narration>;
}
