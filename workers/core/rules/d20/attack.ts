import type { Attack, DamageType } from "../../../contracts/rules.ts";
import type { ToolArgs } from "../../../contracts/tools.ts";
import type { FallenRoll, Step } from "../../step.ts";
import { combatantOf, done, idsOf, nobodyCalled, refuse, sameSide } from "../roster.ts";
import type { ToolOutcome } from "../ruleset.ts";
import { spendAction, whyNotNow } from "./actions.ts";
import { advantageOf, d20Expression, labelWith, mergeReasons, type Reasons, signed } from "./advantage.ts";
import { afflict } from "./affliction.ts";
import { attackReasons, exhaustionPenalty, isExposed } from "./conditions.ts";
import { dropStance, keptFace, rollSave } from "./d20-roll.ts";
import { dealDamage } from "./damage.ts";
import { doubled, flavoured } from "./damage-dice.ts";
import { abilityModifier, armorClass, attackModifier, type D20Creature, d20Creature, d20Fighters } from "./sheet.ts";
import type { DamagePart } from "./wounds.ts";

interface Bout {
  readonly attacker: D20Creature;
  readonly target: D20Creature;
  readonly attack: Attack;
}

/** One attack as the action of the one whose move it is. */
export function attackTool(step: Step, args: ToolArgs<"attack">): ToolOutcome {
  const found = findBout(step, args);
  if ("ok" in found) return found;
  const { attacker, target, attack } = found;
  const spent = spendAction(step, attacker.id, `attacks ${target.name}`);
  if (spent !== null) return { ok: false, refusal: spent };
  const { hit, critical, roll, armor } = rollToHit(step, found, args.advantage);
  const detail = {
    attackerId: attacker.id,
    targetId: target.id,
    attackId: attack.id,
    total: roll.total,
    armorClass: armor,
  };
  if (!hit) return done(roll.outcome, detail);
  const taken = dealDamage(step, target.id, {
    parts: rollDamage(step, found, critical),
    source: `${attacker.name}: ${attack.name}`,
    critical,
  });
  if (attack.onHit !== undefined) burden(step, found, attack.onHit);
  const after = d20Creature(step.state, target.id)?.vitals;
  return done(critical ? "critical" : "success", { ...detail, damage: taken, hp: after?.hp, state: after?.state });
}

function findBout(step: Step, { attackerId, targetId, attackId }: ToolArgs<"attack">): Bout | ToolOutcome {
  const { state } = step;
  if (state.public.encounter === null)
    return refuse("no-encounter", "Blows fall in a fight; begin the encounter first.", ["start_encounter"]);
  const attacker = d20Creature(state, attackerId);
  if (attacker === null) return nobodyCalled(state, attackerId);
  const refused = whyNotNow(step, attackerId);
  if (refused !== null) return { ok: false, refusal: refused };
  const enemies = d20Fighters(state).filter((each) => !sameSide(each, attacker) && each.vitals.state !== "dead");
  const target = d20Creature(state, targetId);
  if (target === null || combatantOf(state, targetId) === null)
    return refuse("unknown-target", `Nobody in this fight is "${targetId}".`, idsOf(enemies));
  if (sameSide(attacker, target))
    return refuse("unknown-target", `${target.name} stands on the same side.`, idsOf(enemies));
  if (target.vitals.state === "dead") return refuse("target-down", `${target.name} is dead.`, idsOf(enemies));
  const charmed = attacker.conditions.some(
    ({ condition, source }) => condition === "charmed" && source === target.name,
  );
  if (charmed)
    return refuse(
      "cannot-act",
      `${attacker.name} is charmed and will not harm ${target.name}.`,
      idsOf(enemies.filter(({ id }) => id !== target.id)),
    );
  const attack = attacker.sheet.attacks.find(({ id }) => id === attackId);
  if (attack === undefined)
    return refuse(
      "unknown-attack",
      `${attacker.name} has no attack "${attackId}".`,
      attacker.sheet.attacks.map(({ id }) => id),
    );
  return { attacker, target, attack };
}

interface Strike {
  readonly hit: boolean;
  readonly critical: boolean;
  readonly roll: FallenRoll;
  readonly armor: number;
}

/** A natural 20 hits and is critical, a natural 1 misses, whatever the armour. */
function rollToHit(step: Step, { attacker, target, attack }: Bout, given: Reasons | undefined): Strike {
  const reasons = mergeReasons(attackReasons(step.state, attacker, target, attack), given);
  const armor = armorClass(target.sheet);
  // Whoever strikes is helped once and hidden no longer, hit or miss.
  dropStance(step, attacker.id, "helped");
  dropStance(step, attacker.id, "hidden");
  const roll = step.roll({
    expression: d20Expression(
      advantageOf(reasons),
      attackModifier(attacker.sheet, attack) + exhaustionPenalty(attacker),
    ),
    dc: armor,
    purpose: {
      kind: "attack",
      label: labelWith(`${attack.name} of ${attacker.name} against ${target.name}`, reasons),
      creatureId: attacker.id,
      targetId: target.id,
    },
    judge: ({ total, dice }) => {
      const face = keptFace(dice);
      if (face === 20) return "critical";
      if (face === 1) return "fumble";
      return total >= armor ? "success" : "failure";
    },
  });
  const hit = roll.outcome === "critical" || roll.outcome === "success";
  return { hit, critical: hit && (roll.outcome === "critical" || isExposed(target, attack)), roll, armor };
}

function rollDamage(step: Step, { attacker, target, attack }: Bout, critical: boolean): DamagePart[] {
  const dice = (formula: string) => (critical ? doubled(formula) : formula);
  const modifier = attack.addAbility === false ? 0 : abilityModifier(attacker.sheet, attack.ability);
  // A part without flavour counts with the one to its left, so the modifier takes the type of the weapon.
  const main = `${flavoured(dice(attack.damage), attack.damageType)}${signed(modifier + (attack.bonus ?? 0))}`;
  const extra = (attack.extra ?? []).map((each) => `+${flavoured(dice(each.dice), each.type)}`);
  const { byFlavour } = step.roll({
    expression: `${main}${extra.join("")}`,
    dc: null,
    purpose: {
      kind: "damage",
      label: labelWith(`${attack.name} of ${attacker.name}${critical ? ", critical" : ""}`, { for: [], against: [] }),
      creatureId: attacker.id,
      targetId: target.id,
    },
  });
  const types = new Set<DamageType>([attack.damageType, ...(attack.extra ?? []).map(({ type }) => type)]);
  return [...types].map((type) => ({ type, amount: Math.max(0, byFlavour[type] ?? 0) }));
}

function burden(step: Step, { attacker, target }: Bout, onHit: NonNullable<Attack["onHit"]>): void {
  const { condition, save, until } = onHit;
  const struck = d20Creature(step.state, target.id);
  if (struck === null || struck.vitals.state !== "up") return;
  if (save !== undefined) {
    const { outcome } = rollSave(step, struck, {
      ability: save.ability,
      dc: save.dc,
      label: `against ${condition}`,
      against: attacker.name,
    });
    if (outcome === "success") return;
  }
  afflict(step, struck.id, { condition, until, source: attacker.name });
}
