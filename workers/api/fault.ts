import { type Problem, problem } from "../contracts/problems.ts";

/** What a thrown error is told as, and what of it may stand in a log: names and codes, never values. */
export function faultOf(error: unknown): { told: Problem; logged: { name: string; why: string } } {
  const chain = causes(error);
  const passing = chain.some(isPassing);
  const name = chain[0] instanceof Error ? chain[0].name : typeof error;
  const last = chain.at(-1);
  // A query that fails carries its parameters in the outer message; the innermost one is the database's own words.
  const why = last instanceof Error ? last.message.slice(0, 300) : "";
  return {
    told: passing ? problem("unavailable", { retryAfterMs: 2_000 }) : problem("internal"),
    logged: { name, why },
  };
}

/** The platform marks what another try may get through; D1 only says it in words. */
function isPassing(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if ("retryable" in error && error.retryable === true) return true;
  if ("overloaded" in error && error.overloaded === true) return true;
  return (
    error instanceof Error &&
    /D1_ERROR: (?:Network connection lost|D1 DB is overloaded|internal error|storage)/i.test(error.message)
  );
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let at = error; at !== undefined && chain.length < 8; at = at instanceof Error ? at.cause : undefined)
    chain.push(at);
  return chain;
}
