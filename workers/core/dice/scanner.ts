import { EXPRESSION_CHARS_MAX, NESTING_MAX, NODES_MAX } from "./limits.ts";

export interface Span {
  start: number;
  end: number;
}

export type ParseErrorCode =
  | "empty"
  | "too-long"
  | "too-deep"
  | "too-many-nodes"
  | "unexpected"
  | "unclosed"
  | "unknown-word"
  | "unknown-variable"
  | "bad-number"
  | "bad-flavour"
  | "ambiguous-drop"
  | "modifier-twice"
  | "comparison-needed"
  | "failure-without-success"
  | "advantage-twice"
  | "arguments"
  | "count-out-of-range"
  | "sides-out-of-range"
  | "too-many-dice"
  | "too-many-draws"
  | "unbounded-explosion"
  | "unbounded-reroll"
  | "clamp-inverted"
  | "divide-by-zero"
  | "negative-root"
  | "exponent-out-of-range"
  | "repeat-out-of-range"
  | "pool-needs-dice"
  | "result-too-large";

export interface ParseError {
  code: ParseErrorCode;
  /** Plain words that say what to do instead. */
  message: string;
  span: Span;
}

/** Unwinds the recursive descent; `parse` catches it and returns its error as a result. */
export class Refusal extends Error {
  readonly error: ParseError;
  constructor(code: ParseErrorCode, message: string, span: Span) {
    super(message);
    this.error = { code, message, span };
  }
}

/** Reads the text left to right, once, and counts what the limits bound. */
export class Scanner {
  readonly text: string;
  position = 0;
  #depth = 0;
  #nodes = 0;

  constructor(text: string) {
    this.text = text;
    if (text.length > EXPRESSION_CHARS_MAX)
      throw new Refusal(
        "too-long",
        `Keep a roll under ${EXPRESSION_CHARS_MAX} characters; this one has ${text.length}.`,
        {
          start: EXPRESSION_CHARS_MAX,
          end: text.length,
        },
      );
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  skipSpace(): void {
    while (!this.atEnd && /\s/.test(this.text.charAt(this.position))) this.position += 1;
  }

  peek(length = 1): string {
    return this.text.slice(this.position, this.position + length).toLowerCase();
  }

  /** Consumes `expected` (any case) if it stands here. */
  take(expected: string): boolean {
    if (this.peek(expected.length) !== expected) return false;
    this.position += expected.length;
    return true;
  }

  /** Consumes what a sticky pattern matches here, or gives null. */
  match(pattern: RegExp): string | null {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.position += found[0].length;
    return found[0];
  }

  /** One node more in the tree. */
  count(): void {
    this.#nodes += 1;
    if (this.#nodes > NODES_MAX)
      throw this.refuse("too-many-nodes", `This roll has more than ${NODES_MAX} parts. Split it into several rolls.`);
  }

  /** Runs `inner` one level deeper. */
  nested<T>(inner: () => T): T {
    this.#depth += 1;
    if (this.#depth > NESTING_MAX)
      throw this.refuse("too-deep", `Parentheses may nest ${NESTING_MAX} deep. Take some away.`);
    const result = inner();
    this.#depth -= 1;
    return result;
  }

  spanFrom(start: number): Span {
    return { start, end: this.position };
  }

  refuse(code: ParseErrorCode, message: string, start = this.position): Refusal {
    const end = Math.min(this.text.length, Math.max(this.position, start + 1));
    return new Refusal(code, message, { start: Math.min(start, end), end });
  }

  /** What stands here, for a message. */
  get here(): string {
    const character = this.text.charAt(this.position);
    return character === "" ? "the end of the roll" : `“${character}”`;
  }
}
