import {
  type Comparison,
  clampFace,
  type DiceModifiers,
  type DiceNode,
  type Expression,
  type GroupNode,
  keptCount,
  type NamedDie,
  type RollExpression,
  satisfies,
} from "./ast.ts";
import { dicePool } from "./bounds.ts";
import { call } from "./evaluator.ts";
import { explosionComparison, faceClasses } from "./faces.ts";
import { CHAIN_DEPTH_MAX } from "./limits.ts";
import { selectKept } from "./pool.ts";

/** Work a distribution may cost: pairs of values looked at. About a tenth of a second. */
const WORK_MAX = 500_000;
const VALUES_MAX = 20_000;
/** Tails of exploding dice below this chance are left out. */
const TAIL_MIN = 1e-15;

export interface Distribution {
  /** Totals that can come up, ascending, and the chance of each. */
  values: readonly number[];
  chances: readonly number[];
  mean: number;
  deviation: number;
}

export type DistributionResult =
  | { ok: true; distribution: Distribution }
  | { ok: false; reason: "too-large" | "not-exact" | "unfilled"; message: string };

type Pmf = ReadonlyMap<number, number>;

class Declined extends Error {
  readonly reason: "too-large" | "not-exact" | "unfilled";
  constructor(reason: Declined["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Exact chances of the total, by convolution; for `N#…` those of one repetition. Declines what would take too long. */
export function distribution(roll: RollExpression): DistributionResult {
  try {
    const exact = new Convolver().of(roll.body);
    const pmf = mapValues(exact, Math.floor);
    const entries = [...pmf].sort(([a], [b]) => a - b);
    const mean = entries.reduce((sum, [value, chance]) => sum + value * chance, 0);
    const variance = entries.reduce((sum, [value, chance]) => sum + (value - mean) ** 2 * chance, 0);
    const values = entries.map(([value]) => value);
    const chances = entries.map(([, chance]) => chance);
    return { ok: true, distribution: { values, chances, mean, deviation: Math.sqrt(Math.max(0, variance)) } };
  } catch (thrown) {
    if (thrown instanceof Declined) return { ok: false, reason: thrown.reason, message: thrown.message };
    throw thrown;
  }
}

/** Chance that the total meets a difficulty. */
export function chanceOfAtLeast({ values, chances }: Distribution, dc: number): number {
  return chances.reduce((sum, chance, index) => sum + ((values[index] ?? 0) >= dc ? chance : 0), 0);
}

class Convolver {
  #work = 0;

  of(node: Expression): Pmf {
    switch (node.kind) {
      case "number":
        return certain(node.value);
      case "variable":
        throw new Declined("unfilled", `Fill in @${node.name} to see the odds.`);
      case "tagged":
        return this.of(node.operand);
      case "negate":
        return mapValues(this.of(node.operand), (value) => 0 - value);
      case "binary":
        return this.#combine(this.of(node.left), this.of(node.right), ARITHMETIC[node.operator]);
      case "call": {
        const operands = node.operands.map((operand) => this.of(operand));
        const [first = certain(0), ...rest] = operands;
        if (rest.length === 0) return mapValues(first, (value) => call(node.name, [value]) + 0);
        return rest.reduce((left, right) => this.#combine(left, right, (a, b) => call(node.name, [a, b])), first);
      }
      case "group":
        return this.#group(node);
      case "dice":
        return this.#dice(node);
      default: {
        const never: never = node;
        return never;
      }
    }
  }

  #spend(work: number): void {
    this.#work += work;
    if (this.#work > WORK_MAX) throw new Declined("too-large", "This roll has too many outcomes to show exact odds.");
  }

  #combine(left: Pmf, right: Pmf, apply: (a: number, b: number) => number): Pmf {
    this.#spend(left.size * right.size);
    const result = new Map<number, number>();
    for (const [a, chanceA] of left)
      for (const [b, chanceB] of right) {
        const value = apply(a, b) + 0;
        result.set(value, (result.get(value) ?? 0) + chanceA * chanceB);
      }
    if (result.size > VALUES_MAX)
      throw new Declined("too-large", "This roll has too many outcomes to show exact odds.");
    return result;
  }

  /** Mixes over computed counts and sides, which are independent of the dice they shape. */
  #dice(node: DiceNode): Pmf {
    const counts = typeof node.count === "number" ? certain(node.count) : this.of(node.count);
    const sides =
      typeof node.sides === "object" ? this.of(node.sides) : new Map<number | NamedDie, number>([[node.sides, 1]]);
    const mixed = new Map<number, number>();
    for (const [side, sideChance] of sides) {
      const unit = this.#unit(side, node.modifiers);
      for (const [count, countChance] of counts)
        for (const [value, chance] of this.#kept(unit, count, node.modifiers))
          mixed.set(value, (mixed.get(value) ?? 0) + chance * sideChance * countChance);
    }
    return mixed;
  }

  /** Chances of one die after rerolls, explosions and clamps. */
  #unit(sides: number | NamedDie, modifiers: DiceModifiers): Pmf {
    if (typeof sides === "number" && sides > VALUES_MAX)
      throw new Declined("too-large", "This die has too many sides to show exact odds.");
    const settled = this.#rerolled(sides, modifiers);
    const { explosion, selection, success } = modifiers;
    const clamp = (value: number) => clampFace(value, modifiers);
    const when = explosionComparison(sides, modifiers);
    if (explosion === null || when === null) return mapValues(settled, clamp);
    if (!explosion.compound && (selection !== null || success !== null))
      throw new Declined(
        "not-exact",
        "Odds are not shown for exploding dice that are also chosen or counted one by one.",
      );
    const penalty = explosion.penetrate ? 1 : 0;
    return this.#exploded(settled, when, { worth: clamp, penalty, once: explosion.once });
  }

  #exploded(
    settled: Pmf,
    when: Comparison,
    how: { worth: (face: number) => number; penalty: number; once: boolean },
  ): Pmf {
    const result = new Map<number, number>();
    let open: Pmf = certain(0);
    for (let link = 0; link <= CHAIN_DEPTH_MAX && open.size > 0; link += 1) {
      const next = new Map<number, number>();
      const last = link === CHAIN_DEPTH_MAX || (how.once && link === 1);
      this.#spend(open.size * settled.size);
      for (const [sum, sumChance] of open)
        for (const [face, chance] of settled) {
          const both = sumChance * chance;
          if (both < TAIL_MIN) continue;
          const into = !last && satisfies(face, when) ? next : result;
          const value = sum + how.worth(face) - (link > 0 ? how.penalty : 0);
          into.set(value, (into.get(value) ?? 0) + both);
        }
      open = next;
    }
    return result;
  }

  #rerolled(sides: number | NamedDie, modifiers: DiceModifiers): Pmf {
    const classes = faceClasses(sides);
    this.#spend(classes.length);
    const matches = (once: boolean) => (value: number) =>
      modifiers.rerolls.some((reroll) => reroll.once === once && satisfies(value, reroll.when));
    const always = matches(false);
    const single = matches(true);
    const staying = classes.filter(({ value }) => !always(value));
    const weight = staying.reduce((sum, each) => sum + each.weight, 0);
    const thrown = new Map<number, number>();
    for (const each of staying) thrown.set(each.value, (thrown.get(each.value) ?? 0) + each.weight / weight);
    const again = [...thrown].reduce((sum, [value, chance]) => sum + (single(value) ? chance : 0), 0);
    return new Map([...thrown].map(([value, chance]) => [value, (single(value) ? 0 : chance) + again * chance]));
  }

  /** Sum or count over the dice a selection keeps. */
  #kept(unit: Pmf, count: number, modifiers: DiceModifiers): Pmf {
    const worth = worthOf(modifiers.success, modifiers.failure);
    if (keptCount(modifiers.selection, count) === count) return this.#sumOf(mapValues(unit, worth), count);
    return this.#selected(unit, count, { selection: modifiers.selection, worth });
  }

  #sumOf(unit: Pmf, count: number): Pmf {
    let sum: Pmf = certain(0);
    for (let die = 0; die < count; die += 1) sum = this.#combine(sum, unit, ARITHMETIC["+"]);
    return sum;
  }

  /**
   * Walks the faces from the chosen end and asks how many dice show each: the first `kept` of them count. The state is
   * (dice placed, sum so far), so 100d6kh50 costs no more than its table of sums.
   */
  #selected(
    unit: Pmf,
    count: number,
    how: { selection: DiceModifiers["selection"]; worth: (value: number) => number },
  ): Pmf {
    const kept = keptCount(how.selection, count);
    const fromHigh = how.selection === null || (how.selection.end === "high") === (how.selection.action === "keep");
    const faces = [...unit].sort(([a], [b]) => (fromHigh ? b - a : a - b));
    let states: Map<number, number>[] = Array.from(
      { length: count + 1 },
      (_, placed) => new Map(placed === 0 ? [[0, 1]] : []),
    );
    for (const [face, chance] of faces) {
      const next: Map<number, number>[] = states.map(() => new Map());
      states.forEach((sums, placed) => {
        this.#spend(sums.size * (count - placed + 1));
        for (const [sum, weight] of sums)
          for (
            let here = 0, ways = weight;
            placed + here <= count;
            here += 1, ways *= (chance * (count - placed - here + 1)) / here
          ) {
            const counting = Math.max(0, Math.min(placed + here, kept) - Math.min(placed, kept));
            const into = next[placed + here];
            const value = sum + counting * how.worth(face);
            into?.set(value, (into.get(value) ?? 0) + ways);
          }
      });
      states = next;
    }
    return states[count] ?? new Map();
  }

  #group(node: GroupNode): Pmf {
    const pool = dicePool(node);
    const items =
      pool === null || pool === "refused"
        ? node.members.map((member) => this.of(member))
        : pool.flatMap((dice) => {
            if (typeof dice.sides === "object")
              throw new Declined("not-exact", "Odds are not shown for pools with computed sides.");
            const unit = this.#unit(dice.sides, dice.modifiers);
            return Array.from({ length: typeof dice.count === "number" ? dice.count : 0 }, () => unit);
          });
    const worth = worthOf(node.success, node.failure);
    if (keptCount(node.selection, items.length) === items.length)
      return items.reduce((sum, item) => this.#combine(sum, mapValues(item, worth), ARITHMETIC["+"]), certain(0));
    return this.#chosen(items, node, worth);
  }

  /** Unlike items: every combination is looked at. */
  #chosen(items: readonly Pmf[], node: GroupNode, worth: (value: number) => number): Pmf {
    const combinations = items.reduce((product, item) => product * item.size, 1);
    this.#spend(combinations * items.length * 2);
    const result = new Map<number, number>();
    const visit = (index: number, values: number[], chance: number): void => {
      const item = items[index];
      if (item !== undefined) {
        for (const [value, own] of item) visit(index + 1, [...values, value], chance * own);
        return;
      }
      const kept = selectKept(values, node.selection);
      const sum = values.reduce((total, value, position) => total + (kept[position] ? worth(value) : 0), 0);
      result.set(sum, (result.get(sum) ?? 0) + chance);
    };
    visit(0, [], 1);
    return result;
  }
}

const ARITHMETIC: Record<"+" | "-" | "*" | "/", (a: number, b: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

function worthOf(success: Comparison | null, failure: Comparison | null): (value: number) => number {
  if (success === null) return (value) => value;
  return (value) => (satisfies(value, success) ? 1 : failure !== null && satisfies(value, failure) ? -1 : 0);
}

function certain(value: number): Pmf {
  return new Map([[value, 1]]);
}

function mapValues(pmf: Pmf, apply: (value: number) => number): Pmf {
  const result = new Map<number, number>();
  for (const [value, chance] of pmf) {
    const mapped = apply(value);
    result.set(mapped, (result.get(mapped) ?? 0) + chance);
  }
  return result;
}
