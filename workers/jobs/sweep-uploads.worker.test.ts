import { beforeEach, describe, expect, test } from "vitest";
import type { Job } from "../contracts/jobs.ts";
import { STUCK_AFTER_MS } from "../db/read/uploads.ts";
import { bindings } from "../testkit/api-visitor.ts";
import { randomIdOf } from "../testkit/room-at-hand.ts";
import { shelveFile } from "../testkit/shelve-file.ts";
import { ABANDONED_AFTER_MS, LINGERING_AFTER_MS, sweepUploads } from "./sweep-uploads.ts";

const NOW = 1_800_000_000_000;
let campaignId: string;
beforeEach(() => {
  campaignId = randomIdOf("c");
});

/** Which jobs a sweep sends for this campaign's files. */
async function swept(at = NOW): Promise<Job[]> {
  const sent: Job[] = [];
  await sweepUploads({ DB: bindings.DB, JOBS: { send: async (job) => void sent.push(job) } }, at);
  return sent.filter((job) => job.campaignId === campaignId);
}

describe("what was left half-way is taken up", () => {
  test.each<[string, Parameters<typeof shelveFile>[1], object | null]>([
    ["a file nobody has begun to read", { status: "stored" }, { job: "extract_pages", leaf: 0 }],
    [
      "a reading at page 50",
      { status: "extracting", pagesDone: 50, pagesTotal: 80 },
      { job: "extract_pages", leaf: 2 },
    ],
    ["passages at page 25", { status: "chunking", pagesDone: 25, pagesTotal: 80 }, { job: "chunk_pages", leaf: 1 }],
    ["vectors at 100", { status: "indexing", chunksTotal: 150, chunksDone: 100 }, { job: "embed_chunks", from: 100 }],
    ["a file that is ready", { status: "ready" }, null],
    ["a file that failed", { status: "failed" }, null],
  ])("%s", async (_, file, job) => {
    const updatedAt = NOW - STUCK_AFTER_MS;
    const { id } = await shelveFile(campaignId, { ...file, version: 3, createdAt: updatedAt, updatedAt });
    expect(await swept()).toEqual([]);
    const late = NOW + 1;
    const sent = job === null ? [] : [{ campaignId, uploadId: id, version: 3, ...job }];
    expect(await swept(late)).toEqual(sent);
    // It has half an hour again, and is not asked for every few minutes.
    expect(await swept(late + STUCK_AFTER_MS)).toEqual([]);
    expect(await swept(late + STUCK_AFTER_MS + 1)).toEqual(sent);
  });

  test("a file whose bytes do not come is let go after a day, and no sooner", async () => {
    const createdAt = NOW - ABANDONED_AFTER_MS;
    const { id } = await shelveFile(campaignId, { status: "pending", createdAt, updatedAt: createdAt });
    expect(await swept()).toEqual([]);
    const deletion = { job: "delete_upload", campaignId, uploadId: id };
    expect(await swept(NOW + 1)).toEqual([deletion]);
    const row = await bindings.DB.prepare("SELECT deleted_at AS at FROM uploads WHERE id = ?").bind(id).first("at");
    expect(row).toBe(NOW + 1);
  });

  test("a deletion without an end is asked for again, until there is nothing left", async () => {
    const deletedAt = NOW - LINGERING_AFTER_MS;
    const { id } = await shelveFile(campaignId, { status: "extracting", updatedAt: 1, deletedAt });
    expect(await swept()).toEqual([]);
    const deletion = { job: "delete_upload", campaignId, uploadId: id };
    expect(await swept(NOW + 1)).toEqual([deletion]);
    expect(await swept(NOW + 2)).toEqual([deletion]);
  });

  test("[QF5] with the queue away nothing is written down as sent, and the next sweep sends it", async () => {
    const { id } = await shelveFile(campaignId, { status: "stored", createdAt: 1, updatedAt: 1 });
    const send = async () => Promise.reject(new Error("The queue is away."));
    await expect(sweepUploads({ DB: bindings.DB, JOBS: { send } }, NOW)).rejects.toThrow("away");
    expect(await swept()).toEqual([{ job: "extract_pages", campaignId, uploadId: id, version: 1, leaf: 0 }]);
  });
});
