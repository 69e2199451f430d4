import type { Problem, ProblemSlug } from "../contracts/problems.ts";

/** RFC 9457. `status` differs from the problem's own only for a method that an address does not know. */
export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  const retry: Record<string, string> =
    problem.retryAfterMs === undefined ? {} : { "retry-after": String(Math.ceil(problem.retryAfterMs / 1_000)) };
  const response = new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...retry, ...headers },
  });
  refusals.set(response, problem.slug);
  return response;
}

const refusals = new WeakMap<Response, ProblemSlug>();

/** What an answer refuses with; empty for one that does not. For what counts them, which cannot read a body twice. */
export function slugOf(response: Response): ProblemSlug | "" {
  return refusals.get(response) ?? "";
}

/** Whether a handler's result is a refusal. Answers have no slug. */
export function isProblem(result: object): result is Problem {
  return "slug" in result;
}
