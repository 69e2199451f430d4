import type { Step } from "../../step.ts";
import { fall, settleFallen, suffersAtZero } from "./death.ts";
import { type D20Creature, d20Creature } from "./sheet.ts";
import { type AdjustedDamage, adjustDamage, type DamagePart, mergeParts, woundOf } from "./wounds.ts";

export interface Blow {
  readonly parts: readonly DamagePart[];
  /** Who or what, in words for people. */
  readonly source: string;
  readonly critical: boolean;
}

/** Damage from one blow to one creature, with all that follows from it. Gives what got through. */
export function dealDamage(step: Step, creatureId: string, { parts, source, critical }: Blow): number {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null || creature.vitals.state === "dead") return 0;
  const adjusted = mergeParts(parts).map((part) => adjustDamage(creature, part));
  const total = adjusted.reduce((sum, { amount }) => sum + amount, 0);
  const wasDown = creature.vitals.hp === 0;
  const { excess, tempLost } = record(step, creature, adjusted, source);
  if (wasDown) {
    if (total > tempLost) suffersAtZero(step, creatureId, { damage: total - tempLost, critical });
  } else if (hpOf(step, creatureId) === 0) fall(step, creatureId, excess);
  if (step.state.public.encounter === null) settleFallen(step, creatureId);
  return total;
}

/** Writes down each type for itself: one blow of steel and fire is two lines in the log. */
function record(
  step: Step,
  creature: D20Creature,
  adjusted: readonly AdjustedDamage[],
  source: string,
): { excess: number; tempLost: number } {
  let vitals = creature.vitals;
  let excess = 0;
  let tempLost = 0;
  for (const { amount, type, note } of adjusted) {
    const wound = woundOf(vitals, amount);
    vitals = wound.vitals;
    excess += wound.excess;
    tempLost += wound.tempLost;
    const delta = 0 - wound.hpLost - wound.tempLost;
    const absorbed = note === "none" && wound.tempLost > 0;
    step.emit("hp_changed", {
      creatureId: creature.id,
      delta,
      vitals,
      source: source.slice(0, 80),
      damageType: type,
      note: absorbed ? "absorbed" : note,
    });
  }
  return { excess, tempLost };
}

function hpOf(step: Step, creatureId: string): number {
  return d20Creature(step.state, creatureId)?.vitals.hp ?? 0;
}
