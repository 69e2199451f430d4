export type ComparisonOperator = "=" | "<>" | ">" | ">=" | "<" | "<=";
export interface Comparison {
  operator: ComparisonOperator;
  target: number;
}

/** `fate` is dF (one third each), `fate1` is dF.1 (one plus, one minus, four blanks); `d66` is a tens and a ones die. */
export type NamedDie = "fate" | "fate1" | "d66";

export interface Reroll {
  once: boolean;
  when: Comparison;
}

export interface Explosion {
  /** Compounding adds the extra faces to the same die; otherwise each extra draw is a die of its own. */
  compound: boolean;
  penetrate: boolean;
  once: boolean;
  /** `null`: on the highest face. */
  when: Comparison | null;
}

export interface Selection {
  action: "keep" | "drop";
  end: "high" | "low";
  count: number;
}

/** What may follow dice. The order of work is fixed whatever the order of writing: reroll, explode, clamp, keep, count. */
export interface DiceModifiers {
  rerolls: readonly Reroll[];
  explosion: Explosion | null;
  min: number | null;
  max: number | null;
  selection: Selection | null;
  success: Comparison | null;
  failure: Comparison | null;
  critical: Comparison | null;
  fumble: Comparison | null;
  sort: "ascending" | "descending" | null;
}

export interface NumberNode {
  kind: "number";
  value: number;
  flavour: string | null;
}
export interface VariableNode {
  kind: "variable";
  name: string;
  flavour: string | null;
}
export interface DiceNode {
  kind: "dice";
  count: number | Expression;
  sides: number | NamedDie | Expression;
  modifiers: DiceModifiers;
  flavour: string | null;
}
export interface NegateNode {
  kind: "negate";
  operand: Expression;
}
export interface BinaryNode {
  kind: "binary";
  operator: "+" | "-" | "*" | "/";
  left: Expression;
  right: Expression;
}
export type FunctionName = "floor" | "ceil" | "round" | "abs" | "sqrt" | "pow" | "max" | "min";
export interface CallNode {
  kind: "call";
  name: FunctionName;
  operands: readonly Expression[];
  flavour: string | null;
}
/** `{a, b}kh1`: each member's total is one item; `{4d6 + 2d8}kh3`: each die of the one member is. */
export interface GroupNode {
  kind: "group";
  members: readonly Expression[];
  selection: Selection | null;
  success: Comparison | null;
  failure: Comparison | null;
  flavour: string | null;
}
/** Parentheses survive in the tree only where they carry a flavour: `(2d6 + 3)[fire]`. */
export interface TaggedNode {
  kind: "tagged";
  operand: Expression;
  flavour: string;
}

export type Expression =
  | NumberNode
  | VariableNode
  | DiceNode
  | NegateNode
  | BinaryNode
  | CallNode
  | GroupNode
  | TaggedNode;

/** A whole roll: `6#(4d6kh3) vs 15 # why`. */
export interface RollExpression {
  repeat: number | null;
  body: Expression;
  versus: number | null;
  comment: string | null;
}

export const PLAIN_MODIFIERS: DiceModifiers = {
  rerolls: [],
  explosion: null,
  min: null,
  max: null,
  selection: null,
  success: null,
  failure: null,
  critical: null,
  fumble: null,
  sort: null,
};

/** Whether a face satisfies a comparison. */
export function satisfies(value: number, { operator, target }: Comparison): boolean {
  switch (operator) {
    case "=":
      return value === target;
    case "<>":
      return value !== target;
    case ">":
      return value > target;
    case ">=":
      return value >= target;
    case "<":
      return value < target;
    case "<=":
      return value <= target;
    default: {
      const never: never = operator;
      return never;
    }
  }
}

/** What a face is worth after `min` and `max`. */
export function clampFace(value: number, { min, max }: Pick<DiceModifiers, "min" | "max">): number {
  return Math.min(Math.max(value, min ?? value), max ?? Number.POSITIVE_INFINITY);
}

/** How many of `length` items a selection keeps. */
export function keptCount(selection: Selection | null, length: number): number {
  if (selection === null) return length;
  return selection.action === "keep" ? Math.min(selection.count, length) : Math.max(0, length - selection.count);
}
