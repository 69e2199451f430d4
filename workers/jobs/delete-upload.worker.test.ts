import { beforeEach, describe, expect, test, vi } from "vitest";
import type { CampaignId } from "../contracts/ids.ts";
import type { DeleteUpload } from "../contracts/jobs.ts";
import type { UploadId } from "../contracts/library.ts";
import { openDatabase } from "../db/database.ts";
import { fileFolder, leafKey, originalKey } from "../db/file-keys.ts";
import { LOST_AFTER_MS } from "../db/lost-files.ts";
import { putChunks } from "../db/write/chunks.ts";
import { savePart } from "../db/write/uploads.ts";
import { embedChunks } from "../library/index-chunks.ts";
import { bindings } from "../testkit/api-visitor.ts";
import { FakeVectorize } from "../testkit/fake-vectorize.ts";
import { randomIdOf } from "../testkit/room-at-hand.ts";
import { shelveFile } from "../testkit/shelve-file.ts";
import type { JobBindings } from "./bindings.ts";
import { deleteUpload } from "./delete-upload.ts";
import { sweepLostFiles } from "./sweep-lost-files.ts";

const env = bindings as unknown as JobBindings;

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

/** A file with everything a file can have: bytes, leaves of two readings, passages, words, vectors and a part. */
async function fullFile({ deletedAt = 1 as number | null } = {}): Promise<DeleteUpload> {
  const campaignId = randomIdOf("c") as CampaignId;
  const { id } = await shelveFile(campaignId, { version: 2 });
  const uploadId = id as UploadId;
  const drafts = ["The bell is sunken.", "The abbot knows."].map((text, at) => ({
    ...{ kind: "prose" as const, heading: `Part ${at}`, pageFrom: 1, pageTo: 1, charFrom: 0, charTo: text.length },
    ...{ tokens: 6, hash: String(at).repeat(64), text },
  }));
  const file = { campaignId, uploadId, version: 2 };
  await putChunks(openDatabase(env.DB), file, 0, drafts);
  await embedChunks(env, file, 0);
  await env.FILES.put(leafKey({ ...file, version: 1 }, 0), "{}");
  const { uploadId: multipartId } = await env.FILES.createMultipartUpload(originalKey(file));
  const change = "UPDATE uploads SET status = 'pending', multipart_id = ? WHERE id = ?";
  await env.DB.prepare(change).bind(multipartId, id).run();
  await savePart(openDatabase(env.DB), { campaignId, id }, { part: 1, etag: "x", sizeBytes: 5, is: null, now: 1 });
  await env.DB.prepare("UPDATE uploads SET deleted_at = ? WHERE id = ?").bind(deletedAt, id).run();
  return { job: "delete_upload", campaignId, uploadId };
}

/** How much there is of a file, by the place where it lies. */
async function leftOf({ campaignId, uploadId }: DeleteUpload): Promise<Record<string, number>> {
  const count = async (sql: string, ...values: string[]) =>
    (await env.DB.prepare(sql)
      .bind(...values)
      .first<number>("n")) ?? -1;
  const { objects } = await env.FILES.list({ prefix: fileFolder({ campaignId, uploadId }) });
  const ofChunks = "(SELECT id FROM chunks WHERE upload_id = ?)";
  return {
    objects: objects.length,
    rows: await count("SELECT count(*) AS n FROM uploads WHERE id = ?", uploadId),
    parts: await count("SELECT count(*) AS n FROM upload_parts WHERE upload_id = ?", uploadId),
    passages: await count("SELECT count(*) AS n FROM chunks WHERE upload_id = ?", uploadId),
    words: await count(`SELECT count(*) AS n FROM chunks_fts WHERE rowid IN ${ofChunks}`, uploadId),
    readings: await count("SELECT count(*) AS n FROM readings WHERE upload_id = ?", uploadId),
    vectors: await count("SELECT count(*) AS n FROM vectors WHERE id LIKE ? || '%'", uploadId),
  };
}
const nothing = { objects: 0, rows: 0, parts: 0, passages: 0, words: 0, readings: 0, vectors: 0 };
const everything = { objects: 3, rows: 1, parts: 1, passages: 2, words: 2, readings: 1, vectors: 2 };

/** The bindings, of which the n-th use and all after it fail, as when the Worker is killed there. */
function killedAt(n: number): { broken: JobBindings; used: () => number } {
  let used = 0;
  const step = (): void => {
    used += 1;
    if (used >= n) throw new Error("Killed.");
  };
  const counting = <T extends object>(real: T, steps: readonly string[]): T =>
    new Proxy(real, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          if (steps.includes(String(key))) step();
          return value.apply(target, args);
        };
      },
    });
  const DB = counting(env.DB, ["prepare", "batch"]);
  const FILES = counting(env.FILES, ["list", "delete", "resumeMultipartUpload"]);
  return { broken: { ...env, DB, FILES }, used: () => used };
}

describe("[OB3] deleted is gone, all of it", () => {
  test("bytes, leaves of every reading, passages, words, vectors, parts, the open upload and at last the row", async () => {
    const job = await fullFile();
    const multipart = await env.DB.prepare("SELECT multipart_id AS id FROM uploads WHERE id = ?")
      .bind(job.uploadId)
      .first<string>("id");
    expect(await leftOf(job)).toEqual(everything);
    await deleteUpload(job, env);
    expect(await leftOf(job)).toEqual(nothing);
    const open = env.FILES.resumeMultipartUpload(originalKey(job), multipart ?? "");
    await expect(open.uploadPart(1, "late")).rejects.toThrow("10024");
  });

  test("[Q1] delivered many times, at one moment and after, it is done once and disturbs nobody", async () => {
    const [job, neighbour] = [await fullFile(), await fullFile({ deletedAt: null })];
    await Promise.all([deleteUpload(job, env), deleteUpload(job, env), deleteUpload(job, env)]);
    await deleteUpload(job, env);
    expect(await leftOf(job)).toEqual(nothing);
    expect(await leftOf(neighbour)).toEqual(everything);
  });

  test("killed between any two steps it goes on where it stopped, and the row stands to the last", async () => {
    const whole = killedAt(Number.POSITIVE_INFINITY);
    await deleteUpload(await fullFile(), whole.broken);
    const steps = whole.used();
    expect(steps).toBeGreaterThan(8);
    for (let n = 1; n <= steps; n += 1) {
      const job = await fullFile();
      await expect(deleteUpload(job, killedAt(n).broken), `killed at step ${n}`).rejects.toThrow();
      expect((await leftOf(job))["rows"], `killed at step ${n}`).toBe(1);
      await deleteUpload(job, env);
      expect(await leftOf(job), `killed at step ${n}`).toEqual(nothing);
    }
  }, 60_000);

  test("with its index away nothing is forgotten: the deletion fails, and is done once the index is back", async () => {
    const job = await fullFile();
    await env.DB.prepare("UPDATE readings SET vectors_in = 'vectorize' WHERE upload_id = ?").bind(job.uploadId).run();
    const VECTORS = new FakeVectorize(1_024);
    const { VECTORS: _, ...without } = env;
    await expect(deleteUpload(job, without)).rejects.toThrow("not bound");
    expect(await leftOf(job)).toMatchObject({ rows: 1, readings: 1, passages: 2 });
    await deleteUpload(job, { ...env, VECTORS });
    expect(VECTORS.calls).toMatchObject([{ name: "deleteByIds", sent: [expect.any(String), expect.any(String)] }]);
    expect(await leftOf(job)).toMatchObject({ rows: 0, readings: 0, passages: 0 });
  });

  test.each(["a file that is not deleted", "a file of another campaign"])("%s is left alone", async (which) => {
    const isOther = which.includes("another");
    const job = await fullFile({ deletedAt: isOther ? 1 : null });
    await deleteUpload(isOther ? { ...job, campaignId: randomIdOf("c") as CampaignId } : job, env);
    expect(await leftOf(job)).toEqual(everything);
  });
});

describe("objects of files that have no row are lost, and swept", () => {
  test.each([
    ["from the beginning", () => ""],
    ["from behind it", ({ campaignId }: DeleteUpload) => `campaigns/${campaignId}0`],
  ])("%s", async (_, from) => {
    const [lost, buried, standing] = [await fullFile(), await fullFile(), await fullFile({ deletedAt: null })];
    await deleteUpload(lost, env);
    // A job that was at work while the file was deleted writes one leaf more.
    await env.FILES.put(leafKey({ ...lost, version: 2 }, 7), "{}");
    const other = `campaigns/${lost.campaignId}/log-7.ndjson`;
    await env.FILES.put(other, "{}");
    const startAfter = from(lost);
    await sweepLostFiles(env, { startAfter, now: Date.now() + LOST_AFTER_MS - 60_000 });
    const leaf = leafKey({ ...lost, version: 2 }, 7);
    expect(await env.FILES.head(leaf), "a database put back to before it has no row of it yet").not.toBeNull();
    await sweepLostFiles(env, { startAfter, now: Date.now() + LOST_AFTER_MS + 60_000 });
    expect(await leftOf(lost)).toEqual(nothing);
    expect(await leftOf(buried)).toEqual(everything);
    expect(await leftOf(standing)).toEqual(everything);
    expect(await env.FILES.head(other)).not.toBeNull();
  });
});
