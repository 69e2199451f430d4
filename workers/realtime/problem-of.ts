import { type Problem, problem } from "../contracts/problems.ts";
import type { Refusal } from "../core/step.ts";

/** A refusal of core as the problem that leaves the house. */
export function problemOf({ slug, detail, alternatives }: Refusal): Problem {
  return problem(slug, {
    ...(detail === undefined ? {} : { detail: detail.slice(0, 600) }),
    ...(alternatives === undefined || alternatives.length === 0
      ? {}
      : { alternatives: alternatives.slice(0, 40).map((each) => each.slice(0, 120)) }),
  });
}
