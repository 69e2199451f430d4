import type { Step } from "../../step.ts";
import type { HarmEffect } from "../ruleset.ts";
import { rollSave } from "./d20-roll.ts";
import { dealDamage } from "./damage.ts";
import { regainFooting } from "./death.ts";
import { d20Creature } from "./sheet.ts";

/** What a trap, a fall or a blast does: its dice fall once for all it catches, and a save halves it. */
export function harmAll(step: Step, creatureIds: readonly string[], { dice, type, source, save }: HarmEffect): void {
  const [first] = creatureIds;
  if (first === undefined) return;
  const alone = creatureIds.length === 1 ? first : null;
  const { total } = step.roll({
    expression: dice,
    dc: null,
    purpose: { kind: "damage", label: source, creatureId: null, targetId: alone },
  });
  const whole = Math.max(0, total);
  for (const creatureId of creatureIds) {
    const creature = d20Creature(step.state, creatureId);
    if (creature === null || creature.vitals.state === "dead") continue;
    const saved =
      save !== undefined && rollSave(step, creature, { ...save, label: "harm", against: source }).outcome === "success";
    dealDamage(step, creatureId, {
      parts: [{ type, amount: saved ? Math.floor(whole / 2) : whole }],
      source,
      critical: false,
    });
  }
}

const WHOLE_NUMBER = /^\d{1,4}$/;

/** Hit points given back. A plain number needs no die. */
export function healBy(
  step: Step,
  creatureId: string,
  { dice, source }: { readonly dice: string; readonly source: string },
): void {
  const creature = d20Creature(step.state, creatureId);
  if (creature === null || creature.vitals.state === "dead" || dice === "") return;
  const amount = WHOLE_NUMBER.test(dice)
    ? Number(dice)
    : step.roll({
        expression: dice,
        dc: null,
        purpose: { kind: "heal", label: `${source}: ${creature.name}`.slice(0, 120), creatureId, targetId: creatureId },
      }).total;
  regainFooting(step, creatureId, { amount, source });
}
