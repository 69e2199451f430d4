import fc from "fast-check";
import type { RollExpression } from "../core/dice/ast.ts";
import { parse } from "../core/dice/parser.ts";
import type { Draw } from "../core/dice/pool.ts";

/** A parsed expression, for tests that know it is a good one. */
export function parsed(text: string): RollExpression {
  const result = parse(text);
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`);
  return result.roll;
}

/** Faces in the order in which they fall. */
export function scripted(faces: readonly number[]): Draw {
  let next = 0;
  return (label) => {
    const face = faces[next++];
    if (face === undefined) throw new Error(`no face was scripted for ${label}`);
    return face;
  };
}

/** A repeatable generator for tests (murmur3), keyed by label so that order does not matter. */
export function randomDraw(seed: number): Draw {
  return (label, sides) => {
    let hash = seed | 0;
    for (let index = 0; index < label.length; index += 1) {
      const block = Math.imul(label.charCodeAt(index), 0xcc9e2d51);
      hash ^= Math.imul((block << 15) | (block >>> 17), 0x1b873593);
      hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return Math.floor((((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * sides) + 1;
  };
}

const small = (max: number) => fc.integer({ min: 1, max }).map(String);
const comparison = fc.tuple(fc.constantFrom(">=", ">", "<=", "<", "=", "<>"), small(6)).map((parts) => parts.join(""));
const modifier = fc.oneof(
  comparison,
  fc.tuple(fc.constantFrom("kh", "kl", "dh", "dl"), small(4)).map((parts) => parts.join("")),
  fc
    .tuple(fc.constantFrom("!", "!!", "!p", "!!p", "!o"), fc.oneof(fc.constant(""), comparison))
    .map((parts) => parts.join("")),
  fc.tuple(fc.constantFrom("r", "ro", "cs", "cf", "f"), comparison).map((parts) => parts.join("")),
  fc.tuple(fc.constantFrom("min", "max"), small(6)).map((parts) => parts.join("")),
  fc.constantFrom("s", "sd"),
);
const flavour = fc.constantFrom("", "", "[fire]", "[cold iron]");

interface Texts {
  body: string;
  term: string;
  dice: string;
}
type Tie = fc.LetrecTypedTie<Texts>;
type Weighted = { weight: number; arbitrary: fc.Arbitrary<string> };

const often = (arbitrary: fc.Arbitrary<string>): Weighted => ({ weight: 3, arbitrary });
const seldom = (arbitrary: fc.Arbitrary<string>): Weighted => ({ weight: 1, arbitrary });
const glued = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(""));
const SHALLOW = { maxDepth: 3, withCrossShrink: true } as const;

const diceText = (tie: Tie) =>
  glued(
    fc.oneof({ weight: 8, arbitrary: small(12) }, seldom(tie("term").map((inner) => `(${inner})`))),
    fc.constant("d"),
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom("4", "6", "10", "20", "%", "F", "F.1", "66", "1000") },
      seldom(fc.constant("(1d4+2)")),
    ),
    fc.array(modifier, { maxLength: 2 }).map((modifiers) => modifiers.join("")),
    flavour,
  );

const termText = (tie: Tie) =>
  fc.oneof(
    SHALLOW,
    often(tie("dice")),
    often(glued(fc.constantFrom("0", "1", "2.5", "7", "30"), flavour)),
    seldom(tie("body").map((inner) => `(${inner})`)),
    seldom(tie("term").map((inner) => `-${inner}`)),
    seldom(
      fc
        .tuple(fc.constantFrom("floor", "ceil", "round", "abs", "sqrt"), tie("body"))
        .map(([name, inner]) => `${name}(${inner})`),
    ),
    seldom(
      fc.tuple(fc.constantFrom("max", "min"), tie("body"), tie("body")).map(([name, a, b]) => `${name}(${a},${b})`),
    ),
    seldom(
      fc
        .tuple(tie("body"), tie("body"), fc.constantFrom("kh1", "kl1", "dl1", ">=4", ""))
        .map(([a, b, after]) => `{${a},${b}}${after}`),
    ),
    seldom(
      fc
        .tuple(tie("dice"), tie("dice"), fc.constantFrom("kh1", "dl2", ">=4f1"))
        .map(([a, b, after]) => `{${a}+${b}}${after}`),
    ),
  );

const bodyText = (tie: Tie) =>
  fc.oneof(
    SHALLOW,
    often(tie("term")),
    often(glued(tie("term"), fc.constantFrom(" + ", " - ", " * ", " / "), tie("term"))),
  );

/** Texts that are mostly well formed and use the whole grammar. */
export function anyExpressionText(): fc.Arbitrary<string> {
  const { body } = fc.letrec<Texts>((tie) => ({ dice: diceText(tie), term: termText(tie), body: bodyText(tie) }));
  const end = fc
    .tuple(fc.constantFrom("", "", "+adv"), fc.constantFrom("", "", " vs 12"), fc.constantFrom("", "", " # a remark"))
    .map((parts) => parts.join(""));
  return glued(fc.constantFrom("", "", "", "3#"), body, end);
}
