import type { RolledDie, RollOutcome, RollPurpose } from "../../../contracts/events.ts";
import type { Ability, Skill } from "../../../contracts/rules.ts";
import type { Step } from "../../step.ts";
import { combatantOf } from "../roster.ts";
import { advantageOf, d20Expression, labelWith, mergeReasons, type Reasons } from "./advantage.ts";
import { checkReasons, exhaustionPenalty, saveFailsBy, saveReasons } from "./conditions.ts";
import { checkModifier, type D20Creature, saveModifier } from "./sheet.ts";
import { ABILITY_NAME, skillName } from "./tables.ts";

export interface TestResult {
  readonly outcome: RollOutcome;
  readonly total: number;
  readonly margin: number | null;
  readonly advantage: "advantage" | "none" | "disadvantage";
}

/** The natural face of the d20 that counts. */
export function keptFace(dice: readonly RolledDie[]): number | null {
  return dice.find(({ kept, sides }) => kept && sides === 20)?.natural ?? null;
}

export interface CheckSpec {
  readonly ability: Ability;
  readonly skill?: Skill | undefined;
  readonly dc: number | null;
  readonly purpose: string;
  readonly reasons?: Reasons | undefined;
  readonly kind?: Extract<RollPurpose["kind"], "check" | "contest">;
  readonly targetId?: string;
}

/** An ability check by one creature. Help given in the fight is used up by it. */
export function rollCheck(step: Step, creature: D20Creature, spec: CheckSpec): TestResult {
  const { ability, skill, dc, purpose, kind = "check", targetId } = spec;
  const reasons = mergeReasons(checkReasons(step.state, creature), spec.reasons);
  const advantage = advantageOf(reasons);
  dropStance(step, creature.id, "helped");
  const name = skill === undefined ? ABILITY_NAME[ability] : skillName(skill);
  const modifier = checkModifier(creature.sheet, ability, skill) + exhaustionPenalty(creature);
  const label = labelWith(`${name} of ${creature.name}: ${purpose}`, reasons);
  const { outcome, total, margin } = step.roll({
    expression: d20Expression(advantage, modifier),
    dc,
    purpose: { kind, label, creatureId: creature.id, targetId: targetId ?? null },
  });
  return { outcome, total, margin, advantage };
}

export interface SaveSpec {
  readonly ability: Ability;
  readonly dc: number;
  readonly label: string;
  readonly against: string;
  readonly reasons?: Reasons | undefined;
}

/** A saving throw. Some conditions fail it without a die: then nothing is rolled, for there is nothing to hope for. */
export function rollSave(
  step: Step,
  creature: D20Creature,
  { ability, dc, label, against, reasons: given }: SaveSpec,
): TestResult {
  if (saveFailsBy(creature, ability) !== null) return { outcome: "failure", total: 0, margin: null, advantage: "none" };
  const reasons = mergeReasons(saveReasons(step.state, creature, ability), given);
  const advantage = advantageOf(reasons);
  const { outcome, total, margin } = step.roll({
    expression: d20Expression(advantage, saveModifier(creature.sheet, ability) + exhaustionPenalty(creature)),
    dc,
    purpose: {
      kind: "save",
      label: labelWith(`${ABILITY_NAME[ability]} save of ${creature.name}: ${label} (${against})`, reasons),
      creatureId: creature.id,
      targetId: null,
    },
  });
  return { outcome, total, margin, advantage };
}

/** Takes a stance away where there is one. */
export function dropStance(step: Step, creatureId: string, stance: "helped" | "hidden"): void {
  const combatant = combatantOf(step.state, creatureId);
  if (combatant === null || !combatant.stance.includes(stance)) return;
  step.emit("combatant_changed", {
    combatant: { ...combatant, stance: combatant.stance.filter((each) => each !== stance) },
    doing: `no longer ${stance}`,
  });
}
