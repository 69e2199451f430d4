import type { Comparison, DiceModifiers, NamedDie } from "./ast.ts";
import { satisfies } from "./ast.ts";

/** A value a die can show and how many of its equally likely faces show it. */
export interface FaceClass {
  value: number;
  weight: number;
}

/** Least and greatest value a die shows before any modifier. */
export function faceRange(sides: number | NamedDie): { low: number; high: number } {
  switch (sides) {
    case "fate":
    case "fate1":
      return { low: -1, high: 1 };
    case "d66":
      return { low: 11, high: 66 };
    default:
      return { low: 1, high: sides };
  }
}

/** Every value with its weight; for numbered dice only use it when `sides` is small. */
export function faceClasses(sides: number | NamedDie): FaceClass[] {
  switch (sides) {
    case "fate":
      return [-1, 0, 1].map((value) => ({ value, weight: 1 }));
    case "fate1":
      return [-1, 0, 1].map((value) => ({ value, weight: value === 0 ? 4 : 1 }));
    case "d66":
      return Array.from({ length: 36 }, (_, n) => ({ value: 11 + 10 * Math.floor(n / 6) + (n % 6), weight: 1 }));
    default:
      return Array.from({ length: sides }, (_, n) => ({ value: n + 1, weight: 1 }));
  }
}

/**
 * Classes of faces that no comparison tells apart, so that a die of a million sides costs as little as a d6:
 * between two neighbouring targets every face answers alike, and one stands for all.
 */
function comparedClasses(sides: number | NamedDie, comparisons: readonly Comparison[]): FaceClass[] {
  if (typeof sides !== "number") return faceClasses(sides);
  const cuts = comparisons.flatMap(({ target }) => [Math.floor(target), Math.floor(target) + 1, Math.ceil(target)]);
  const starts = [...new Set([1, sides, ...cuts.filter((cut) => cut >= 1 && cut <= sides)])].sort((a, b) => a - b);
  return starts.map((value, index) => ({ value, weight: (starts[index + 1] ?? sides + 1) - value }));
}

/** Chances that decide how many draws a die causes. */
export interface ChainChances {
  /** Chance that a drawn face is rolled again without limit. */
  reroll: number;
  /** Chance that a face which stays causes a further draw. */
  explode: number;
}

/** Exact chances of rerolling and exploding for one die; 1 means it would never stop. */
export function chainChances(sides: number | NamedDie, modifiers: DiceModifiers): ChainChances {
  const again = modifiers.rerolls.filter(({ once }) => !once).map(({ when }) => when);
  const explosion = explosionComparison(sides, modifiers);
  const classes = comparedClasses(sides, explosion === null ? again : [...again, explosion]);
  const total = weigh(classes);
  const staying = classes.filter(({ value }) => !again.some((when) => satisfies(value, when)));
  const rest = weigh(staying);
  if (rest === 0) return { reroll: 1, explode: 0 };
  const exploding = explosion === null ? [] : staying.filter(({ value }) => satisfies(value, explosion));
  return { reroll: 1 - rest / total, explode: weigh(exploding) / rest };
}

/** What makes this die explode, with “the highest face” spelled out. */
export function explosionComparison(sides: number | NamedDie, modifiers: DiceModifiers): Comparison | null {
  if (modifiers.explosion === null) return null;
  return modifiers.explosion.when ?? { operator: "=", target: faceRange(sides).high };
}

function weigh(classes: readonly FaceClass[]): number {
  return classes.reduce((sum, { weight }) => sum + weight, 0);
}
