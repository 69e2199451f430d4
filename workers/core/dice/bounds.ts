import type { CallNode, DiceNode, Expression, GroupNode, RollExpression } from "./ast.ts";
import { clampFace, keptCount } from "./ast.ts";
import { chainChances, faceRange } from "./faces.ts";
import {
  CHAIN_DEPTH_MAX,
  DICE_PER_TERM_MAX,
  DRAWS_PER_ROLL_MAX,
  EXPONENT_MAX,
  EXTRA_DRAWS_MAX,
  RESULT_MAX,
  SIDES_MAX,
} from "./limits.ts";
import { type ParseErrorCode, Refusal, type Span } from "./scanner.ts";

/** Where a value must lie. Conservative with exploding dice, else tight for independent terms. */
export interface Bounds {
  min: number;
  max: number;
  whole: boolean;
}

type SpanOf = (node: Expression) => Span;

/** Refuses what could fall outside the limits and gives the range of the total otherwise. */
export function checkExpression(body: Expression, repeat: number, spanOf: SpanOf): Bounds {
  const checker = new Checker(spanOf);
  const bounds = checker.bounds(body);
  const planned = checker.plannedDraws * repeat;
  const extra = checker.extraDraws * repeat;
  const plannedMax = extra > 0 ? DRAWS_PER_ROLL_MAX - EXTRA_DRAWS_MAX : DRAWS_PER_ROLL_MAX;
  // Twice the extra draws to expect must fit, so that the cap on a roll is met by freak luck only.
  if (planned > plannedMax || 2 * extra > EXTRA_DRAWS_MAX)
    throw checker.refusal(
      "too-many-draws",
      `A roll draws at most ${DRAWS_PER_ROLL_MAX} dice, extra ones from exploding and rerolling included. Roll fewer.`,
      body,
    );
  return checker.within(body, { min: bounds.min * repeat, max: bounds.max * repeat, whole: bounds.whole });
}

/** Range of the total of a parsed expression. */
export function boundsOf(roll: RollExpression): Bounds {
  return checkExpression(roll.body, roll.repeat ?? 1, () => ({ start: 0, end: 0 }));
}

class Checker {
  /** Draws without any explosion or reroll, in the worst case of every computed count. */
  plannedDraws = 0;
  /** Draws that explosions and rerolls add on average, in the same worst case. */
  extraDraws = 0;
  readonly #spanOf: SpanOf;

  constructor(spanOf: SpanOf) {
    this.#spanOf = spanOf;
  }

  refusal(code: ParseErrorCode, message: string, node: Expression): Refusal {
    return new Refusal(code, message, this.#spanOf(node));
  }

  within(node: Expression, bounds: Bounds): Bounds {
    if (Math.abs(bounds.min) > RESULT_MAX || Math.abs(bounds.max) > RESULT_MAX)
      throw this.refusal(
        "result-too-large",
        `A result must stay within ${RESULT_MAX.toLocaleString("en")}. Use smaller numbers.`,
        node,
      );
    return bounds;
  }

  bounds(node: Expression): Bounds {
    return this.within(node, this.#of(node));
  }

  #of(node: Expression): Bounds {
    switch (node.kind) {
      case "number":
        return { min: node.value, max: node.value, whole: Number.isInteger(node.value) };
      case "variable":
        // A name without a number yet: judged when it is filled in.
        return { min: 1, max: 1, whole: true };
      case "tagged":
        return this.bounds(node.operand);
      case "negate": {
        const inner = this.bounds(node.operand);
        return { min: 0 - inner.max, max: 0 - inner.min, whole: inner.whole };
      }
      case "binary":
        return this.#binary(node);
      case "call":
        return this.#call(node);
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

  #binary(node: Extract<Expression, { kind: "binary" }>): Bounds {
    const left = this.bounds(node.left);
    const right = this.bounds(node.right);
    const whole = left.whole && right.whole;
    switch (node.operator) {
      case "+":
        return { min: left.min + right.min, max: left.max + right.max, whole };
      case "-":
        return { min: left.min - right.max, max: left.max - right.min, whole };
      case "*":
        return corners(left, right, (a, b) => a * b, whole);
      case "/":
        if (right.min <= 0 && right.max >= 0)
          throw this.refusal(
            "divide-by-zero",
            "The divisor can become zero. Keep it above zero, as in /max(1,1d4-1).",
            node,
          );
        return corners(left, right, (a, b) => a / b, false);
      default: {
        const never: never = node.operator;
        return never;
      }
    }
  }

  #call(node: CallNode): Bounds {
    const operands = node.operands.map((operand) => this.bounds(operand));
    const [first, second] = operands;
    if (first === undefined) throw this.refusal("arguments", "Put a value between the parentheses.", node);
    const whole = operands.every((each) => each.whole);
    switch (node.name) {
      case "floor":
        return { min: Math.floor(first.min), max: Math.floor(first.max), whole: true };
      case "ceil":
        return { min: Math.ceil(first.min), max: Math.ceil(first.max), whole: true };
      case "round":
        return { min: Math.round(first.min), max: Math.round(first.max), whole: true };
      case "abs": {
        const ends = [Math.abs(first.min), Math.abs(first.max)];
        return { min: first.min <= 0 && first.max >= 0 ? 0 : Math.min(...ends), max: Math.max(...ends), whole };
      }
      case "sqrt":
        if (first.min < 0) throw this.refusal("negative-root", "sqrt needs a value that is never below zero.", node);
        return { min: Math.sqrt(first.min), max: Math.sqrt(first.max), whole: false };
      case "max":
        return {
          min: Math.max(...operands.map((each) => each.min)),
          max: Math.max(...operands.map((each) => each.max)),
          whole,
        };
      case "min":
        return {
          min: Math.min(...operands.map((each) => each.min)),
          max: Math.min(...operands.map((each) => each.max)),
          whole,
        };
      case "pow":
        return this.#power(node, first, second);
      default: {
        const never: never = node.name;
        return never;
      }
    }
  }

  #power(node: CallNode, base: Bounds, exponent: Bounds | undefined): Bounds {
    if (exponent === undefined || !exponent.whole || exponent.min < 0 || exponent.max > EXPONENT_MAX)
      throw this.refusal(
        "exponent-out-of-range",
        `The exponent of pow must be a whole number from 0 to ${EXPONENT_MAX}.`,
        node,
      );
    const candidates: number[] = [];
    for (const value of [base.min, base.max, ...(base.min <= 0 && base.max >= 0 ? [0] : [])])
      for (let power = exponent.min; power <= exponent.max; power += 1) candidates.push(value ** power);
    return { min: Math.min(...candidates), max: Math.max(...candidates), whole: base.whole };
  }

  #group(node: GroupNode): Bounds {
    const pool = dicePool(node);
    if (pool === "refused")
      throw this.refusal(
        "pool-needs-dice",
        "To choose among the dice of {4d6+2d8}kh3, put only plain dice and + between the braces.",
        node,
      );
    const items = pool === null ? node.members.map((member) => this.bounds(member)) : this.#poolItems(pool);
    const kept = keptCount(node.selection, items.length);
    if (node.success !== null) return { min: node.failure === null ? 0 : -kept, max: kept, whole: true };
    const high = node.selection === null || (node.selection.end === "high") === (node.selection.action === "keep");
    const sum = (ends: number[]) =>
      ends
        .sort((a, b) => (high ? b - a : a - b))
        .slice(0, kept)
        .reduce((total, each) => total + each, 0);
    return {
      min: sum(items.map((each) => each.min)),
      max: sum(items.map((each) => each.max)),
      whole: items.every((each) => each.whole),
    };
  }

  #poolItems(pool: readonly DiceNode[]): Bounds[] {
    return pool.flatMap((dice) => {
      this.bounds(dice);
      const count = typeof dice.count === "number" ? dice.count : 0;
      const one = new Checker(this.#spanOf).bounds({ ...dice, count: 1 });
      return Array.from({ length: count }, () => one);
    });
  }

  #dice(node: DiceNode): Bounds {
    const count = this.#count(node);
    const { low, high, sideCases } = this.#sides(node);
    const { modifiers } = node;
    let draws = 0;
    for (const sides of sideCases) {
      const { reroll, explode } = chainChances(sides, modifiers);
      if (reroll >= 1)
        throw this.refusal("unbounded-reroll", "Every face would be rolled again. Leave at least one face out.", node);
      if (explode >= 1 && modifiers.explosion?.once !== true)
        throw this.refusal(
          "unbounded-explosion",
          "Every face would explode, without end. Leave at least one face out.",
          node,
        );
      const chain = modifiers.explosion?.once === true ? 1 + explode : 1 / (1 - explode);
      const each = sides === "d66" ? 2 : 1;
      const once = modifiers.rerolls.some((reroll) => reroll.once) ? 1 : 0;
      draws = Math.max(draws, each * chain * (1 / (1 - reroll) + once));
    }
    const planned = count.max * (node.sides === "d66" ? 2 : 1);
    this.plannedDraws += planned;
    this.extraDraws += Math.max(0, count.max * draws - planned);
    const links = modifiers.explosion === null ? 1 : modifiers.explosion.once ? 2 : 1 + CHAIN_DEPTH_MAX;
    const penalty = modifiers.explosion?.penetrate === true ? 1 : 0;
    const least = clampFace(low, modifiers);
    const most = clampFace(high, modifiers);
    const last = modifiers.selection === null ? least : least - penalty;
    const one = {
      min: Math.min(last, least + (links - 1) * (least - penalty)),
      max: Math.max(most, most + (links - 1) * most),
    };
    const units = modifiers.explosion !== null && !modifiers.explosion.compound ? links : 1;
    return this.#selected(node, count, one, units);
  }

  /** Range over what is kept: of `units` per die when explosions add dice of their own. */
  #selected(node: DiceNode, count: Bounds, one: { min: number; max: number }, units: number): Bounds {
    const { selection, success, failure } = node.modifiers;
    const fewest = keptCount(selection, count.min);
    const most = keptCount(selection, count.max * units);
    if (success !== null) return { min: failure === null ? 0 : -most, max: most, whole: true };
    // `one` already covers a whole chain, so dice from explosions add nothing unless a selection counts them apart.
    const times = selection === null ? [count.min, count.max] : [fewest, Math.min(most, count.max)];
    return {
      min: Math.min(...times.map((n) => n * one.min)),
      max: Math.max(...times.map((n) => n * one.max)),
      whole: true,
    };
  }

  #count(node: DiceNode): Bounds {
    const count = typeof node.count === "number" ? exactly(node.count) : this.bounds(node.count);
    if (!count.whole || count.min < 0)
      throw this.refusal(
        "count-out-of-range",
        "The number of dice must be a whole number and never below zero. Use floor() or max(0, …).",
        node,
      );
    if (count.max > DICE_PER_TERM_MAX)
      throw this.refusal("too-many-dice", `Roll at most ${DICE_PER_TERM_MAX} dice in one term.`, node);
    return count;
  }

  #sides(node: DiceNode): { low: number; high: number; sideCases: DiceSides[] } {
    if (typeof node.sides === "string" || typeof node.sides === "number") {
      const { low, high } = faceRange(node.sides);
      return { low, high, sideCases: [node.sides] };
    }
    const sides = this.bounds(node.sides);
    if (!sides.whole || sides.min < 1 || sides.max > SIDES_MAX)
      throw this.refusal(
        "sides-out-of-range",
        `The number of sides must be a whole number from 1 to ${SIDES_MAX}.`,
        node,
      );
    return { low: 1, high: sides.max, sideCases: [sides.min, sides.max] };
  }
}

type DiceSides = Exclude<DiceNode["sides"], Expression>;

function exactly(value: number): Bounds {
  return { min: value, max: value, whole: true };
}

function corners(left: Bounds, right: Bounds, apply: (a: number, b: number) => number, whole: boolean): Bounds {
  const all = [left.min, left.max].flatMap((a) => [right.min, right.max].map((b) => apply(a, b)));
  return { min: Math.min(...all), max: Math.max(...all), whole };
}

/** The dice of a one-member group that chooses among dice; `null` when the group chooses among totals. */
export function dicePool(group: GroupNode): readonly DiceNode[] | "refused" | null {
  const [only, ...others] = group.members;
  if (only === undefined || others.length > 0 || (group.selection === null && group.success === null)) return null;
  const dice: DiceNode[] = [];
  const walk = (node: Expression): boolean => {
    if (node.kind === "binary" && node.operator === "+") return walk(node.left) && walk(node.right);
    if (node.kind !== "dice" || typeof node.count !== "number") return false;
    if (node.modifiers.selection !== null || node.modifiers.success !== null) return false;
    if (node.modifiers.explosion !== null && !node.modifiers.explosion.compound) return false;
    dice.push(node);
    return true;
  };
  return walk(only) ? dice : "refused";
}
