import type { Job } from "../contracts/jobs.ts";
import { openDatabase } from "../db/database.ts";
import { type UploadRow, uploadRow } from "../db/read/uploads.ts";
import type { JobBindings } from "./bindings.ts";
import { handOver, moveOn } from "./file-stage.ts";
import { type ReadingJob, standsAgainst } from "./next-job.ts";

/**
 * Ends the reading of a file whose job could not be done, in words for its people. Null when the file does not stand where that
 * job would have taken it up: a copy of it got through, or the file is gone.
 */
export async function endUnfinished(job: Job, env: JobBindings): Promise<string | null> {
  if (job.job !== "extract_pages" && job.job !== "chunk_pages" && job.job !== "embed_chunks") return null;
  const row = await uploadRow(openDatabase(env.DB), job.uploadId);
  if (row === null || row.deletedAt !== null || row.version !== job.version) return null;
  if (standsAgainst(row, job) !== 0) {
    // Perhaps it was done, and only what comes next could not be sent.
    await handOver(row, env);
    return null;
  }
  const reason = reasonOf(job.job, row);
  await moveOn(row, { status: "failed", reason }, env);
  return reason;
}

function reasonOf(job: ReadingJob["job"], row: UploadRow): string {
  switch (job) {
    case "extract_pages":
      return stoppedReading(row);
    case "chunk_pages":
      return stoppedSorting(row);
    case "embed_chunks":
      return `Making the meaning index stopped at passage ${row.chunksDone + 1} of ${row.chunksTotal}; try again.`;
    default:
      return job satisfies never;
  }
}

function stoppedReading({ pagesDone, pagesTotal }: UploadRow): string {
  if (pagesTotal === null)
    return "The file could not be opened; try again. If it stops again, save it anew with another program and upload that.";
  return `Reading stopped at page ${pagesDone + 1} of ${pagesTotal}; try again. If it stops there again, leave that page out.`;
}

function stoppedSorting({ pagesDone, pagesTotal }: UploadRow): string {
  return `Sorting the text into passages stopped at page ${pagesDone + 1} of ${pagesTotal}; try again.`;
}
