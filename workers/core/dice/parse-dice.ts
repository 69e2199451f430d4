import type { Comparison, ComparisonOperator, DiceModifiers, DiceNode, Expression, Selection } from "./ast.ts";
import { PLAIN_MODIFIERS } from "./ast.ts";
import { DICE_PER_TERM_MAX, SIDES_MAX } from "./limits.ts";
import type { Scanner } from "./scanner.ts";

const COMPARISON = /<>|>=|<=|==|>|<|=/y;
const SIGNED = /-?\d{1,9}(?:\.\d{1,3})?/y;
const WHOLE = /\d{1,9}/y;

/** What parsing dice needs from the parser of whole expressions. */
export interface ExpressionParser {
  scanner: Scanner;
  warnings: string[];
  expression(): Expression;
  /** Counts the words `adv` and `dis`: one to a roll. */
  noteAdvantage(): void;
}

/** Reads `d…` with all that may follow; the count has been read already and starts at `start`. */
export function parseDice(parser: ExpressionParser, count: number | Expression, start: number): DiceNode {
  const { scanner } = parser;
  if (count === 0) throw scanner.refuse("count-out-of-range", "Roll at least one die.", start);
  if (typeof count === "number" && count > DICE_PER_TERM_MAX)
    throw scanner.refuse("too-many-dice", `Roll at most ${DICE_PER_TERM_MAX} dice in one term.`, start);
  const sides = parseSides(parser);
  scanner.count();
  const modifiers = parseModifiers(parser);
  const node: DiceNode = { kind: "dice", count, sides, modifiers, flavour: null };
  return advantageOnDie(parser, node, start);
}

function parseSides(parser: ExpressionParser): DiceNode["sides"] {
  const { scanner } = parser;
  const start = scanner.position;
  if (scanner.take("%")) return 100;
  if (scanner.take("f")) {
    if (scanner.take(".1")) return "fate1";
    scanner.take(".2");
    return "fate";
  }
  if (scanner.peek() === "(") {
    scanner.take("(");
    const inner = scanner.nested(() => parser.expression());
    scanner.skipSpace();
    if (!scanner.take(")"))
      throw scanner.refuse("unclosed", "Close the parenthesis that holds the number of sides.", start);
    return inner;
  }
  const digits = scanner.match(WHOLE);
  if (digits === null) throw scanner.refuse("unexpected", "Say how many sides the die has, as in d20 or d%.", start);
  if (digits === "66") return "d66";
  const sides = Number(digits);
  if (sides < 1 || sides > SIDES_MAX || /\d/.test(scanner.peek()))
    throw scanner.refuse("sides-out-of-range", `A die has between 1 and ${SIDES_MAX} sides.`, start);
  return sides;
}

/** `d20adv`: the word right behind a plain d20 makes it two, of which one is kept. */
function advantageOnDie(parser: ExpressionParser, node: DiceNode, start: number): DiceNode {
  const { scanner } = parser;
  const back = scanner.position;
  scanner.skipSpace();
  const word = scanner.match(/(?:adv|dis)(?![a-z])/iy);
  if (word === null) {
    scanner.position = back;
    return node;
  }
  parser.noteAdvantage();
  if (!isPlainD20(node))
    throw scanner.refuse(
      "advantage-twice",
      "adv and dis work on a plain d20. For other dice write 2d6kh1 or 2d6kl1.",
      start,
    );
  return advantage(word);
}

/** The dice that the words `adv` and `dis` stand for. */
export function advantage(word: string): DiceNode {
  const end = word.toLowerCase() === "adv" ? "high" : "low";
  const selection: Selection = { action: "keep", end, count: 1 };
  return { kind: "dice", count: 2, sides: 20, modifiers: { ...PLAIN_MODIFIERS, selection }, flavour: null };
}

export function isPlainD20(node: Expression): node is DiceNode {
  if (node.kind !== "dice" || node.count !== 1 || node.sides !== 20) return false;
  const { explosion, min, max, selection, success, rerolls } = node.modifiers;
  return [explosion, min, max, selection, success].every((each) => each === null) && rerolls.length === 0;
}

type Slots = { -readonly [Name in keyof DiceModifiers]: DiceModifiers[Name] };

function parseModifiers(parser: ExpressionParser): DiceModifiers {
  const { scanner } = parser;
  const slots: Slots = { ...PLAIN_MODIFIERS, rerolls: [] };
  for (;;) {
    const back = scanner.position;
    scanner.skipSpace();
    if (!parseModifier(parser, slots)) {
      scanner.position = back;
      break;
    }
    scanner.count();
  }
  if (slots.failure !== null && slots.success === null)
    throw scanner.refuse("failure-without-success", "Say what counts as a success first, as in 6d10>=8f1.");
  if (slots.min !== null && slots.max !== null && slots.min > slots.max)
    throw scanner.refuse("clamp-inverted", "The least value (min) may not be above the greatest (max).");
  return slots;
}

/** Reads one modifier into its slot; false when none stands here. */
function parseModifier(parser: ExpressionParser, slots: Slots): boolean {
  const { scanner } = parser;
  const start = scanner.position;
  const fill = <Name extends keyof Slots>(name: Name, value: Slots[Name]) => {
    if (slots[name] !== null)
      throw scanner.refuse("modifier-twice", "This modifier is already given. Keep one of them.", start);
    slots[name] = value;
    return true;
  };
  const bang = scanner.match(/!(!)?p?o?/iy)?.toLowerCase();
  if (bang !== undefined) {
    const when = comparison(parser, false);
    return fill("explosion", {
      compound: bang.startsWith("!!"),
      penetrate: bang.includes("p"),
      once: bang.endsWith("o"),
      when,
    });
  }
  const reroll = scanner.match(/ro?(?![a-z])/iy);
  if (reroll !== null) {
    slots.rerolls = [...slots.rerolls, { once: reroll.length === 2, when: comparison(parser, true) }];
    return true;
  }
  const clamp = scanner.match(/(?:min?|max?)(?=\s*-?\d)/iy)?.toLowerCase();
  if (clamp !== undefined) return fill(clamp.startsWith("mi") ? "min" : "max", whole(scanner));
  const selection = parseSelection(scanner);
  if (selection !== null) return fill("selection", selection);
  const mark = scanner.match(/c[sf](?![a-z])/iy)?.toLowerCase();
  if (mark !== undefined) return fill(mark === "cs" ? "critical" : "fumble", comparison(parser, true));
  if (scanner.match(/f(?![a-z])/iy) !== null) return fill("failure", comparison(parser, true));
  const sort = scanner.match(/s[ad]?(?![a-z])/iy)?.toLowerCase();
  if (sort !== undefined) return fill("sort", sort === "sd" ? "descending" : "ascending");
  if (/[<>=]/.test(scanner.peek())) return fill("success", comparison(parser, true));
  return false;
}

/** `kh3`, `k`, `dl1`: how many, and from which end. */
export function parseSelection(scanner: Scanner): Selection | null {
  const start = scanner.position;
  if (scanner.match(/d(?=\d)/iy) !== null) {
    throw scanner.refuse(
      "ambiguous-drop",
      "To drop dice write dl1 (lowest) or dh1 (highest); to roll more dice put a + between.",
      start,
    );
  }
  const word = scanner.match(/(?:kh|kl|k|dh|dl)(?![a-z])/iy)?.toLowerCase();
  if (word === undefined) return null;
  const digits = scanner.match(WHOLE);
  const count = digits === null ? 1 : Number(digits);
  if (count < 1 || count > DICE_PER_TERM_MAX)
    throw scanner.refuse("count-out-of-range", `Keep or drop between 1 and ${DICE_PER_TERM_MAX} dice.`, start);
  return { action: word.startsWith("k") ? "keep" : "drop", end: word.endsWith("l") ? "low" : "high", count };
}

function comparison(parser: ExpressionParser, needed: true): Comparison;
function comparison(parser: ExpressionParser, needed: false): Comparison | null;
/** `>=8`, or a bare `8` for “exactly 8” behind a word that asks for a comparison. */
function comparison(parser: ExpressionParser, needed: boolean): Comparison | null {
  const { scanner } = parser;
  const start = scanner.position;
  const symbol = scanner.match(COMPARISON);
  if (symbol === null && !/[\d-]/.test(scanner.peek())) {
    if (!needed) return null;
    throw scanner.refuse("comparison-needed", "Say which faces you mean, as in r1, r<=2 or cs>=19.", start);
  }
  // Behind an explosion a minus belongs to the sum: 1d6! - 1.
  if (symbol === null && !needed && scanner.peek() === "-") return null;
  if (symbol !== null) scanner.skipSpace();
  const target = signed(scanner);
  if (symbol === ">" || symbol === "<")
    parser.warnings.push(
      `${symbol}${target} is strict: ${target} itself does not count. Write ${symbol}=${target} to include it.`,
    );
  const operator = (symbol === null || symbol === "==" ? "=" : symbol) as ComparisonOperator;
  return { operator, target };
}

function signed(scanner: Scanner): number {
  const start = scanner.position;
  scanner.skipSpace();
  const digits = scanner.match(SIGNED);
  if (digits === null || /[\d.]/.test(scanner.peek()))
    throw scanner.refuse("bad-number", "Write a number here, with at most nine digits.", start);
  return Number(digits) + 0;
}

function whole(scanner: Scanner): number {
  const start = scanner.position;
  const value = signed(scanner);
  if (!Number.isInteger(value)) throw scanner.refuse("bad-number", "Write a whole number here.", start);
  return value;
}

/** `>=8` and `f1` behind a group. */
export function parseGroupCounting(parser: ExpressionParser): {
  success: Comparison | null;
  failure: Comparison | null;
} {
  const { scanner } = parser;
  scanner.skipSpace();
  const success = /[<>=]/.test(scanner.peek()) ? comparison(parser, true) : null;
  scanner.skipSpace();
  const failure = scanner.match(/f(?![a-z])/iy) === null ? null : comparison(parser, true);
  if (failure !== null && success === null)
    throw scanner.refuse("failure-without-success", "Say what counts as a success first, as in {1d6,1d8}>=4f1.");
  return { success, failure };
}
