import { z } from "zod";
import { Job } from "../contracts/jobs.ts";
import { logLine } from "../contracts/log-line.ts";
import { openDatabase } from "../db/database.ts";
import { type DeadJob, recordDeadJob } from "../db/write/dead-jobs.ts";
import type { JobBindings } from "./bindings.ts";
import { endUnfinished } from "./end-unfinished.ts";

/** What stands in for a message whose body was no job. */
export const DeadLetter = z.strictObject({
  dead: z.literal("unreadable"),
  messageId: z.string().max(200),
  reason: z.string().max(300),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

const RETRY_SECONDS = 30;

/** Writes down what could not be done, one row and one line of log each, so that it can be found and sent again. */
export async function recordDeadLetters(batch: MessageBatch<unknown>, env: JobBindings): Promise<void> {
  const db = openDatabase(env.DB);
  for (const message of batch.messages) {
    const { job, dead } = letterOf(message);
    try {
      if (job !== null) dead.reason = (await endUnfinished(job, env)) ?? dead.reason;
      await recordDeadJob(db, dead);
      const { body: _, ...told } = dead;
      console.error(logLine("job-dead", { ...told }));
      message.ack();
    } catch (error) {
      const why = error instanceof Error ? error.name : typeof error;
      console.warn(logLine("job-dead-retry", { messageId: dead.messageId, why }));
      message.retry({ delaySeconds: RETRY_SECONDS });
    }
  }
}

function letterOf(message: Message<unknown>): { job: Job | null; dead: DeadJob } {
  const at = message.timestamp.getTime();
  const letter = DeadLetter.safeParse(message.body);
  const job = Job.safeParse(message.body);
  if (job.success) {
    const { job: name } = job.data;
    const campaignId = "campaignId" in job.data ? job.data.campaignId : null;
    const reason = "It failed as often as it may be tried.";
    return {
      job: job.data,
      dead: { ...{ messageId: message.id, job: name, campaignId, reason, at }, body: JSON.stringify(job.data) },
    };
  }
  const { messageId, reason } = letter.success ? letter.data : { messageId: message.id, reason: "Not a job." };
  return { job: null, dead: { messageId, job: "unreadable", campaignId: null, reason, at, body: null } };
}
