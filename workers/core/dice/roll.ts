import { evaluate, type RollOutcome } from "./evaluator.ts";
import { parse, type Variables } from "./parser.ts";
import type { Draw } from "./pool.ts";
import { print } from "./printer.ts";
import type { ParseError } from "./scanner.ts";

export type RollResult =
  | { ok: true; expression: string; outcome: RollOutcome; warnings: readonly string[] }
  | { ok: false; error: ParseError };

/** Parses, fills in the sheet's numbers and rolls. `expression` is the canonical text with no names left in it. */
export function roll(text: string, variables: Variables, draw: Draw): RollResult {
  const parsed = parse(text, variables);
  if (!parsed.ok) return parsed;
  return { ok: true, expression: print(parsed.roll), outcome: evaluate(parsed.roll, draw), warnings: parsed.warnings };
}
