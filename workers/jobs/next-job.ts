import { CampaignId } from "../contracts/ids.ts";
import type { ChunkPages, EmbedChunks, ExtractPages } from "../contracts/jobs.ts";
import { PAGES_PER_LEAF, UploadId } from "../contracts/library.ts";
import type { UploadRow } from "../db/read/uploads.ts";

/** The jobs that take a file from its bytes to the index, a stage each. */
export type ReadingJob = ExtractPages | ChunkPages | EmbedChunks;

/** What has to be done next with a file that stands here; null when nothing has, or its bytes are not there yet. */
export function nextJob(row: UploadRow): ReadingJob | null {
  const file = { campaignId: CampaignId.parse(row.campaignId), uploadId: UploadId.parse(row.id), version: row.version };
  // Only the last leaf may be a part of one, and after it the next stage begins.
  const leaf = Math.floor(row.pagesDone / PAGES_PER_LEAF);
  switch (row.status) {
    case "stored":
    case "extracting":
      return { job: "extract_pages", ...file, leaf };
    case "chunking":
      return { job: "chunk_pages", ...file, leaf };
    case "indexing":
      return { job: "embed_chunks", ...file, from: row.chunksDone };
    case "pending":
    case "ready":
    case "failed":
      return null;
    default:
      return row.status satisfies never;
  }
}

/** Below 0 when the file stands before the place where this job takes it up, above 0 when it is past it. */
export function standsAgainst(row: UploadRow, job: ReadingJob): number {
  return stageOf(row) - stages[job.job] || stepOf(row) - ("leaf" in job ? job.leaf : job.from);
}

const stages = { extract_pages: 1, chunk_pages: 2, embed_chunks: 3 } as const;

function stageOf(row: UploadRow): number {
  const next = nextJob(row);
  if (next !== null) return stages[next.job];
  return row.status === "pending" ? 0 : 4;
}

function stepOf(row: UploadRow): number {
  const next = nextJob(row);
  if (next === null) return 0;
  return "leaf" in next ? next.leaf : next.from;
}
