import type { AuditedRoll } from "../../workers/core/ledger/dice-audit.ts";

/** How the dice of one size fell over a whole log. */
export interface Tally {
  sides: number;
  /** How often each face fell, from 1 up. */
  counts: readonly number[];
  rolled: number;
  mean: number;
  /** Chance that fair dice fall at least this unevenly; null with too few dice to say. */
  chance: number | null;
}

/** Each face should be expected so often before the test means anything. */
const EXPECTED_MIN = 5;
const SIDES_SHOWN_MAX = 100;

/** Counts every face that fell, kept or not, by the size of the die. */
export function tallyDice(rolls: readonly Pick<AuditedRoll, "dice">[]): Tally[] {
  const bySides = new Map<number, number[]>();
  for (const { dice } of rolls)
    for (const die of dice) {
      const { sides, natural } = die as { sides?: unknown; natural?: unknown };
      if (!isFace(sides, SIDES_SHOWN_MAX) || !isFace(natural, sides) || sides < 2) continue;
      const counts = bySides.get(sides) ?? new Array<number>(sides).fill(0);
      counts[natural - 1] = (counts[natural - 1] ?? 0) + 1;
      bySides.set(sides, counts);
    }
  return [...bySides].sort(([a], [b]) => a - b).map(([sides, counts]) => tally(sides, counts));
}

function isFace(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;
}

function tally(sides: number, counts: readonly number[]): Tally {
  const rolled = counts.reduce((sum, count) => sum + count, 0);
  const mean = counts.reduce((sum, count, at) => sum + count * (at + 1), 0) / rolled;
  return { sides, counts, rolled, mean, chance: rolled / sides < EXPECTED_MIN ? null : chanceOfThis(counts, rolled) };
}

/** Pearson's chi-square test by the Wilson–Hilferty approximation. */
function chanceOfThis(counts: readonly number[], rolled: number): number {
  const expected = rolled / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  const z = (Math.cbrt(statistic / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
  return upperTail(z);
}

/** Upper tail of the normal distribution (Abramowitz and Stegun 26.2.17). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z >= 0 ? tail : 1 - tail;
}
