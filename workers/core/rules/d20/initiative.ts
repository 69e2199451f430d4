import type { Combatant } from "../../../contracts/events.ts";
import type { ToolArgs } from "../../../contracts/tools.ts";
import type { CampaignState } from "../../state.ts";
import type { Step } from "../../step.ts";
import { combatantOf, done, nobodyCalled, refuse } from "../roster.ts";
import type { ToolOutcome } from "../ruleset.ts";
import { advantageOf, d20Expression, labelWith } from "./advantage.ts";
import { tickConditions } from "./affliction.ts";
import { exhaustionPenalty, initiativeReasons, isIncapacitated, speedOf } from "./conditions.ts";
import { dropStance } from "./d20-roll.ts";
import { rollDeathSave } from "./death.ts";
import { abilityModifier, type D20Creature, d20Creature } from "./sheet.ts";
import { verdictOf } from "./verdict.ts";

const ROUND_MAX = 1_000;
/** How often the order may go round with nobody able to act before the search ends. */
const IDLE_ROUNDS_MAX = 10;

export function freshBudget(creature: D20Creature): Combatant["budget"] {
  return { action: true, bonus: true, reaction: true, moveFeet: speedOf(creature) };
}

export function rollInitiative(step: Step, creature: D20Creature): number {
  const reasons = initiativeReasons(creature);
  return step.roll({
    expression: d20Expression(
      advantageOf(reasons),
      abilityModifier(creature.sheet, "dex") + exhaustionPenalty(creature),
    ),
    dc: null,
    purpose: {
      kind: "initiative",
      label: labelWith(`Initiative of ${creature.name}`, reasons),
      creatureId: creature.id,
      targetId: null,
    },
  }).total;
}

/** Highest first; ties go to dexterity, then to heroes, then to the id, so that every replay agrees. */
export function inOrder<T extends { readonly creature: D20Creature; readonly initiative: number }>(
  rolled: readonly T[],
): T[] {
  return [...rolled].sort(
    (a, b) =>
      b.initiative - a.initiative ||
      b.creature.sheet.abilities.dex - a.creature.sheet.abilities.dex ||
      Number(b.creature.kind === "hero") - Number(a.creature.kind === "hero") ||
      (a.creature.id < b.creature.id ? -1 : 1),
  );
}

/** Ends the move of whoever is active; a death save that was owed is rolled first. */
export function endTurnTool(step: Step, { creatureId }: ToolArgs<"end_turn">): ToolOutcome {
  const { encounter } = step.state.public;
  if (encounter === null) return refuse("no-encounter", "Nobody is fighting.");
  const creature = d20Creature(step.state, creatureId);
  if (creature === null) return nobodyCalled(step.state, creatureId);
  if (encounter.activeId !== creatureId)
    return refuse(
      "not-their-move",
      `It is not ${creature.name}'s move.`,
      encounter.activeId === null ? [] : [encounter.activeId],
    );
  const owed = creature.vitals.state === "dying" && combatantOf(step.state, creatureId)?.budget.action === true;
  if (owed) rollDeathSave(step, creature);
  endMove(step, creatureId);
  passInitiative(step);
  return done("none", {
    creatureId,
    activeId: step.state.public.encounter?.activeId,
    round: step.state.public.encounter?.round,
  });
}

function endMove(step: Step, creatureId: string): void {
  tickConditions(step, creatureId);
  // Help is for the next thing one does; unused, it is gone when one's move is over.
  dropStance(step, creatureId, "helped");
}

/** Gives the move to the next who can use it. Those who cannot act get their saves in passing. */
export function passInitiative(step: Step, first: Place | null = null): void {
  const tries = (step.state.public.encounter?.combatants.length ?? 0) * IDLE_ROUNDS_MAX;
  for (let tried = 0; tried < tries; tried += 1) {
    if (verdictOf(step.state) !== null) return;
    const next = tried === 0 && first !== null ? first : nextUp(step.state);
    if (next === null) return;
    beginMove(step, next);
    const creature = d20Creature(step.state, next.creatureId);
    if (creature === null || creature.vitals.state === "dying" || !isIdle(creature)) return;
    endMove(step, next.creatureId);
  }
}

interface Place {
  readonly creatureId: string;
  readonly round: number;
}

/** Down but stable, or on their feet and helpless: nothing to decide for anybody. */
function isIdle(creature: D20Creature): boolean {
  return creature.vitals.state === "stable" || isIncapacitated(creature);
}

/** The next combatant in order who is not dead, and the round in which they come up. */
function nextUp(state: CampaignState): Place | null {
  const { encounter } = state.public;
  if (encounter === null) return null;
  const { combatants, activeId, round } = encounter;
  const from = combatants.findIndex(({ creatureId }) => creatureId === activeId);
  for (let ahead = 1; ahead <= combatants.length; ahead += 1) {
    const place = from + ahead;
    const combatant = combatants[place % combatants.length];
    if (combatant === undefined) return null;
    const creature = d20Creature(state, combatant.creatureId);
    if (creature === null || creature.vitals.state === "dead") continue;
    return {
      creatureId: combatant.creatureId,
      round: Math.min(ROUND_MAX, round + (place >= combatants.length ? 1 : 0)),
    };
  }
  return null;
}

/** A fresh budget; what lasted until one's own next move is over. */
function beginMove(step: Step, { creatureId, round }: Place): void {
  step.emit("initiative_passed", { creatureId, round });
  const combatant = combatantOf(step.state, creatureId);
  const creature = d20Creature(step.state, creatureId);
  if (combatant === null || creature === null) return;
  const stance = combatant.stance.filter((each) => each !== "dodging" && each !== "disengaged" && each !== "surprised");
  step.emit("combatant_changed", {
    combatant: { ...combatant, budget: freshBudget(creature), stance },
    doing: "comes up",
  });
}
