import { Job } from "../contracts/jobs.ts";
import { logLine } from "../contracts/log-line.ts";
import { count } from "../contracts/metrics.ts";
import { loggedFault } from "../db/logged-fault.ts";
import { archiveLog } from "./archive-log.ts";
import { DEAD_JOBS_QUEUE, type JobBindings } from "./bindings.ts";
import { chunkPages } from "./chunk-pages.ts";
import { copyUpload } from "./copy-upload.ts";
import { type DeadLetter, recordDeadLetters } from "./dead-letters.ts";
import { deleteUpload } from "./delete-upload.ts";
import { embedChunks } from "./embed-chunks.ts";
import { erasePerson } from "./erase-person.ts";
import { extractPages } from "./extract-pages.ts";
import { summarize } from "./summarize.ts";
import { touchCampaign } from "./touch-campaign.ts";

const RETRY_BASE_SECONDS = 2;
const RETRY_SECONDS_MAX = 300;

/** Takes a batch of either queue. Each message is answered for itself, so one that fails holds up no other. */
export async function runJobs(batch: MessageBatch<unknown>, env: JobBindings): Promise<void> {
  if (batch.queue === DEAD_JOBS_QUEUE) await recordDeadLetters(batch, env);
  else for (const message of batch.messages) await runOne(message, env);
}

async function runOne(message: Message<unknown>, env: JobBindings): Promise<void> {
  const job = Job.safeParse(message.body);
  const from = Date.now();
  const counted = (outcome: string) => {
    const name = job.success ? job.data.job : "unreadable";
    count(env.METRICS, "job", { job: name, outcome, attempts: message.attempts, ms: Date.now() - from });
  };
  try {
    if (job.success) await run(job.data, env, message.attempts);
    // Trying again cannot help a message that is no job, so it goes where it would end up at once.
    else await env.JOBS_DEAD.send(deadLetterOf(message) satisfies DeadLetter);
    message.ack();
    counted(job.success ? "done" : "dead");
  } catch (error) {
    const delaySeconds = Math.min(RETRY_SECONDS_MAX, RETRY_BASE_SECONDS * 2 ** (message.attempts - 1));
    const what = job.success ? job.data : { job: "unreadable" };
    const line = { messageId: message.id, ...what, attempts: message.attempts };
    console.warn(logLine("job-retry", { ...line, ...loggedFault(error) }));
    message.retry({ delaySeconds });
    counted("again");
  }
}

async function run(job: Job, env: JobBindings, attempts: number): Promise<void> {
  switch (job.job) {
    case "touch_campaign":
      return await touchCampaign(job, env);
    case "archive_log":
      return await archiveLog(job, env);
    case "extract_pages":
      return await extractPages(job, env, attempts);
    case "chunk_pages":
      return await chunkPages(job, env, attempts);
    case "embed_chunks":
      return await embedChunks(job, env, attempts);
    case "delete_upload":
      return await deleteUpload(job, env);
    case "copy_upload":
      return await copyUpload(job, env);
    case "summarize":
      return await summarize(job, env);
    case "erase_person":
      return await erasePerson(job, env);
    default:
      return job satisfies never;
  }
}

/** Without the body: what no schema has read may hold anything. */
function deadLetterOf(message: Message<unknown>): DeadLetter {
  return { dead: "unreadable", messageId: message.id, reason: "The message is not a job that this version knows." };
}
