import type { Summarize } from "../contracts/jobs.ts";
import type { JobBindings } from "./bindings.ts";

/** Has the room tell a scene or an evening in short. The room knows what has been told already, so twice does no harm. */
export async function summarize(job: Summarize, env: JobBindings): Promise<void> {
  await env.ROOM.getByName(job.campaignId).summarize(job);
}
