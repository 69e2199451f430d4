import { type Distribution, distribution } from "../../workers/core/dice/distribution.ts";
import { parse } from "../../workers/core/dice/parser.ts";

/** The exact chances of a formula, or nothing where they would take too long or it cannot be read. */
export function oddsOf(expression: string): Distribution | null {
  const parsed = parse(expression, {});
  if (!parsed.ok) return null;
  const result = distribution(parsed.roll);
  return result.ok ? result.distribution : null;
}
