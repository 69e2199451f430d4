import { z } from "zod";
import { PROBLEMS, ProblemSlug } from "../../contracts/problems.ts";
import type { DoorList } from "../door.ts";
import { escapeHtml, readingPage } from "../page.ts";

/** What the `type` of a problem leads to, for somebody who follows it with a browser. */
export function problemDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: "/problems/{slug}",
      access: "anyone",
      noun: "problems",
      summary: "One kind of refusal, in words.",
      params: z.object({ slug: ProblemSlug }),
      answers: { 200: { what: "A page to read.", type: "text/html" } },
      problems: ["not-found"],
    },
    async ({ params }) => {
      const [status, title] = PROBLEMS[params.slug];
      const body = `<main><p><a href="/docs">The Emberhall API</a></p>
<h1>${escapeHtml(title)}</h1>
<article><dl><dt>Slug</dt><dd><code>${params.slug}</code></dd><dt>Status</dt><dd>${status}</dd></dl>
<p>${escapeHtml(adviceFor(status))}</p></article></main>`;
      return await readingPage({ title: `${title} (Emberhall)`, body });
    },
  );
}

function adviceFor(status: number): string {
  if (status === 401) return "Sign in, or ask for a fresh ticket, and send the request again.";
  if (status === 404) return "What does not exist and what is not yours to see look the same from outside.";
  if (status === 429) return "Wait as long as Retry-After says, then send the same request again.";
  if (status >= 500)
    return "It is not your doing. The same request may be sent again; with an Idempotency-Key it acts once.";
  return "Sending the same request again will not help; the detail of the answer says what to change.";
}
