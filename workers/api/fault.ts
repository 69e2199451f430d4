import { type Problem, problem } from "../contracts/problems.ts";
import { causesOf, loggedFault } from "../db/logged-fault.ts";

/** What a thrown error is told as, and what of it may stand in a log: names and codes, never values. */
export function faultOf(error: unknown): { told: Problem; logged: { name: string; why: string } } {
  const passing = causesOf(error).some(isPassing);
  return {
    told: passing ? problem("unavailable", { retryAfterMs: 2_000 }) : problem("internal"),
    logged: loggedFault(error),
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
