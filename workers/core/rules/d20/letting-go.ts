import type { Condition } from "../../../contracts/rules.ts";
import type { Step } from "../../step.ts";
import { hasCondition } from "./conditions.ts";
import { type D20Creature, d20Creature, d20Fighters } from "./sheet.ts";
import { dead } from "./wounds.ts";

/** Takes a condition away where there is one. */
export function lift(step: Step, creatureId: string, condition: Condition, reason: string): void {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null || !hasCondition(creature, condition)) return;
  step.emit("condition_removed", { creatureId, condition, reason: reason.slice(0, 80) });
}

/** Whoever can no longer act holds nobody. The source of a grapple is the grappler's name. */
export function releaseGrapples(step: Step, grappler: D20Creature): void {
  for (const creature of d20Fighters(step.state)) {
    const held = creature.conditions.some(
      ({ condition, source }) => condition === "grappled" && source === grappler.name,
    );
    if (held) lift(step, creature.id, "grappled", `${grappler.name} lets go`.slice(0, 80));
  }
}

/** Nothing outlives its bearer: the dead hold nobody. */
export function die(step: Step, creature: D20Creature): void {
  step.emit("creature_fell", { creatureId: creature.id, vitals: dead(creature.vitals), fate: "dead" });
  releaseGrapples(step, creature);
}
