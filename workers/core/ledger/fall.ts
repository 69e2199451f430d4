import type { RolledDie } from "../../contracts/events.ts";
import { evaluate } from "../dice/evaluator.ts";
import { parse } from "../dice/parser.ts";
import type { ParseError } from "../dice/scanner.ts";
import { drawOf, type RollSource } from "./draw.ts";

/** What falls for a ticket: everything `roll_resolved` records but the judgement. */
export interface Fall {
  dice: readonly RolledDie[];
  total: number;
  successes: number | null;
  byFlavour: Readonly<Record<string, number>>;
  capped: boolean;
}

/** Lets the dice of a ticket's expression fall. The same source always gives the same dice. */
export function fall(
  expression: string,
  source: RollSource,
): { ok: true; fall: Fall } | { ok: false; error: ParseError } {
  const parsed = parse(expression, {});
  if (!parsed.ok) return parsed;
  const { dice, total, successes, byFlavour, capped } = evaluate(parsed.roll, drawOf(source));
  return { ok: true, fall: { dice, total, successes, byFlavour, capped } };
}
