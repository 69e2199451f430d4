import type { Intent } from "../../../contracts/adventure.ts";
import type { ToolArgs, ToolCall, ToolName } from "../../../contracts/tools.ts";
import type { Clause } from "../language/clauses.ts";
import type { SeededChoice } from "../seeded-choice.ts";
import type { Pointer } from "./linking.ts";
import type { Sight } from "./sight.ts";

/** A call as the planner makes it; the room gives it an id. */
export type PlannedCall = ToolCall & { readonly why: string };

/** A question put back because what was typed could mean several things, or nothing here. */
export interface Question {
  readonly question: string;
  readonly choices: readonly string[];
}

/** What comes of one clause. */
export interface Plan {
  readonly calls: readonly PlannedCall[];
  readonly ask: Question | null;
  /** The hero's action in a fight is used by this. */
  readonly acts: boolean;
}

/** One clause of one hero with all it points at. */
export interface Deed {
  readonly clause: Clause;
  readonly intents: readonly Intent[];
  readonly pointers: readonly Pointer[];
  readonly sight: Sight;
  readonly choice: SeededChoice;
  /** Nothing was done before it in this turn. */
  readonly first: boolean;
  /** Further clauses of the same hero follow. */
  readonly more: boolean;
  /** A question about how things are: put to the DM in so many words, where nothing may happen, or wondered aloud. */
  readonly asking: "strictly" | "wondering" | null;
}

export const NOTHING: Plan = { calls: [], ask: null, acts: false };

export function call<T extends ToolName>(tool: T, args: ToolArgs<T>, why: string): PlannedCall {
  return { tool, args, why: why.slice(0, 280) } as unknown as PlannedCall;
}

/** Calls that leave the hero's action untouched. */
export function freely(...calls: PlannedCall[]): Plan {
  return { calls, ask: null, acts: false };
}

/** Calls that are the hero's action when there is a fight. */
export function acting(...calls: PlannedCall[]): Plan {
  return { calls, ask: null, acts: true };
}

export function asking(question: string, choices: readonly string[]): Plan {
  return { calls: [], ask: { question: question.slice(0, 300), choices }, acts: false };
}
