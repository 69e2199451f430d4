import type { CharacterDraft } from "../../../contracts/creatures.ts";
import type { Attack, D20Sheet } from "../../../contracts/rules.ts";
import type { Refusal } from "../../step.ts";
import { refusal } from "../roster.ts";
import { modifierOf } from "./tables.ts";

export const HERO_LEVEL_MAX = 5;
const POINTS = 27;
const COST: Readonly<Record<number, number>> = { 8: 0, 9: 1, 10: 2, 11: 3, 12: 4, 13: 5, 14: 7, 15: 9 };
/** What a background adds: two and one, or one three times. */
const RAISES: readonly (readonly number[])[] = [
  [2, 1, 0],
  [1, 1, 1],
];
const SAVES = 2;
const SKILLS_MAX = 7;
const EXPERTISE_MAX = 2;
const ATTACKS_MAX = 6;
const SPEED_MAX = 35;
const COPPER_MAX = 10_000;
const RESISTANCES_MAX = 2;
/** Base and dexterity cap of everything one can wear at the start; 10 and 10 is one's own skin. */
const ARMORS: readonly (readonly [number, number | null])[] = [
  [10, 10],
  [11, 10],
  [12, 10],
  [13, 10],
  [12, 2],
  [13, 2],
  [14, 2],
  [15, 2],
  [14, null],
  [16, null],
  [17, null],
  [18, null],
];
const WEAPON_DICE = /^(1d(4|6|8|10|12)|2d6)$/;
const EXTRA_DICE = /^[1-3]d6$/;

/** Whether somebody's own hero is one that the book could have made; the first fault in words for its maker. */
export function faultOf(draft: CharacterDraft): Refusal | null {
  const { sheet } = draft;
  if (sheet.ruleset !== "d20") return fault("This table plays with d20 characters.");
  const words =
    faultOfNumbers(sheet) ??
    faultOfGifts(sheet) ??
    sheet.attacks.map(faultOfAttack).find((each) => each !== null) ??
    null;
  if (words !== null) return fault(words);
  if (draft.coinCopper > COPPER_MAX) return fault("A new hero carries at most 100 gold pieces.");
  return null;
}

function fault(words: string): Refusal {
  return refusal("character-invalid", words);
}

function faultOfNumbers(sheet: D20Sheet): string | null {
  if (sheet.level > HERO_LEVEL_MAX) return `Heroes made here are of level 1 to ${HERO_LEVEL_MAX}.`;
  if (!isBought(Object.values(sheet.abilities)))
    return `Abilities are bought with ${POINTS} points from 8 to 15, and then raised by two and one, or by one three times.`;
  if (sheet.hpMax > hpLimit(sheet))
    return `At level ${sheet.level} with this Constitution that is at most ${hpLimit(sheet)} hit points.`;
  if (!ARMORS.some(([base, cap]) => base === sheet.armor.base && cap === sheet.armor.dexCap))
    return "There is no such armour to start with.";
  if (sheet.speedFeet > SPEED_MAX) return `Nobody starts faster than ${SPEED_MAX} feet.`;
  return null;
}

function faultOfGifts(sheet: D20Sheet): string | null {
  if (new Set(sheet.saves).size !== SAVES || sheet.saves.length !== SAVES)
    return "A hero is proficient in two saving throws.";
  if (new Set(sheet.skills).size !== sheet.skills.length || sheet.skills.length > SKILLS_MAX)
    return `A hero knows at most ${SKILLS_MAX} skills, each once.`;
  if (sheet.expertise.length > EXPERTISE_MAX || sheet.expertise.some((skill) => !sheet.skills.includes(skill)))
    return `Expertise goes with at most ${EXPERTISE_MAX} skills the hero knows.`;
  if (sheet.resistances.length > RESISTANCES_MAX) return `A hero starts with at most ${RESISTANCES_MAX} resistances.`;
  if (sheet.immunities.length > 0 || sheet.conditionImmunities.length > 0) return "Nobody starts immune to anything.";
  if (sheet.xpValue !== undefined) return "Only foes are worth experience.";
  if (sheet.attacks.length > ATTACKS_MAX) return `A hero has at most ${ATTACKS_MAX} attacks to choose from.`;
  return null;
}

function faultOfAttack({ name, damage, bonus, extra, onHit }: Attack): string | null {
  if (!WEAPON_DICE.test(damage)) return `${name}: damage is one weapon die (d4 to d12) or 2d6.`;
  if ((bonus ?? 0) > 0) return `${name}: nobody starts with a magic weapon.`;
  if ((extra ?? []).length > 1 || (extra ?? []).some(({ dice }) => !EXTRA_DICE.test(dice)))
    return `${name}: extra damage is at most 3d6 of one kind.`;
  if (onHit !== undefined) return `${name}: a hero's blow brings no condition by itself.`;
  return null;
}

/** Full hit die at first level, its average after, Constitution and one point of toughness each. */
function hpLimit({ level, hitDie, abilities }: D20Sheet): number {
  const each = modifierOf(abilities.con) + 1;
  return Math.max(1, hitDie + each + (level - 1) * (hitDie / 2 + 1 + each));
}

/** Whether some way of raising three scores leads here from scores that the points can buy. */
function isBought(scores: readonly number[]): boolean {
  const abilities: readonly number[] = scores.map((_, index) => index);
  return RAISES.some((raise) =>
    triples(abilities).some((triple) => {
      const bought = scores.map((score, index) => score - (raise[triple.indexOf(index)] ?? 0));
      return (
        bought.every((score) => COST[score] !== undefined) &&
        bought.reduce((sum, score) => sum + (COST[score] ?? 0), 0) <= POINTS
      );
    }),
  );
}

function triples(from: readonly number[]): number[][] {
  return from.flatMap((a) =>
    from.flatMap((b) => from.flatMap((c) => (a !== b && b !== c && a !== c ? [[a, b, c]] : []))),
  );
}
