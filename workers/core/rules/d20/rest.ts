import type { D20Vitals } from "../../../contracts/creatures.ts";
import type { ToolArgs } from "../../../contracts/tools.ts";
import type { Refusal, Step } from "../../step.ts";
import { done, idsOf, refusal } from "../roster.ts";
import type { ToolOutcome } from "../ruleset.ts";
import { signed } from "./advantage.ts";
import { liftPassing } from "./affliction.ts";
import { exhaustionOf } from "./conditions.ts";
import { comeRound } from "./death.ts";
import { lift } from "./letting-go.ts";
import { abilityModifier, type D20Creature, d20Creature, d20Party } from "./sheet.ts";

export function shortRestTool(step: Step, { hitDice }: ToolArgs<"short_rest">): ToolOutcome {
  return restTool(step, "short", hitDice);
}

export function longRestTool(step: Step): ToolOutcome {
  return restTool(step, "long", 0);
}

function restTool(step: Step, kind: "short" | "long", hitDice: number): ToolOutcome {
  const refused = whyNoRest(step);
  if (refused !== null) return { ok: false, refusal: refused };
  rest(step, kind, hitDice);
  return done("none", {
    kind,
    heroes: d20Party(step.state).map(({ id, vitals }) => ({ id, hp: vitals.hp, hitDiceLeft: vitals.hitDiceLeft })),
  });
}

/** Nobody rests in a fight, nor where the scene is not safe. */
export function whyNoRest({ state }: Pick<Step, "state">): Refusal | null {
  if (state.public.encounter !== null) return refusal("in-encounter", "Nobody rests in the middle of a fight.");
  if (state.public.scene !== null && !state.public.scene.safeToRest)
    return refusal("cannot-rest", "It is not safe enough here; find a quieter place.", ["move_scene"]);
  return null;
}

/** The party rests; each spends up to so many hit dice in a short rest, and none when whole. */
export function rest(step: Step, kind: "short" | "long", hitDice: number): void {
  const resting = d20Party(step.state).filter(({ vitals }) => vitals.state !== "dead");
  step.emit("rest_taken", { kind, creatureIds: idsOf(resting) });
  for (const { id } of resting) {
    if (d20Creature(step.state, id)?.vitals.state === "stable") comeRound(step, id);
    if (kind === "short") spendHitDice(step, id, hitDice);
    else sleep(step, id);
    const creature = d20Creature(step.state, id);
    if (creature !== null) liftPassing(step, creature, "rest");
  }
}

function spendHitDice(step: Step, creatureId: string, most: number): void {
  for (let spent = 0; spent < most; spent += 1) {
    const creature = d20Creature(step.state, creatureId);
    if (creature === null || !isWounded(creature) || creature.vitals.hitDiceLeft === 0) return;
    const { sheet, vitals } = creature;
    // Even a sickly hero gets one hit point out of a die.
    const { total } = step.roll({
      expression: `max(1,1d${sheet.hitDie}${signed(abilityModifier(sheet, "con"))})`,
      dc: null,
      purpose: { kind: "heal", label: `Hit die of ${creature.name}`, creatureId, targetId: null },
    });
    const hp = Math.min(sheet.hpMax, vitals.hp + total);
    recover(step, creature, { ...vitals, hp, hitDiceLeft: vitals.hitDiceLeft - 1 }, "Short rest");
  }
}

function isWounded({ sheet, vitals }: D20Creature): boolean {
  return vitals.state === "up" && vitals.hp < sheet.hpMax;
}

/** All hit points and hit dice back, temporary ones gone, one level of exhaustion less. */
function sleep(step: Step, creatureId: string): void {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null || creature.vitals.state !== "up") return;
  const { sheet, vitals } = creature;
  const rested: D20Vitals = { ...vitals, hp: sheet.hpMax, tempHp: 0, hitDiceLeft: sheet.level };
  const changed =
    rested.hp !== vitals.hp || rested.tempHp !== vitals.tempHp || rested.hitDiceLeft !== vitals.hitDiceLeft;
  if (changed) recover(step, creature, rested, "Long rest");
  const level = exhaustionOf(creature) - 1;
  const active = creature.conditions.find(({ condition }) => condition === "exhaustion");
  if (active === undefined) return;
  if (level <= 0) lift(step, creatureId, "exhaustion", "rested");
  else step.emit("condition_applied", { creatureId, condition: { ...active, level } });
}

function recover(step: Step, { id, vitals }: D20Creature, after: D20Vitals, source: string): void {
  step.emit("hp_changed", {
    creatureId: id,
    delta: after.hp - vitals.hp,
    vitals: after,
    source,
    damageType: null,
    note: "none",
  });
}
