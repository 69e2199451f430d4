import type { ActiveCondition } from "../../../contracts/creatures.ts";
import type { Condition } from "../../../contracts/rules.ts";
import type { Step } from "../../step.ts";
import type { Affliction } from "../ruleset.ts";
import { CONDITION_RULES, exhaustionOf, hasCondition } from "./conditions.ts";
import { rollSave } from "./d20-roll.ts";
import { die, lift, releaseGrapples } from "./letting-go.ts";
import { type D20Creature, d20Creature } from "./sheet.ts";
import { EXHAUSTION_LEVEL_MAX } from "./tables.ts";

/** What a stone does not catch, nor what a sheet is immune to. */
export function isImmune(creature: D20Creature, condition: Condition): boolean {
  if (creature.sheet.conditionImmunities.includes(condition)) return true;
  return condition === "poisoned" && hasCondition(creature, "petrified");
}

/** Brings a condition on somebody. It does not stack with itself; only exhaustion adds up, and six levels kill. */
export function afflict(step: Step, creatureId: string, { condition, until, source, level }: Affliction): boolean {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null || creature.vitals.state === "dead" || isImmune(creature, condition)) return false;
  const active: ActiveCondition = { condition, until, source: source.slice(0, 80) };
  if (condition !== "exhaustion") {
    step.emit("condition_applied", { creatureId, condition: active });
    if (CONDITION_RULES[condition].incapacitates === true) releaseGrapples(step, creature);
    return true;
  }
  const levels = Math.min(EXHAUSTION_LEVEL_MAX, exhaustionOf(creature) + (level ?? 1));
  // Only a long rest takes exhaustion away, a level at a time.
  step.emit("condition_applied", { creatureId, condition: { ...active, until: "removed", level: levels } });
  if (levels === EXHAUSTION_LEVEL_MAX) die(step, creature);
  return true;
}

/** The end of somebody's move in initiative: rounds are counted, saves that end a condition are made. */
export function tickConditions(step: Step, creatureId: string): void {
  for (const active of d20Creature(step.state, creatureId)?.conditions ?? []) {
    const creature = d20Creature(step.state, creatureId);
    if (creature === null || creature.vitals.state === "dead") return;
    if (!creature.conditions.includes(active)) continue;
    tick(step, creature, active);
  }
}

function tick(step: Step, creature: D20Creature, active: ActiveCondition): void {
  const { condition, until, source } = active;
  if (typeof until === "string") return;
  if ("save" in until) {
    const { outcome } = rollSave(step, creature, {
      ability: until.save,
      dc: until.dc,
      label: `shake off ${condition}`,
      against: source,
    });
    if (outcome === "success") lift(step, creature.id, condition, "saved");
  } else if (until.rounds <= 1) lift(step, creature.id, condition, "wears off");
  else {
    const fewer: ActiveCondition = { ...active, until: { rounds: until.rounds - 1 } };
    step.emit("condition_applied", { creatureId: creature.id, condition: fewer });
  }
}

/** What ends with a fight, with a rest, or because more time passes than rounds are counted in. */
export function liftPassing(step: Step, creature: D20Creature, when: "encounter" | "rest" | "minutes"): void {
  for (const { condition, until } of creature.conditions) {
    if (until === "removed" || (until === "rest" && when !== "rest")) continue;
    if (until === "encounter-end" && when === "minutes") continue;
    lift(step, creature.id, condition, when === "rest" ? "rested" : "passes");
  }
}
