export const POOL_SIDES = [4, 6, 8, 10, 12, 20, 100] as const;
export type PoolSides = (typeof POOL_SIDES)[number];

/** Dice tapped together, before they are thrown. */
export interface Pool {
  readonly dice: Readonly<Record<PoolSides, number>>;
  readonly modifier: number;
  readonly swing: "advantage" | "none" | "disadvantage";
}

const PER_KIND_MAX = 20;

export const emptyPool: Pool = { dice: { 4: 0, 6: 0, 8: 0, 10: 0, 12: 0, 20: 0, 100: 0 }, modifier: 0, swing: "none" };

export function addDie(pool: Pool, sides: PoolSides, by: 1 | -1): Pool {
  const count = Math.max(0, Math.min(PER_KIND_MAX, pool.dice[sides] + by));
  return { ...pool, dice: { ...pool.dice, [sides]: count } };
}

/** The formula of a pool; empty when there is no die in it. A swing counts only for a single d20. */
export function expressionOf({ dice, modifier, swing }: Pool): string {
  const terms = [...POOL_SIDES].reverse().flatMap((sides) => {
    const count = dice[sides];
    if (count === 0) return [];
    if (sides === 20 && count === 1 && swing !== "none") return [swing === "advantage" ? "2d20kh1" : "2d20kl1"];
    return [`${count}d${sides}`];
  });
  if (terms.length === 0) return "";
  return terms.join("+") + signedTerm(modifier);
}

/** "+3", "-1", or nothing. */
export function signedTerm(modifier: number): string {
  return modifier === 0 ? "" : modifier > 0 ? `+${modifier}` : `${modifier}`;
}

/** A d20 test with its modifier inside. */
export function testExpression(modifier: number, swing: Pool["swing"]): string {
  const d20 = swing === "advantage" ? "2d20kh1" : swing === "disadvantage" ? "2d20kl1" : "1d20";
  return d20 + signedTerm(modifier);
}
