import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyExpressionText, parsed, randomDraw } from "../../testkit/dice-texts.ts";
import { chanceOfAtLeast, distribution } from "./distribution.ts";
import { evaluate } from "./evaluator.ts";
import { parse } from "./parser.ts";

const exact = (text: string) => {
  const result = distribution(parsed(text));
  if (!result.ok) throw new Error(`${text}: ${result.message}`);
  return result.distribution;
};

describe("exact odds", () => {
  test.each<[string, number]>([
    ["1d20", 10.5],
    ["4d6kh3", 15869 / 1296],
    ["2d20kh1", 13.825],
    ["2d20kl1", 7.175],
    ["3d6", 10.5],
    ["2d6ro<=2", 2 * ((3 + 4 + 5 + 6) / 6 + (2 / 6) * 3.5)],
    ["1d6r1", 4],
    ["1d6min3", (3 + 3 + 3 + 4 + 5 + 6) / 6],
    ["1d6!", 4.2],
    ["1d6!o", 3.5 + 3.5 / 6],
    ["1d6!p", 3.5 + (3.5 - 1) / 5],
    ["6d10>=8f1", 6 * 0.2],
    ["4dF", 0],
    ["d66", 38.5],
    ["(1d4)d6", 2.5 * 3.5],
    ["1d(1d4)", (1 + 1.5 + 2 + 2.5) / 4],
    ["{1d6,1d6}kh1", 161 / 36],
    ["{2d6+1d6}dl1", 15.0 * 0 + 8.458333333333334],
    ["max(1d6,1d6)", 161 / 36],
    ["2*(1d6+1)-3", 6],
  ])("%s has the mean %d", (text, mean) => {
    expect(exact(text).mean).toBeCloseTo(mean, 9);
  });

  test("odds of meeting a difficulty", () => {
    expect(chanceOfAtLeast(exact("1d20+5"), 15)).toBeCloseTo(0.55, 12);
    expect(chanceOfAtLeast(exact("2d20kh1"), 11)).toBeCloseTo(0.75, 12);
  });

  test.each(["1d1000000", "100d100kh50", "{10d6+10d8}kh3", "6d6!kh3"])("%s is declined politely", (text) => {
    const result = distribution(parsed(text));
    expect(result.ok ? "" : result.message).toMatch(/odds/i);
  });

  test("chances add up to one and every outcome rolled has a chance", () => {
    fc.assert(
      fc.property(anyExpressionText(), fc.integer(), (text, seed) => {
        const result = parse(text);
        if (!result.ok) return;
        const odds = distribution(result.roll);
        if (!odds.ok) return;
        const { values, chances } = odds.distribution;
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 6);
        const outcome = evaluate(result.roll, randomDraw(seed));
        for (const each of outcome.capped ? [] : outcome.results) expect(values).toContain(each.total);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

/** Pearson's statistic turned to a z-score (Wilson–Hilferty); cells expecting fewer than eight are pooled. */
function chiSquareZ(counts: ReadonlyMap<number, number>, odds: ReturnType<typeof exact>, rolls: number): number {
  let statistic = 0;
  let cells = 0;
  let pooledSeen = 0;
  let pooledExpected = 0;
  odds.values.forEach((value, index) => {
    pooledSeen += counts.get(value) ?? 0;
    pooledExpected += (odds.chances[index] ?? 0) * rolls;
    if (pooledExpected < 8) return;
    statistic += (pooledSeen - pooledExpected) ** 2 / pooledExpected;
    cells += 1;
    pooledSeen = 0;
    pooledExpected = 0;
  });
  const freedom = cells - 1;
  return (Math.cbrt(statistic / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
}

describe("the evaluator against the exact odds", () => {
  test.each([
    "3d6",
    "4d6kh3",
    "4d6dl1",
    "2d20kl1",
    "1d6!",
    "2d6!!",
    "1d8!p",
    "2d6!o",
    "3d6r1",
    "3d6ro<=2",
    "4d6min2max5",
    "6d10>=8f1",
    "4dF",
    "4dF.1",
    "d66",
    "(1d4)d6",
    "{2d6,1d12}kh1",
    "{2d6+2d8}kh2",
    "max(1d6,1d8)",
    "1d20/3",
  ])("%s", (text) => {
    const rolls = 8_000;
    const odds = exact(text);
    const roll = parsed(text);
    const counts = new Map<number, number>();
    for (let index = 0; index < rolls; index += 1) {
      const { total } = evaluate(roll, randomDraw(index * 7_919));
      counts.set(total, (counts.get(total) ?? 0) + 1);
    }
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(rolls);
    // Two-sided at 0.05 over twenty tests: |z| < 3.02.
    expect(Math.abs(chiSquareZ(counts, odds, rolls))).toBeLessThan(3.1);
  });
});
