import { type Problem, problem } from "../contracts/problems.ts";
import { cleanName } from "../core/names.ts";

/** A person's name as it is kept, or why it cannot be one. */
export function personName(typed: string): { ok: true; name: string } | { ok: false; problem: Problem } {
  const cleaned = cleanName(typed);
  if (cleaned.ok) return cleaned;
  if (cleaned.slug === "name-reserved") return { ok: false, problem: problem("name-reserved") };
  return {
    ok: false,
    problem: problem("bad-request", { detail: "A name needs a letter or a number, and at most 40." }),
  };
}
