import { Job } from "../../contracts/jobs.ts";
import { OPERATOR_PAGE_MAX } from "../../contracts/operator.ts";
import { problem } from "../../contracts/problems.ts";
import { deadJob, deadJobsAfter } from "../../db/read/operator.ts";
import { uploadRow } from "../../db/read/uploads.ts";
import { type DeadJob, dropDeadJob } from "../../db/write/dead-jobs.ts";
import { readAgain } from "../../db/write/uploads.ts";
import type { Operation, OperatorVisit } from "./operation.ts";

/** Jobs that could not be done. */
export const deadLetters: Operation<"dlq-list"> = async ({ db, body }) => {
  const rows = await deadJobsAfter(db, { after: body.after, limit: OPERATOR_PAGE_MAX });
  const items = rows.map(({ body: job, ...row }) => ({ ...row, canBeReplayed: jobIn(job) !== null }));
  const next = rows.length < OPERATOR_PAGE_MAX ? null : (rows.at(-1)?.messageId ?? null);
  return { result: `${items.length} dead jobs`, answer: { items, next } };
};

/** Sends a job once more. A file that failed is read from its beginning, as by its retry button. */
export const replayDeadLetter: Operation<"dlq-replay"> = async (visit) => {
  const { env, db, body } = visit;
  const dead = await deadJob(db, body.messageId);
  if (dead === null) return problem("not-found");
  const kept = jobIn(dead.body);
  if (kept === null)
    return problem("nothing-to-retry", {
      detail: "It was no job, or died before its body was kept; it can only be dropped.",
    });
  const job = await toSend(visit, kept);
  if (job === null)
    return problem("nothing-to-retry", {
      detail: "Its file has been deleted, read anew or finished since; there is nothing to do. Drop it.",
    });
  if (!body.dryRun) {
    await env.JOBS.send(job);
    // After it was sent: twice is nothing, for every job may be delivered twice.
    await dropDeadJob(db, dead.messageId);
  }
  return { result: `${job.job} sent again`, answer: { job: job.job, campaignId: dead.campaignId } };
};

export const dropDeadLetter: Operation<"dlq-drop"> = async ({ db, body }) => {
  const dead = await deadJob(db, body.messageId);
  if (dead === null) return problem("not-found");
  if (!body.dryRun) await dropDeadJob(db, dead.messageId);
  return { result: `${dead.job} dropped`, answer: { job: dead.job, campaignId: dead.campaignId } };
};

function jobIn(body: DeadJob["body"]): Job | null {
  if (body === null) return null;
  try {
    return Job.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

/** The job as it should be sent now; null when nothing is left of what it was for. */
async function toSend({ db, now, body }: OperatorVisit<"dlq-replay">, job: Job): Promise<Job | null> {
  if (job.job !== "extract_pages" && job.job !== "chunk_pages" && job.job !== "embed_chunks") return job;
  const row = await uploadRow(db, job.uploadId);
  if (row === null || row.deletedAt !== null || row.version !== job.version || row.status === "ready") return null;
  // A reading that ended in failure takes no job of its own version any more.
  if (row.status !== "failed") return job;
  const version = row.version + 1;
  const { campaignId, uploadId } = job;
  if (!body.dryRun) {
    const again = await readAgain(db, row, { version: row.version, status: row.status, now });
    if (again === null) return null;
  }
  return { job: "extract_pages", campaignId, uploadId, version, leaf: 0 };
}
