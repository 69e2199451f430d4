import type { DamageType } from "../../../contracts/rules.ts";
import type { DiceNode, Expression } from "../../dice/ast.ts";
import { parse } from "../../dice/parser.ts";
import { printExpression } from "../../dice/printer.ts";

/** A formula that a sheet or an adventure carries and the dice cannot read: a fault of the content. */
export class UnreadableDice extends Error {}

/** The formula of a critical hit: every die falls twice, what is added stays. */
export function doubled(formula: string): string {
  const parsed = parse(formula);
  if (!parsed.ok) throw new UnreadableDice(`${formula}: ${parsed.error.message}`);
  return printExpression(twice(parsed.roll.body));
}

function twice(node: Expression): Expression {
  switch (node.kind) {
    case "number":
    case "variable":
      return node;
    case "dice":
      return twiceTheDice(node);
    case "negate":
    case "tagged":
      return { ...node, operand: twice(node.operand) };
    case "binary":
      return { ...node, left: twice(node.left), right: twice(node.right) };
    case "call":
      return { ...node, operands: node.operands.map(twice) };
    case "group":
      return { ...node, members: node.members.map(twice) };
    default:
      return node satisfies never;
  }
}

function twiceTheDice(dice: DiceNode): DiceNode {
  if (typeof dice.count === "number") return { ...dice, count: dice.count * 2 };
  return {
    ...dice,
    count: { kind: "binary", operator: "*", left: dice.count, right: { kind: "number", value: 2, flavour: null } },
  };
}

/** A formula with its damage type as flavour, so that one roll tells apart steel and fire. */
export function flavoured(formula: string, type: DamageType): string {
  return `(${formula})[${type}]`;
}
