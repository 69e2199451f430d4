import type { RollOutcome } from "../../../contracts/events.ts";
import type { FallenRoll, Step } from "../../step.ts";
import { combatantOf, done, idsOf, nobodyCalled, refuse } from "../roster.ts";
import type { ToolOutcome } from "../ruleset.ts";
import { d20Expression } from "./advantage.ts";
import { afflict } from "./affliction.ts";
import { canAct, exhaustionPenalty, hasCondition } from "./conditions.ts";
import { keptFace } from "./d20-roll.ts";
import { die, lift, releaseGrapples } from "./letting-go.ts";
import { type D20Creature, d20Creature, d20Fighters, d20Party } from "./sheet.ts";
import { DEATH_SAVE_DC } from "./tables.ts";
import { dying, healed, stable, withDeathSaves } from "./wounds.ts";

const AT_ZERO = "0 hit points";

/** Somebody has just lost the last hit point: foes die, others fall unconscious unless the blow was massive. */
export function fall(step: Step, creatureId: string, excess: number): void {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null) return;
  const dies = creature.kind === "foe" || excess >= creature.sheet.hpMax;
  if (dies) {
    die(step, creature);
    return;
  }
  step.emit("creature_fell", { creatureId, vitals: dying(creature.vitals), fate: "dying" });
  // Nobody is immune to having no hit points left, so this does not pass through `afflict`.
  step.emit("condition_applied", {
    creatureId,
    condition: { condition: "unconscious", source: AT_ZERO, until: "removed" },
  });
  afflict(step, creatureId, { condition: "prone", source: AT_ZERO, until: "removed" });
  releaseGrapples(step, creature);
}

/** Damage to somebody who lies at 0 already: a failed death save, two if the hit was critical, death if it was massive. */
export function suffersAtZero(
  step: Step,
  creatureId: string,
  { damage, critical }: { damage: number; critical: boolean },
): void {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null || creature.vitals.state === "dead") return;
  if (creature.kind === "foe" || damage >= creature.sheet.hpMax) die(step, creature);
  else markDeathSaves(step, creature, { successes: 0, failures: critical ? 2 : 1 });
}

function markDeathSaves(step: Step, creature: D20Creature, more: { successes: number; failures: number }): void {
  const vitals = withDeathSaves(creature.vitals, more);
  step.emit("death_save_marked", { creatureId: creature.id, vitals });
  if (vitals.state === "dead" || vitals.state === "stable")
    step.emit("creature_fell", { creatureId: creature.id, vitals, fate: vitals.state });
}

/** Whoever lies dying rolls; the roll stands for their action, so that it is made once a round. */
export function deathSaveTool(step: Step, { creatureId }: { creatureId: string }): ToolOutcome {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null) return nobodyCalled(step.state, creatureId);
  if (creature.vitals.state !== "dying")
    return refuse("not-dying", `${creature.name} is not dying.`, idsOf(dyingOf(step)));
  const { encounter } = step.state.public;
  if (encounter !== null && encounter.activeId !== creatureId)
    return refuse(
      "not-their-move",
      `Death saves are made when ${creature.name} comes up in initiative.`,
      encounter.activeId === null ? [] : [encounter.activeId],
    );
  if (combatantOf(step.state, creatureId)?.budget.action === false)
    return refuse("action-spent", "The death save of this round has been made.", ["end_turn"]);
  const outcome = rollDeathSave(step, creature);
  const after = d20Creature(step.state, creatureId)?.vitals;
  return done(outcome, { creatureId, state: after?.state, hp: after?.hp, deathSaves: after?.deathSaves });
}

/** 10 or more is a success; a 1 counts as two failures, a 20 brings them back with one hit point. */
export function rollDeathSave(step: Step, creature: D20Creature): RollOutcome {
  const combatant = combatantOf(step.state, creature.id);
  if (combatant !== null)
    step.emit("combatant_changed", {
      combatant: { ...combatant, budget: { ...combatant.budget, action: false } },
      doing: "death save",
    });
  const { outcome } = step.roll({
    expression: d20Expression("none", exhaustionPenalty(creature)),
    dc: DEATH_SAVE_DC,
    purpose: { kind: "death-save", label: `Death save of ${creature.name}`, creatureId: creature.id, targetId: null },
    judge: judgeDeathSave,
  });
  if (outcome === "critical") regainFooting(step, creature.id, { amount: 1, source: "Death save" });
  else if (outcome === "success") markDeathSaves(step, creature, { successes: 1, failures: 0 });
  else markDeathSaves(step, creature, { successes: 0, failures: outcome === "fumble" ? 2 : 1 });
  return outcome;
}

function judgeDeathSave(roll: Pick<FallenRoll, "total" | "dice">): RollOutcome {
  const face = keptFace(roll.dice);
  if (face === 20) return "critical";
  if (face === 1) return "fumble";
  return roll.total >= DEATH_SAVE_DC ? "success" : "failure";
}

/** Hit points given back, whatever brought them; from 0 it wakes the sleeper, who is still on the ground. */
export function regainFooting(
  step: Step,
  creatureId: string,
  { amount, source }: { amount: number; source: string },
): number {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null || creature.vitals.state === "dead" || amount <= 0) return 0;
  const vitals = healed(creature.vitals, creature.sheet.hpMax, amount);
  const delta = vitals.hp - creature.vitals.hp;
  step.emit("hp_changed", { creatureId, delta, vitals, source: source.slice(0, 80), damageType: null, note: "none" });
  if (creature.vitals.state === "up") return delta;
  step.emit("creature_fell", { creatureId, vitals, fate: "up" });
  lift(step, creatureId, "unconscious", "healed");
  return delta;
}

/** No more death saves, though still down. */
export function stabilise(step: Step, creature: D20Creature): void {
  step.emit("creature_fell", { creatureId: creature.id, vitals: stable(creature.vitals), fate: "stable" });
}

/** House rule: the hours somebody stable lies there are not played. They come round with one hit point, on their feet. */
export function comeRound(step: Step, creatureId: string): void {
  regainFooting(step, creatureId, { amount: 1, source: "Comes round" });
  const creature = d20Creature(step.state, creatureId);
  if (creature !== null && hasCondition(creature, "prone")) lift(step, creatureId, "prone", "gets up");
}

/**
 * Outside a fight nobody waits for initiative to be saved: a companion tends the fallen, and one who lies alone
 * rolls on until it is decided.
 */
export function settleFallen(step: Step, creatureId: string): void {
  const tended = d20Party(step.state).some((hero) => hero.id !== creatureId && canAct(hero));
  for (;;) {
    const creature = d20Creature(step.state, creatureId);
    if (creature === null || creature.kind === "foe") return;
    if (creature.vitals.state === "dying" && !tended) rollDeathSave(step, creature);
    else if (creature.vitals.state === "dying") stabilise(step, creature);
    else if (creature.vitals.state === "stable") comeRound(step, creatureId);
    else return;
  }
}

export function dyingOf(step: Step): D20Creature[] {
  const all = step.state.public.encounter === null ? d20Party(step.state) : d20Fighters(step.state);
  return all.filter(({ vitals }) => vitals.state === "dying");
}
