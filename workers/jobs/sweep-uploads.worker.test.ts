import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Job } from "../contracts/jobs.ts";
import { openDatabase } from "../db/database.ts";
import { STUCK_AFTER_MS } from "../db/read/uploads.ts";
import { savePart } from "../db/write/uploads.ts";
import { bindings } from "../testkit/api-visitor.ts";
import { randomIdOf } from "../testkit/room-at-hand.ts";
import { shelveFile } from "../testkit/shelve-file.ts";
import { ABANDONED_AFTER_MS, LINGERING_AFTER_MS, sweepUploads } from "./sweep-uploads.ts";

const NOW = 1_800_000_000_000;
let campaignId: string;
/** Of which files the room was told that they are gone, and from whom. */
let told: unknown[] = [];
const ROOM = {
  getByName: (name: string) => ({
    tellUploadGone: async (...gone: unknown[]) => void (name === campaignId && told.push(gone)),
  }),
};
beforeEach(() => {
  told = [];
  campaignId = randomIdOf("c");
});

/** Which jobs a sweep sends for this campaign's files. */
async function swept(at = NOW): Promise<Job[]> {
  const sent: Job[] = [];
  await sweepUploads({ DB: bindings.DB, ROOM, JOBS: { send: async (job) => void sent.push(job) } }, at);
  return sent.filter((job) => "campaignId" in job && job.campaignId === campaignId);
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
    expect(told).toEqual([[id, "everybody"]]);
  });

  test("of a file behind the screen only those who run the table hear that it is let go", async () => {
    const { id } = await shelveFile(campaignId, { status: "pending", visibility: "gm", createdAt: 1, updatedAt: 1 });
    await swept();
    expect(told).toEqual([[id, "hosts"]]);
  });

  test("a room that cannot be told holds up no sweep", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const { id } = await shelveFile(campaignId, { status: "pending", createdAt: 1, updatedAt: 1 });
    const tellUploadGone = async () => Promise.reject(new Error("The room is away."));
    const sent: Job[] = [];
    const JOBS = { send: async (job: Job) => void sent.push(job) };
    await sweepUploads({ DB: bindings.DB, JOBS, ROOM: { getByName: () => ({ tellUploadGone }) } }, NOW);
    expect(sent).toContainEqual({ job: "delete_upload", campaignId, uploadId: id });
  });

  test("a day is counted from the last part that came, not from the first word of the file", async () => {
    const began = NOW - 2 * ABANDONED_AFTER_MS;
    const file = await shelveFile(campaignId, { status: "pending", createdAt: began, updatedAt: began });
    const part = { part: 1, etag: "x", sizeBytes: 5, is: null, now: NOW - ABANDONED_AFTER_MS };
    expect(await savePart(openDatabase(bindings.DB), file, part)).toBe(true);
    expect(await swept()).toEqual([]);
    expect(await swept(NOW + 1)).toMatchObject([{ job: "delete_upload", uploadId: file.id }]);
  });

  test("a deletion without an end is asked for again, until there is nothing left", async () => {
    const deletedAt = NOW - LINGERING_AFTER_MS;
    const { id } = await shelveFile(campaignId, { status: "extracting", updatedAt: 1, deletedAt });
    expect(await swept()).toEqual([]);
    const deletion = { job: "delete_upload", campaignId, uploadId: id };
    expect(await swept(NOW + 1)).toEqual([deletion]);
    expect(await swept(NOW + 2)).toEqual([]);
    expect(await swept(NOW + 2 + LINGERING_AFTER_MS)).toEqual([deletion]);
  });

  test("a hundred deletions that never end hold up no other", async () => {
    const stuck = Array.from({ length: 100 }, () => shelveFile(campaignId, { updatedAt: 1, deletedAt: 1 }));
    await Promise.all(stuck);
    const { id } = await shelveFile(campaignId, { updatedAt: 2, deletedAt: 2 });
    const ids = async (at: number) => (await swept(at)).map((job) => ("uploadId" in job ? job.uploadId : ""));
    const first = await ids(NOW);
    expect([first.length, first.includes(id as never)]).toEqual([100, false]);
    expect(await ids(NOW + 1)).toEqual([id]);
  });

  test("[QF5] with the queue away nothing is written down as sent, and the next sweep sends it", async () => {
    const { id } = await shelveFile(campaignId, { status: "stored", createdAt: 1, updatedAt: 1 });
    const send = async () => Promise.reject(new Error("The queue is away."));
    await expect(sweepUploads({ DB: bindings.DB, ROOM, JOBS: { send } }, NOW)).rejects.toThrow("away");
    expect(await swept()).toEqual([{ job: "extract_pages", campaignId, uploadId: id, version: 1, leaf: 0 }]);
  });
});
