/** What a sheet of the d20 rules comes to. The numbers are the room's own: the same functions, run here. */
export {
  abilityModifier,
  armorClass,
  attackModifier,
  passiveScore,
  saveModifier,
  skillModifier,
} from "../../workers/core/rules/d20/sheet.ts";
export { ABILITY_NAME, SKILL_ABILITY, skillName } from "../../workers/core/rules/d20/tables.ts";
