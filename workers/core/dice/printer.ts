import type { Comparison, DiceModifiers, DiceNode, Expression, GroupNode, RollExpression, Selection } from "./ast.ts";

/** The one canonical spelling of a roll; parsing it gives the same tree. */
export function print(roll: RollExpression): string {
  const repeat = roll.repeat === null ? "" : `${roll.repeat}#`;
  const versus = roll.versus === null ? "" : ` vs ${roll.versus}`;
  const comment = roll.comment === null ? "" : ` # ${roll.comment}`;
  return `${repeat}${printExpression(roll.body)}${versus}${comment}`;
}

/** The canonical spelling of a part of a roll. */
export function printExpression(node: Expression): string {
  switch (node.kind) {
    case "number":
      return `${node.value}${flavour(node)}`;
    case "variable":
      return `@{${node.name}}${flavour(node)}`;
    case "dice":
      return printDice(node);
    case "tagged":
      return `(${printExpression(node.operand)})${flavour(node)}`;
    case "negate":
      return `-${operand(node.operand, node.operand.kind === "binary")}`;
    case "call":
      return `${node.name}(${node.operands.map(printExpression).join(", ")})${flavour(node)}`;
    case "group":
      return printGroup(node);
    case "binary": {
      const tight = node.operator === "*" || node.operator === "/";
      const left = operand(node.left, tight && isSum(node.left));
      const right = operand(node.right, node.right.kind === "binary" && (tight || isSum(node.right)));
      return `${left} ${node.operator} ${right}`;
    }
    default: {
      const never: never = node;
      return never;
    }
  }
}

function operand(node: Expression, wrap: boolean): string {
  return wrap ? `(${printExpression(node)})` : printExpression(node);
}

function isSum(node: Expression): boolean {
  return node.kind === "binary" && (node.operator === "+" || node.operator === "-");
}

function printDice(node: DiceNode): string {
  const count = typeof node.count === "number" ? `${node.count}` : `(${printExpression(node.count)})`;
  return `${count}d${printSides(node.sides)}${printModifiers(node.modifiers)}${flavour(node)}`;
}

function printSides(sides: DiceNode["sides"]): string {
  switch (sides) {
    case "fate":
      return "F";
    case "fate1":
      return "F.1";
    case "d66":
      return "66";
    default:
      return typeof sides === "number" ? `${sides}` : `(${printExpression(sides)})`;
  }
}

function printModifiers(modifiers: DiceModifiers): string {
  const { rerolls, explosion, min, max, selection, success, failure, critical, fumble, sort } = modifiers;
  const bang =
    explosion === null
      ? ""
      : `${explosion.compound ? "!!" : "!"}${explosion.penetrate ? "p" : ""}${explosion.once ? "o" : ""}${compare(explosion.when)}`;
  // Behind a bare `!` a counted success would read as the face to explode on: then the `!` goes last.
  const bangLast = explosion?.when === null && success !== null;
  return [
    ...rerolls.map(({ once, when }) => `${once ? "ro" : "r"}${compare(when)}`),
    bangLast ? "" : bang,
    min === null ? "" : `min${min}`,
    max === null ? "" : `max${max}`,
    printSelection(selection),
    compare(success),
    failure === null ? "" : `f${compare(failure)}`,
    critical === null ? "" : `cs${compare(critical)}`,
    fumble === null ? "" : `cf${compare(fumble)}`,
    sort === null ? "" : sort === "ascending" ? "sa" : "sd",
    bangLast ? bang : "",
  ].join("");
}

function printGroup(node: GroupNode): string {
  const members = node.members.map(printExpression).join(", ");
  const failure = node.failure === null ? "" : `f${compare(node.failure)}`;
  return `{${members}}${printSelection(node.selection)}${compare(node.success)}${failure}${flavour(node)}`;
}

function printSelection(selection: Selection | null): string {
  if (selection === null) return "";
  return `${selection.action === "keep" ? "k" : "d"}${selection.end === "high" ? "h" : "l"}${selection.count}`;
}

function compare(comparison: Comparison | null): string {
  return comparison === null ? "" : `${comparison.operator}${comparison.target}`;
}

function flavour(node: { flavour: string | null }): string {
  return node.flavour === null ? "" : `[${node.flavour}]`;
}
