import type { BinaryNode, Expression, FunctionName, GroupNode, RollExpression } from "./ast.ts";
import { checkExpression } from "./bounds.ts";
import { ARGUMENTS_MAX, FLAVOUR_CHARS_MAX, REPEATS_MAX } from "./limits.ts";
import {
  advantage,
  type ExpressionParser,
  isPlainD20,
  parseDice,
  parseGroupCounting,
  parseSelection,
} from "./parse-dice.ts";
import { type ParseError, Refusal, Scanner, type Span } from "./scanner.ts";

/** Numbers behind names such as `@dex`; names are compared in lower case. */
export type Variables = Readonly<Record<string, number>>;

export type ParseResult =
  | { ok: true; roll: RollExpression; warnings: readonly string[] }
  | { ok: false; error: ParseError };

/**
 * Reads a dice expression. Never throws: what cannot be rolled within the limits comes back as an error.
 * Without `variables`, names stay in the tree (for macros) and the bounds are checked again when they are filled.
 */
export function parse(text: string, variables: Variables | null = null): ParseResult {
  try {
    const parser = new RollParser(text, variables);
    const roll = parser.roll();
    return { ok: true, roll, warnings: parser.warnings };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { ok: false, error: thrown.error };
    throw thrown;
  }
}

const FUNCTIONS: Record<FunctionName, { least: number; most: number }> = {
  floor: { least: 1, most: 1 },
  ceil: { least: 1, most: 1 },
  round: { least: 1, most: 1 },
  abs: { least: 1, most: 1 },
  sqrt: { least: 1, most: 1 },
  pow: { least: 2, most: 2 },
  max: { least: 1, most: ARGUMENTS_MAX },
  min: { least: 1, most: ARGUMENTS_MAX },
};

const DICE_FOLLOW = /\s*d(?=\s*[\d%f(])/iy;

class RollParser implements ExpressionParser {
  readonly scanner: Scanner;
  readonly warnings: string[] = [];
  readonly #variables: Map<string, number> | null;
  readonly #spans = new Map<Expression, Span>();
  #advantageWords = 0;
  readonly #advantages = new Set<Expression>();

  constructor(text: string, variables: Variables | null) {
    this.scanner = new Scanner(text);
    this.#variables =
      variables === null
        ? null
        : new Map(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value]));
  }

  roll(): RollExpression {
    const { scanner } = this;
    scanner.skipSpace();
    if (scanner.atEnd) throw scanner.refuse("empty", "Write what to roll, as in 1d20+5.");
    const repeat = this.#repeat();
    let body = this.expression();
    scanner.skipSpace();
    const trailing = scanner.match(/(?:adv|dis)(?![a-z])/iy);
    if (trailing !== null) body = sum(body, "+", this.#advantage(trailing));
    body = this.#applyAdvantage(body);
    const versus = this.#versus();
    const comment = this.#comment();
    if (!scanner.atEnd)
      throw scanner.refuse(
        "unexpected",
        `Did not expect ${scanner.here} here. Put an operator before it, or a # before a remark.`,
      );
    checkExpression(body, repeat ?? 1, (node) => this.#spans.get(node) ?? { start: 0, end: scanner.text.length });
    return { repeat, body, versus, comment };
  }

  /** `6#…` with nothing between: `20 # hit` is a remark. */
  #repeat(): number | null {
    const { scanner } = this;
    const start = scanner.position;
    const prefix = scanner.match(/\d{1,9}#(?=\S)/y);
    if (prefix === null) return null;
    const times = Number(prefix.slice(0, -1));
    if (times < 1 || times > REPEATS_MAX)
      throw scanner.refuse("repeat-out-of-range", `Repeat a roll between 1 and ${REPEATS_MAX} times.`, start);
    return times;
  }

  #versus(): number | null {
    const { scanner } = this;
    scanner.skipSpace();
    if (scanner.match(/vs(?![a-z])/iy) === null) return null;
    scanner.skipSpace();
    const start = scanner.position;
    if (scanner.peek() === "@") return this.#variableValue().value;
    const digits = scanner.match(/-?\d{1,9}(?:\.\d{1,3})?/y);
    if (digits === null) throw scanner.refuse("bad-number", "Say the difficulty as a number, as in vs 15.", start);
    return Number(digits) + 0;
  }

  #comment(): string | null {
    const { scanner } = this;
    scanner.skipSpace();
    if (!scanner.take("#")) return null;
    const comment = scanner.text.slice(scanner.position).trim();
    scanner.position = scanner.text.length;
    return comment === "" ? null : comment;
  }

  expression(): Expression {
    const { scanner } = this;
    const start = scanner.position;
    let left = this.#product();
    for (;;) {
      scanner.skipSpace();
      const operator = scanner.take("+") ? "+" : scanner.take("-") ? "-" : null;
      if (operator === null) return left;
      left = this.#note(sum(left, operator, this.#product()), start);
    }
  }

  #product(): Expression {
    const { scanner } = this;
    scanner.skipSpace();
    const start = scanner.position;
    let left = this.#unary();
    for (;;) {
      scanner.skipSpace();
      const operator = scanner.take("*") ? "*" : scanner.take("/") ? "/" : null;
      if (operator === null) return left;
      left = this.#note({ kind: "binary", operator, left, right: this.#unary() }, start);
    }
  }

  #unary(): Expression {
    const { scanner } = this;
    scanner.skipSpace();
    const start = scanner.position;
    if (scanner.take("-")) return scanner.nested(() => this.#note({ kind: "negate", operand: this.#unary() }, start));
    if (scanner.take("+")) return scanner.nested(() => this.#unary());
    return this.#primary(start);
  }

  #primary(start: number): Expression {
    const { scanner } = this;
    if (scanner.take("(")) return this.#parenthesis(start);
    if (scanner.peek() === "{") return this.#group(start);
    if (scanner.peek() === "@") return this.#variable(start);
    const digits = scanner.match(/\d+(?:\.\d+)?/y);
    if (digits !== null) return this.#number(digits, start);
    const word = scanner.match(/adv(?![a-z])|dis(?![a-z])/iy);
    if (word !== null) return this.#flavoured(this.#advantage(word), start);
    if (scanner.match(DICE_FOLLOW) !== null) return this.#flavoured(this.#dice(1, start), start);
    const name = scanner.match(/[a-z]+/iy);
    if (name !== null) return this.#call(name.toLowerCase(), start);
    throw scanner.refuse("unexpected", `Expected a number or dice, found ${scanner.here}.`, start);
  }

  #number(digits: string, start: number): Expression {
    const { scanner } = this;
    if (scanner.match(DICE_FOLLOW) !== null) {
      if (digits.includes(".")) throw scanner.refuse("bad-number", "Roll a whole number of dice.", start);
      if (digits.length > 9) throw scanner.refuse("too-many-dice", "That is more dice than any table holds.", start);
      return this.#flavoured(this.#dice(Number(digits), start), start);
    }
    if (!/^\d{1,9}(?:\.\d{1,3})?$/.test(digits))
      throw scanner.refuse("bad-number", "Keep numbers to nine digits and three decimals.", start);
    return this.#flavoured(this.#note({ kind: "number", value: Number(digits), flavour: null }, start), start);
  }

  #dice(count: number | Expression, start: number): Expression {
    this.scanner.skipSpace();
    const node = parseDice(this, count, start);
    this.#spans.set(node, this.scanner.spanFrom(start));
    return node;
  }

  #parenthesis(start: number): Expression {
    const { scanner } = this;
    const inner = scanner.nested(() => this.expression());
    scanner.skipSpace();
    if (!scanner.take(")")) throw scanner.refuse("unclosed", "Close this parenthesis.", start);
    if (scanner.match(DICE_FOLLOW) !== null) return this.#flavoured(this.#dice(inner, start), start);
    const flavour = this.#flavour();
    return flavour === null ? inner : this.#note({ kind: "tagged", operand: inner, flavour }, start);
  }

  #group(start: number): Expression {
    const { scanner } = this;
    scanner.take("{");
    const members = scanner.nested(() => this.#list("}"));
    scanner.skipSpace();
    const selection = parseSelection(scanner);
    const group: GroupNode = { kind: "group", members, selection, ...parseGroupCounting(this), flavour: null };
    return this.#flavoured(this.#note(group, start), start);
  }

  #list(close: string): Expression[] {
    const { scanner } = this;
    const start = scanner.position;
    const members = [this.expression()];
    for (;;) {
      scanner.skipSpace();
      if (scanner.take(close)) return members;
      if (!scanner.take(","))
        throw scanner.refuse(
          "unclosed",
          `Close this list with ${close}, or put a comma before ${scanner.here}.`,
          start,
        );
      if (members.length === ARGUMENTS_MAX)
        throw scanner.refuse("arguments", `A list holds at most ${ARGUMENTS_MAX} members.`, start);
      members.push(this.expression());
    }
  }

  #call(word: string, start: number): Expression {
    const { scanner } = this;
    const arity = Object.hasOwn(FUNCTIONS, word) ? FUNCTIONS[word as FunctionName] : null;
    if (arity === null)
      throw scanner.refuse(
        "unknown-word",
        `“${word.slice(0, 20)}” is not a dice word. Put a # before a remark and a @ before a name from the sheet.`,
        start,
      );
    const name = word as FunctionName;
    if (!scanner.take("(")) throw scanner.refuse("unexpected", `Write ${name} with parentheses: ${name}(1d6).`, start);
    const operands = scanner.nested(() => this.#list(")"));
    if (operands.length < arity.least || operands.length > arity.most)
      throw scanner.refuse(
        "arguments",
        `${name} takes ${arity.least === arity.most ? arity.least : "one or more"} value(s).`,
        start,
      );
    return this.#flavoured(this.#note({ kind: "call", name, operands, flavour: null }, start), start);
  }

  #variable(start: number): Expression {
    const { name, value } = this.#variableValue(true);
    if (value === null) return this.#flavoured(this.#note({ kind: "variable", name, flavour: null }, start), start);
    const number = this.#flavoured(this.#note({ kind: "number", value: Math.abs(value), flavour: null }, start), start);
    return value < 0 ? this.#note({ kind: "negate", operand: number }, start) : number;
  }

  #variableValue(): { name: string; value: number };
  #variableValue(mayStay: true): { name: string; value: number | null };
  #variableValue(mayStay = false): { name: string; value: number | null } {
    const { scanner } = this;
    const start = scanner.position;
    const token = scanner.match(/@(?:\{[^{}@\n]{1,64}\}|[a-z_][\w-]*(?:\.[\w-]+)*)/iy);
    if (token === null)
      throw scanner.refuse(
        "unknown-variable",
        "Name a value from the sheet behind @, as in @dex or @{spell attack}.",
        start,
      );
    const name = token
      .replace(/^@\{?|\}$/g, "")
      .trim()
      .toLowerCase();
    if (this.#variables === null && mayStay && name !== "") return { name, value: null };
    const value = this.#variables?.get(name);
    if (value === undefined || !Number.isFinite(value) || !/^-?\d{1,9}(?:\.\d{1,3})?$/.test(String(value)))
      throw scanner.refuse("unknown-variable", `There is no usable number called “${name}” on this sheet.`, start);
    return { name, value };
  }

  #flavoured<Node extends Expression>(node: Node, start: number): Node {
    const flavour = this.#flavour();
    if (flavour === null || node.kind === "binary" || node.kind === "negate") return node;
    const tagged = { ...node, flavour };
    this.#spans.set(tagged, this.scanner.spanFrom(start));
    if (this.#advantages.delete(node)) this.#advantages.add(tagged);
    return tagged;
  }

  #flavour(): string | null {
    const { scanner } = this;
    const back = scanner.position;
    scanner.skipSpace();
    if (scanner.peek() !== "[") {
      scanner.position = back;
      return null;
    }
    const start = scanner.position;
    const flavour =
      scanner
        .match(/\[[^[\]\n]*\]/y)
        ?.slice(1, -1)
        .trim() ?? "";
    if (flavour === "" || flavour.length > FLAVOUR_CHARS_MAX)
      throw scanner.refuse(
        "bad-flavour",
        `Put one to ${FLAVOUR_CHARS_MAX} characters between the brackets, as in 2d6[fire].`,
        start,
      );
    return flavour;
  }

  #advantage(word: string): Expression {
    const node = advantage(word);
    this.scanner.count();
    this.#advantages.add(node);
    this.noteAdvantage();
    return node;
  }

  noteAdvantage(): void {
    this.#advantageWords += 1;
    if (this.#advantageWords > 1)
      throw this.scanner.refuse("advantage-twice", "Advantage and disadvantage cancel out: name at most one.");
  }

  /** `d20+5+adv`: the word changes the one plain d20 of the sum; with none there it is a roll of its own. */
  #applyAdvantage(body: Expression): Expression {
    const [word] = this.#advantages;
    if (word === undefined) return body;
    const addends = leftSpine(body);
    const plain = addends.filter(({ sign, node }) => sign === "+" && isPlainD20(node));
    if (plain.length !== 1 || !addends.some(({ sign, node }) => sign === "+" && node === word)) return body;
    const d20 = plain[0]?.node;
    const kept = addends
      .filter(({ node }) => node !== word)
      .map(({ sign, node }) => ({
        sign,
        node: node === d20 && word.kind === "dice" && d20.kind === "dice" ? { ...word, flavour: d20.flavour } : node,
      }));
    const [first, ...rest] = kept;
    if (first === undefined) return body;
    const head: Expression = first.sign === "-" ? { kind: "negate", operand: first.node } : first.node;
    return rest.reduce<Expression>(
      (left, { sign, node }) => ({ kind: "binary", operator: sign, left, right: node }),
      head,
    );
  }

  #note<Node extends Expression>(node: Node, start: number): Node {
    this.scanner.count();
    this.#spans.set(node, this.scanner.spanFrom(start));
    return node;
  }
}

/** Writes `a + -2`, as a negative number from the sheet gives it, as `a - 2`. */
function sum(left: Expression, operator: "+" | "-", right: Expression): BinaryNode {
  if (right.kind !== "negate" || right.operand.kind !== "number") return { kind: "binary", operator, left, right };
  return { kind: "binary", operator: operator === "+" ? "-" : "+", left, right: right.operand };
}

function leftSpine(node: Expression): { sign: "+" | "-"; node: Expression }[] {
  if (node.kind !== "binary" || (node.operator !== "+" && node.operator !== "-")) return [{ sign: "+", node }];
  return [...leftSpine(node.left), { sign: node.operator, node: node.right }];
}
