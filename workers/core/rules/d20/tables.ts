import type { Ability, Skill } from "../../../contracts/rules.ts";
import type { Difficulty } from "../../../contracts/tools.ts";

export const SKILL_ABILITY: Readonly<Record<Skill, Ability>> = {
  acrobatics: "dex",
  "animal-handling": "wis",
  arcana: "int",
  athletics: "str",
  deception: "cha",
  history: "int",
  insight: "wis",
  intimidation: "cha",
  investigation: "int",
  medicine: "wis",
  nature: "int",
  perception: "wis",
  performance: "cha",
  persuasion: "cha",
  religion: "int",
  "sleight-of-hand": "dex",
  stealth: "dex",
  survival: "wis",
};

export const ABILITY_NAME: Readonly<Record<Ability, string>> = {
  str: "Strength",
  dex: "Dexterity",
  con: "Constitution",
  int: "Intelligence",
  wis: "Wisdom",
  cha: "Charisma",
};

/** The bands of the book; its "very easy" and "nearly impossible" are not worth a roll at our table. */
export const DIFFICULTY_CLASS: Readonly<Record<Difficulty, number>> = {
  easy: 10,
  medium: 15,
  hard: 20,
  "very-hard": 25,
};

export const DEATH_SAVE_DC = 10;
export const STABILISE_DC = 10;
export const HIDE_DC = 15;
export const SHIELD_BONUS = 2;
export const EXHAUSTION_LEVEL_MAX = 6;
/** What advantage or disadvantage is worth where nothing is rolled. */
export const PASSIVE_SWING = 5;

export function modifierOf(score: number): number {
  return Math.floor((score - 10) / 2);
}

/** +2 at first level, one more every fourth. */
export function proficiencyOf(level: number): number {
  return 2 + Math.floor((level - 1) / 4);
}

/** "sleight-of-hand" as people write it. */
export function skillName(skill: Skill): string {
  return skill
    .split("-")
    .map((word) => (word === "of" ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`))
    .join(" ");
}
