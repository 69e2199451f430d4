import type { Problem, ProblemSlug } from "../../workers/contracts/problems.ts";

/** An answer, or the reason there is none. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** A problem of the browser's own making: there was no answer to read one from. */
export function ownProblem(slug: ProblemSlug, title: string, status = 0): Problem {
  return { type: `/problems/${slug}`, slug, title, status };
}

/** What to tell a person. `detail` speaks of this very case, `title` of its kind. */
export function wordsFor(problem: Problem): string {
  return problem.detail ?? problem.title;
}
