import type { Creature, D20Vitals } from "../../../contracts/creatures.ts";
import type { Ability, Attack, D20Sheet, Skill } from "../../../contracts/rules.ts";
import type { CampaignState } from "../../state.ts";
import { creatureOf, fightersOf, partyOf } from "../roster.ts";
import { modifierOf, PASSIVE_SWING, proficiencyOf, SHIELD_BONUS, SKILL_ABILITY } from "./tables.ts";

/** A creature whose sheet and wounds are of this ruleset. */
export type D20Creature = Creature & { readonly sheet: D20Sheet; readonly vitals: D20Vitals };

export function isD20(creature: Creature): creature is D20Creature {
  return creature.sheet.ruleset === "d20" && creature.vitals.ruleset === "d20";
}

/** Somebody who is there and has a sheet of this ruleset. */
export function d20Creature(state: CampaignState, id: string): D20Creature | null {
  const creature = creatureOf(state, id);
  return creature !== null && isD20(creature) ? creature : null;
}

export function d20Party(state: CampaignState): D20Creature[] {
  return partyOf(state).filter(isD20);
}

export function d20Fighters(state: CampaignState): D20Creature[] {
  return fightersOf(state).filter(isD20);
}

export function abilityModifier(sheet: D20Sheet, ability: Ability): number {
  return modifierOf(sheet.abilities[ability]);
}

/** Ability, and proficiency once, or twice with expertise. */
export function checkModifier(sheet: D20Sheet, ability: Ability, skill?: Skill): number {
  const base = abilityModifier(sheet, ability);
  if (skill === undefined || !sheet.skills.includes(skill)) return base;
  return base + proficiencyOf(sheet.level) * (sheet.expertise.includes(skill) ? 2 : 1);
}

export function skillModifier(sheet: D20Sheet, skill: Skill): number {
  return checkModifier(sheet, SKILL_ABILITY[skill], skill);
}

export function saveModifier(sheet: D20Sheet, ability: Ability): number {
  return abilityModifier(sheet, ability) + (sheet.saves.includes(ability) ? proficiencyOf(sheet.level) : 0);
}

export function attackModifier(sheet: D20Sheet, attack: Attack): number {
  return (
    abilityModifier(sheet, attack.ability) + (attack.proficient ? proficiencyOf(sheet.level) : 0) + (attack.bonus ?? 0)
  );
}

/** Armour, as much dexterity as it lets through, and a shield. */
export function armorClass({ armor, abilities }: D20Sheet): number {
  const dexterity = armor.dexCap === null ? 0 : Math.min(modifierOf(abilities.dex), armor.dexCap);
  return armor.base + dexterity + (armor.shield ? SHIELD_BONUS : 0);
}

/** What somebody notices or knows without trying. */
export function passiveScore(sheet: D20Sheet, skill: Skill, swing: "advantage" | "none" | "disadvantage"): number {
  const score = 10 + skillModifier(sheet, skill);
  if (swing === "none") return score;
  return score + (swing === "advantage" ? PASSIVE_SWING : -PASSIVE_SWING);
}
