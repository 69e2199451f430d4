import type { Check, Effect, Foe } from "../../contracts/adventure.ts";
import type { CharacterDraft, Creature, Vitals } from "../../contracts/creatures.ts";
import type { EventOf, RollOutcome } from "../../contracts/events.ts";
import type { Condition, ConditionUntil, Ruleset as RulesetId, Sheet } from "../../contracts/rules.ts";
import type { ToolCall } from "../../contracts/tools.ts";
import type { CampaignState } from "../state.ts";
import type { Refusal, Step } from "../step.ts";

export interface CheckRequest {
  readonly creatureId: string;
  readonly check: Check;
  readonly label: string;
  readonly advantage: { readonly for: readonly string[]; readonly against: readonly string[] };
  /** The beat has a branch for a near miss: only then does `d20` answer `partial`. */
  readonly hasPartial?: boolean;
}

/** A condition on its way to somebody; whether it takes hold is for the rules to say. */
export interface Affliction {
  readonly condition: Condition;
  readonly until: ConditionUntil;
  readonly source: string;
  /** Exhaustion only: how many levels it brings; 1 when absent. */
  readonly level?: number;
}

/** What a tool reports back to the director beside the events it caused. */
export type ToolOutcome =
  | { readonly ok: true; readonly outcome: RollOutcome; readonly detail: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly refusal: Refusal };

export type HarmEffect = Extract<Effect, { harm: unknown }>["harm"];

/**
 * A set of rules behind one interface. The core knows scenes, turns and dice; what a wound is, who moves next and
 * what a check means is asked here. Handlers write facts into the step and never touch state otherwise.
 */
export interface Rules {
  readonly id: RulesetId;
  /** Tools this ruleset adds to the world tools, offered by mode. */
  readonly tools: { readonly calm: readonly ToolCall["tool"][]; readonly fight: readonly ToolCall["tool"][] };
  /** Runs a tool of this ruleset. The caller has parsed the arguments and made sure that the tool is offered. */
  run(step: Step, call: ToolCall): ToolOutcome;
  /** A check of a beat, by one hero or by the group. */
  check(step: Step, request: CheckRequest): RollOutcome;
  harm(step: Step, creatureId: string, harm: HarmEffect): void;
  /** Harm that several suffer at once: its dice fall once for all of them, each saves alone. */
  harmAll(step: Step, creatureIds: readonly string[], harm: HarmEffect): void;
  afflict(step: Step, creatureId: string, affliction: Affliction): void;
  heal(
    step: Step,
    creatureId: string,
    heal: { readonly dice: string; readonly segments: number; readonly source: string },
  ): void;
  /** Time passes outside a fight: what is counted in rounds runs out. */
  minutesPass(step: Step, minutes: number): void;
  rest(step: Step, kind: "short" | "long", hitDice: number): void;
  /** Foes in, order made; ends with whoever moves first being active when there is an order. */
  startEncounter(
    step: Step,
    encounter: { readonly id: string; readonly title: string },
    foes: readonly Creature[],
  ): void;
  /** Whether one side has nobody standing; called after every call in a fight. */
  verdict(state: CampaignState): "won" | "lost" | null;
  /** Clean-up of a fight: stances, conditions that last as long as it, those left dying tended or lost. */
  endEncounter(step: Step): void;
  /** Null when the hero may act now; a refusal in words otherwise. */
  mayAct(state: CampaignState, creatureId: string): Refusal | null;
  /** Takes the action of somebody in a fight for what is no tool of the ruleset: a beat, an item. Free outside a fight. */
  spendAction(step: Step, creatureId: string, doing: string): Refusal | null;
  freshVitals(sheet: Sheet): Vitals;
  foe(script: Foe, id: string, name: string): Creature | null;
  sheetOf(hero: { readonly d20: Sheet; readonly embers: Sheet }): Sheet;
  /** Whether a character somebody made fits the rules; null when it does. */
  faultOf(draft: CharacterDraft): Refusal | null;
  /** The state after a direct patch by the GM, or null when the field means nothing here. */
  patch(
    creature: Creature,
    field: EventOf<"state_patch_applied">["payload"]["field"],
    value: number | string,
  ): Creature | null;
}
