import { type Problem, problem } from "../contracts/problems.ts";
import { causesOf, loggedFault } from "../db/logged-fault.ts";

/** What a thrown error is told as, and what of it may stand in a log: names and codes, never values. */
export function faultOf(error: unknown): { told: Problem; logged: { name: string; why: string } } {
  return { told: toldOf(causesOf(error)), logged: loggedFault(error) };
}

function toldOf(causes: readonly unknown[]): Problem {
  if (causes.some(isPassing)) return problem("unavailable", { retryAfterMs: 2_000 });
  if (!causes.some(isOldSchema)) return problem("internal");
  const detail =
    "Its database is not up to date with this version. Whoever keeps it runs `npm run deploy`, or `npx wrangler d1 migrations apply DB --remote`.";
  return problem("misconfigured", { detail });
}

/** The database of before, or a new one without its tables: a bare `wrangler deploy` leaves it so. */
function isOldSchema(error: unknown): boolean {
  return error instanceof Error && /no such (?:table|column)|has no column named/i.test(error.message);
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
