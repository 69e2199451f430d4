import type { RolledDie } from "../../contracts/events.ts";
import type { BinaryNode, CallNode, Comparison, DiceNode, Expression, GroupNode, RollExpression } from "./ast.ts";
import { satisfies } from "./ast.ts";
import { dicePool } from "./bounds.ts";
import { EXTRA_DRAWS_MAX } from "./limits.ts";
import { type Budget, type Draw, type Fallen, recordDie, selectKept, throwDie, type Unit } from "./pool.ts";
import { printExpression } from "./printer.ts";

/** One dice term of the expression and what it gave. */
export interface TermOutcome {
  /** First part of the labels of its dice. */
  path: string;
  text: string;
  subtotal: number;
  flavour: string | null;
  /** In which order to show the dice; they are listed as they fell. */
  sort: "ascending" | "descending" | null;
}

export type Degree = "critical-success" | "success" | "failure" | "critical-failure";
export interface VersusOutcome {
  dc: number;
  margin: number;
  /** Ten above or below makes it critical; a lone natural 20 raises it by one step, a lone natural 1 lowers it. */
  degree: Degree;
}

export interface RollOutcome {
  /** A whole number: fractions are dropped at the very end, downwards. */
  total: number;
  /** One entry for each repetition of `N#`, else one. */
  results: readonly { total: number; versus: VersusOutcome | null }[];
  dice: readonly RolledDie[];
  terms: readonly TermOutcome[];
  /** The total once more when the expression counts successes, else null. */
  successes: number | null;
  /** The total split by flavour; a part without one goes with the part to its left. `""` when no part has one. */
  byFlavour: Readonly<Record<string, number>>;
  /** Of the only repetition. */
  versus: VersusOutcome | null;
  /** An explosion or reroll stopped at a limit; a freak event, and the same for every verifier. */
  capped: boolean;
}

interface Part {
  flavour: string | null;
  value: number;
}
interface Value {
  value: number;
  parts: readonly Part[];
}

/** Rolls a parsed expression. Pure: the same draws give the same outcome. */
export function evaluate(roll: RollExpression, draw: Draw): RollOutcome {
  const budget: Budget = { extraDraws: EXTRA_DRAWS_MAX, capped: false };
  const dice: RolledDie[] = [];
  const terms: TermOutcome[] = [];
  const parts: Part[] = [];
  const results: { total: number; versus: VersusOutcome | null }[] = [];
  let counts = false;
  for (let repetition = 0; repetition < (roll.repeat ?? 1); repetition += 1) {
    const walk = new Walk(draw, budget, roll.repeat === null ? "" : `${repetition}.`);
    const { value: exact, parts: own } = walk.value(roll.body);
    const value = Math.floor(exact);
    results.push({ total: value, versus: roll.versus === null ? null : versusOutcome(value, roll.versus, walk.dice) });
    for (const each of walk.dice) dice.push(recordDie(each));
    terms.push(...walk.terms);
    parts.push(...own);
    counts ||= walk.counts;
  }
  const total = results.reduce((sum, each) => sum + each.total, 0) + 0;
  return {
    total,
    results,
    dice,
    terms,
    successes: counts ? total : null,
    byFlavour: byFlavour(parts, total),
    versus: roll.repeat === null ? (results[0]?.versus ?? null) : null,
    capped: budget.capped,
  };
}

class Walk {
  readonly dice: Fallen[] = [];
  readonly terms: TermOutcome[] = [];
  counts = false;
  readonly #draw: Draw;
  readonly #budget: Budget;
  readonly #prefix: string;
  #nextTerm = 0;

  constructor(draw: Draw, budget: Budget, prefix: string) {
    this.#draw = draw;
    this.#budget = budget;
    this.#prefix = prefix;
  }

  value(node: Expression): Value {
    switch (node.kind) {
      case "number":
        return part(node.value, node.flavour);
      case "variable":
        throw new Error(`@${node.name} has no number; parse with variables before rolling`);
      case "tagged":
        return part(this.value(node.operand).value, node.flavour);
      case "negate":
        return scale(this.value(node.operand), (each) => 0 - each);
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

  #binary(node: BinaryNode): Value {
    const left = this.value(node.left);
    const right = this.value(node.right);
    switch (node.operator) {
      case "+":
        return { value: left.value + right.value, parts: [...left.parts, ...right.parts] };
      case "-":
        return {
          value: left.value - right.value + 0,
          parts: [...left.parts, ...scale(right, (each) => 0 - each).parts],
        };
      case "*":
        if (isPlain(right)) return scale(left, (each) => each * right.value + 0);
        if (isPlain(left)) return scale(right, (each) => each * left.value + 0);
        return part(left.value * right.value + 0, null);
      case "/":
        if (isPlain(right)) return scale(left, (each) => each / right.value + 0);
        return part(left.value / right.value + 0, null);
      default: {
        const never: never = node.operator;
        return never;
      }
    }
  }

  #call(node: CallNode): Value {
    const operands = node.operands.map((operand) => this.value(operand));
    const flavours = new Set(
      operands.flatMap((each) => each.parts.map(({ flavour }) => flavour)).filter((each) => each !== null),
    );
    const [only] = flavours;
    const flavour = node.flavour ?? (flavours.size === 1 ? (only ?? null) : null);
    return part(
      call(
        node.name,
        operands.map((each) => each.value),
      ) + 0,
      flavour,
    );
  }

  #dice(node: DiceNode): Value {
    const { units, path } = this.#throwAll(node);
    const kept = selectKept(
      units.map((unit) => unit.value),
      node.modifiers.selection,
    );
    const value = this.#settle(units, kept, node.modifiers.success, node.modifiers.failure);
    this.terms.push({
      path,
      text: printExpression(node),
      subtotal: value,
      flavour: node.flavour,
      sort: node.modifiers.sort,
    });
    return part(value, node.flavour);
  }

  /** Throws every die of a term. Computed counts and sides roll first and take the earlier term numbers. */
  #throwAll(node: DiceNode): { units: Unit[]; path: string } {
    const count = typeof node.count === "number" ? node.count : this.value(node.count).value;
    const sides = typeof node.sides === "object" ? this.value(node.sides).value : node.sides;
    const path = `${this.#prefix}${this.#nextTerm}`;
    this.#nextTerm += 1;
    const throwing = {
      draw: this.#draw,
      budget: this.#budget,
      path,
      sides,
      modifiers: node.modifiers,
      flavour: node.flavour,
    };
    const units: Unit[] = [];
    for (let die = 0; die < count; die += 1) units.push(...throwDie(throwing, die));
    for (const unit of units) for (const each of unit.draws) this.dice.push(each);
    return { units, path };
  }

  /** Marks what was kept and counted and gives the sum or the count. */
  #settle(
    units: readonly Unit[],
    kept: readonly boolean[],
    success: Comparison | null,
    failure: Comparison | null,
  ): number {
    let sum = 0;
    units.forEach((unit, index) => {
      const keep = kept[index] === true;
      const mark = keep ? markOf(unit.value, success, failure) : null;
      for (const each of unit.draws) {
        each.kept = keep && !each.rerolled;
        each.mark = each.kept ? mark : null;
        if (!each.kept) Object.assign(each, { critical: false, fumble: false });
      }
      if (keep) sum += success === null ? unit.value : markWorth(mark);
    });
    if (success !== null) this.counts = true;
    return sum;
  }

  #group(node: GroupNode): Value {
    const pool = dicePool(node);
    if (pool !== null && pool !== "refused") return this.#pool(node, pool);
    const items = node.members.map((member) => {
      const from = this.dice.length;
      return { ...this.value(member), from, to: this.dice.length };
    });
    const kept = selectKept(
      items.map((item) => item.value),
      node.selection,
    );
    items.forEach((item, index) => {
      if (kept[index]) return;
      for (const die of this.dice.slice(item.from, item.to))
        Object.assign(die, { kept: false, mark: null, critical: false, fumble: false });
    });
    const chosen = items.filter((_, index) => kept[index]);
    if (node.success === null) {
      const sum = chosen.reduce((total, item) => total + item.value, 0);
      return node.flavour === null
        ? { value: sum, parts: chosen.flatMap((item) => item.parts) }
        : part(sum, node.flavour);
    }
    this.counts = true;
    const { success, failure } = node;
    return part(
      chosen.reduce((total, item) => total + markWorth(markOf(item.value, success, failure)), 0),
      node.flavour,
    );
  }

  /** `{4d6+2d8}kh3`: one selection over the dice of all terms. */
  #pool(node: GroupNode, pool: readonly DiceNode[]): Value {
    const thrown = pool.map((dice) => ({ dice, ...this.#throwAll(dice) }));
    const units = thrown.flatMap((each) => each.units);
    const kept = selectKept(
      units.map((unit) => unit.value),
      node.selection,
    );
    const value = this.#settle(units, kept, node.success, node.failure);
    let index = 0;
    const parts = thrown.map(({ dice, units: own, path }): Part => {
      const worth = own.map((unit) =>
        kept[index++]
          ? node.success === null
            ? unit.value
            : markWorth(markOf(unit.value, node.success, node.failure))
          : 0,
      );
      const subtotal = worth.reduce((sum, each) => sum + each, 0);
      this.terms.push({
        path,
        text: printExpression(dice),
        subtotal,
        flavour: dice.flavour,
        sort: dice.modifiers.sort,
      });
      return { flavour: dice.flavour, value: subtotal };
    });
    return node.flavour === null ? { value, parts } : part(value, node.flavour);
  }
}

function markOf(value: number, success: Comparison | null, failure: Comparison | null): Fallen["mark"] {
  if (success !== null && satisfies(value, success)) return "success";
  return failure !== null && satisfies(value, failure) ? "failure" : null;
}

function markWorth(mark: Fallen["mark"]): number {
  return mark === "success" ? 1 : mark === "failure" ? -1 : 0;
}

function part(value: number, flavour: string | null): Value {
  return { value, parts: [{ flavour, value }] };
}

function scale(value: Value, by: (each: number) => number): Value {
  return { value: by(value.value), parts: value.parts.map((each) => ({ ...each, value: by(each.value) })) };
}

function isPlain(value: Value): boolean {
  return value.parts.every(({ flavour }) => flavour === null);
}

/** Arithmetic that every verifier can repeat to the last bit: powers multiply, halves round up. */
export function call(name: CallNode["name"], operands: readonly number[]): number {
  const [first = 0, second = 0] = operands;
  switch (name) {
    case "floor":
      return Math.floor(first);
    case "ceil":
      return Math.ceil(first);
    case "round":
      return Math.floor(first) + (first - Math.floor(first) >= 0.5 ? 1 : 0);
    case "abs":
      return Math.abs(first);
    case "sqrt":
      return Math.sqrt(first);
    case "max":
      return Math.max(...operands);
    case "min":
      return Math.min(...operands);
    case "pow": {
      let product = 1;
      for (let times = 0; times < second; times += 1) product *= first;
      return product;
    }
    default: {
      const never: never = name;
      return never;
    }
  }
}

function byFlavour(parts: readonly Part[], total: number): Record<string, number> {
  const first = parts.find(({ flavour }) => flavour !== null)?.flavour;
  if (first === undefined || first === null) return { "": total };
  const totals = new Map<string, number>();
  let current = first;
  for (const { flavour, value } of parts) {
    current = flavour ?? current;
    totals.set(current, (totals.get(current) ?? 0) + value);
  }
  return Object.fromEntries([...totals].map(([flavour, value]) => [flavour, Math.floor(value)]));
}

const DEGREES: readonly Degree[] = ["critical-failure", "failure", "success", "critical-success"];

/** How a total stands against a difficulty. */
function versusOutcome(total: number, dc: number, dice: readonly Fallen[]): VersusOutcome {
  const margin = total - dc;
  const d20s = dice.filter((die) => die.sides === 20 && die.kept);
  const natural = d20s.length === 1 ? d20s[0]?.natural : undefined;
  const step =
    (margin >= 10 ? 3 : margin >= 0 ? 2 : margin > -10 ? 1 : 0) + (natural === 20 ? 1 : natural === 1 ? -1 : 0);
  return { dc, margin, degree: DEGREES[Math.min(3, Math.max(0, step))] ?? "failure" };
}
