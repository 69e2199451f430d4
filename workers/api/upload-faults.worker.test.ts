import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { CampaignId } from "../contracts/ids.ts";
import { UPLOAD_PART_BYTES, type UploadCard, type UploadId, type UploadProgress } from "../contracts/library.ts";
import { originalKey } from "../db/file-keys.ts";
import type { JobBindings } from "../jobs/bindings.ts";
import { deleteUpload } from "../jobs/delete-upload.ts";
import { sweepUploads } from "../jobs/sweep-uploads.ts";
import { bindings, expectProblem } from "../testkit/api-visitor.ts";
import { libraryTable } from "../testkit/library-visitor.ts";
import { exifOf, jpegSegment, jpegWith, onePixelJpeg } from "../testkit/picture-bytes.ts";

/** What R2 and D1 do when they are away at one moment and not at the next; each call is a step that may be the last. */
const HOUR_MS = 3_600_000;
const notes = new TextEncoder().encode("The bell is sunken.");

let table: Awaited<ReturnType<typeof libraryTable>>;
beforeAll(async () => {
  table = await libraryTable();
}, 30_000);
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

/** R2 of which one method fails. */
function bucketWithout(method: "createMultipartUpload" | "get" | "put" | "head"): R2Bucket {
  return new Proxy(bindings.FILES, {
    get: (real, key) => {
      if (key === method) return async () => Promise.reject(new Error(`${method}: R2 is away.`));
      const value: unknown = Reflect.get(real, key);
      return typeof value === "function" ? value.bind(real) : value;
    },
  });
}

/** R2 whose multipart uploads fail in one method. */
function bucketWithBroken(method: "uploadPart" | "complete"): R2Bucket {
  const resumeMultipartUpload = (key: string, id: string) => {
    const real = bindings.FILES.resumeMultipartUpload(key, id);
    const fails = async () => Promise.reject(new Error(`${method}: R2 is away.`));
    const uploadPart = real.uploadPart.bind(real);
    const complete = real.complete.bind(real);
    return { uploadPart, complete, abort: real.abort.bind(real), [method]: fails };
  };
  return new Proxy(bindings.FILES, {
    get: (real, key) => {
      if (key === "resumeMultipartUpload") return resumeMultipartUpload;
      const value: unknown = Reflect.get(real, key);
      return typeof value === "function" ? value.bind(real) : value;
    },
  });
}

/** D1 that fails at statements with these words. */
function databaseWithout(words: RegExp): D1Database {
  return new Proxy(bindings.DB, {
    get: (real, key) => {
      const value: unknown = Reflect.get(real, key);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (key === "prepare" && words.test(String(args[0]))) throw new Error("D1_ERROR: Network connection lost.");
        return value.apply(real, args);
      };
    },
  });
}

const keyOf = (campaignId: string, uploadId: string): string =>
  originalKey({ campaignId: campaignId as CampaignId, uploadId: uploadId as UploadId });
const rowOf = async (id: string) =>
  await bindings.DB.prepare(
    "SELECT status, deleted_at AS deletedAt, multipart_id AS multipartId FROM uploads WHERE id = ?",
  )
    .bind(id)
    .first();

describe("[OB1] whatever breaks between row, bytes and stored, the next try or the sweeper mends", () => {
  test("R2 is away when the file is announced: the row stands, and the same key goes on", async () => {
    const { olga } = table;
    const body = { title: "notes.txt", sizeBytes: notes.length, visibility: "gm" };
    const asked = { body, headers: { "idempotency-key": crypto.randomUUID() } };
    const before = await bindings.DB.prepare("SELECT count(*) AS n FROM uploads").first<number>("n");
    const away = olga.through({ FILES: bucketWithout("createMultipartUpload") });
    expect((await away.sends("POST", olga.library, asked)).status).toBe(500);
    const { upload } = await olga.gets<UploadProgress>("POST", olga.library, asked);
    expect(await bindings.DB.prepare("SELECT count(*) AS n FROM uploads").first("n")).toBe((before ?? 0) + 1);
    expect((await olga.puts(upload.id, 1, notes)).status).toBe(200);
    expect((await olga.gets<UploadCard>("POST", `${olga.library}/${upload.id}/complete`)).status).toBe("stored");
  });

  test.each<[string, () => object]>([
    ["R2 is away when a part comes", () => ({ FILES: bucketWithBroken("uploadPart") })],
    ["D1 is away when a part has come", () => ({ DB: databaseWithout(/insert into "upload_parts"/) })],
  ])("%s: it comes again", async (_, broken) => {
    const { olga } = table;
    const { upload } = await olga.announces("notes.txt", notes.length);
    expect((await olga.through(broken()).puts(upload.id, 1, notes)).status).toBeGreaterThanOrEqual(500);
    const { arrived } = await olga.gets<UploadProgress>("GET", `${olga.library}/${upload.id}`);
    expect(arrived).toEqual([]);
    expect((await olga.puts(upload.id, 1, notes)).status).toBe(200);
    expect((await olga.gets<UploadCard>("POST", `${olga.library}/${upload.id}/complete`)).status).toBe("stored");
  });

  test.each<[string, () => object]>([
    ["R2 is away before the parts are joined", () => ({ FILES: bucketWithBroken("complete") })],
    ["D1 is away after they were joined", () => ({ DB: databaseWithout(/update "uploads" set "size_bytes"/) })],
  ])("%s: asked again it is stored", async (_, broken) => {
    const { olga, campaign } = table;
    const { upload } = await olga.announces("notes.txt", notes.length);
    await olga.puts(upload.id, 1, notes);
    const address = `${olga.library}/${upload.id}/complete`;
    expect((await olga.through(broken()).sends("POST", address)).status).toBeGreaterThanOrEqual(500);
    expect(await rowOf(upload.id)).toMatchObject({ status: "pending" });
    expect((await olga.gets<UploadCard>("POST", address)).status).toBe("stored");
    const stored = await bindings.FILES.get(keyOf(campaign.id, upload.id));
    expect(await stored?.text()).toBe("The bell is sunken.");
  });

  test.each<[string, () => object]>([
    ["R2 is away when it is read", () => ({ FILES: bucketWithout("get") })],
    ["R2 is away when it is laid back", () => ({ FILES: bucketWithout("put") })],
    ["D1 is away after that", () => ({ DB: databaseWithout(/update "uploads" set "size_bytes"/) })],
  ])("a picture is shown to nobody before it is clean, and is cleaned at the next try: %s", async (_, broken) => {
    const { olga, peter, campaign } = table;
    const photo = jpegWith(jpegSegment(0xe1, exifOf(1, "51.5007N 0.1246W")));
    const { upload } = await olga.announces("face.jpg", photo.length, "players");
    await olga.puts(upload.id, 1, photo);
    const address = `${olga.library}/${upload.id}`;
    expect((await olga.through(broken()).sends("POST", `${address}/complete`)).status).toBeGreaterThanOrEqual(500);
    expectProblem(await peter.sends("GET", `${address}/file`), "not-found");
    expectProblem(await olga.sends("GET", `${address}/file`), "upload-incomplete");
    const card = await olga.gets<UploadCard>("POST", `${address}/complete`);
    expect(card).toMatchObject({ status: "ready", sizeBytes: onePixelJpeg.length });
    const stored = await bindings.FILES.get(keyOf(campaign.id, upload.id));
    expect(new Uint8Array((await stored?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(onePixelJpeg);
  });

  test("[QF5] the queue is away: the file stays stored, and the sweeper sends its job", async () => {
    const { olga, campaign } = table;
    const send = async () => Promise.reject(new Error("The queue is away."));
    const card = await olga.through({ JOBS: { send } }).brings("notes.txt", notes);
    expect(card.status).toBe("stored");
    const swept: unknown[] = [];
    const JOBS = { send: async (job: unknown) => void swept.push(job) };
    await sweepUploads({ ...bindings, JOBS }, Date.now() + HOUR_MS);
    const job = { job: "extract_pages", campaignId: campaign.id, uploadId: card.id, version: 1, leaf: 0 };
    expect(swept).toContainEqual(job);
  });

  test("[QF5] the queue is away when a file is deleted: it is gone for everybody, and the sweeper sees to the rest", async () => {
    const { olga, campaign } = table;
    const { id } = await olga.brings("notes.txt", notes);
    const send = async () => Promise.reject(new Error("The queue is away."));
    expect((await olga.through({ JOBS: { send } }).sends("DELETE", `${olga.library}/${id}`)).status).toBe(204);
    expectProblem(await olga.sends("GET", `${olga.library}/${id}/file`), "not-found");
    const swept: unknown[] = [];
    const JOBS = { send: async (job: unknown) => void swept.push(job) };
    await sweepUploads({ ...bindings, JOBS }, Date.now() + HOUR_MS);
    expect(swept).toContainEqual({ job: "delete_upload", campaignId: campaign.id, uploadId: id });
  });
});

describe("what R2 forgot is asked for anew", () => {
  test("its open upload is gone: the parts that came before are lost, and the file begins again", async () => {
    const { olga, campaign } = table;
    const bytes = new Uint8Array(UPLOAD_PART_BYTES + 5).fill(65);
    const { upload } = await olga.announces("notes.txt", bytes.length);
    await olga.puts(upload.id, 1, bytes.subarray(0, UPLOAD_PART_BYTES));
    const multipartId = String((await rowOf(upload.id))?.["multipartId"]);
    await bindings.FILES.resumeMultipartUpload(keyOf(campaign.id, upload.id), multipartId).abort();
    const last = bytes.subarray(UPLOAD_PART_BYTES);
    expectProblem(await olga.puts(upload.id, 2, last), "upload-incomplete");
    const { arrived } = await olga.gets<UploadProgress>("GET", `${olga.library}/${upload.id}`);
    expect(arrived).toEqual([]);
    await olga.puts(upload.id, 1, bytes.subarray(0, UPLOAD_PART_BYTES));
    await olga.puts(upload.id, 2, last);
    expect((await olga.gets<UploadCard>("POST", `${olga.library}/${upload.id}/complete`)).status).toBe("stored");
  });

  test("a part in R2 is not the one that was written down: all are sent again", async () => {
    const { olga } = table;
    const { upload } = await olga.announces("notes.txt", notes.length);
    await olga.puts(upload.id, 1, notes);
    await bindings.DB.prepare("UPDATE upload_parts SET etag = 'another' WHERE upload_id = ?").bind(upload.id).run();
    const address = `${olga.library}/${upload.id}/complete`;
    const told = expectProblem(await olga.sends("POST", address), "upload-incomplete");
    expect(told.detail).toBe("The parts that came before are lost; send all of them again.");
    expectProblem(await olga.sends("POST", address), "upload-incomplete");
    await olga.puts(upload.id, 1, notes);
    expect((await olga.gets<UploadCard>("POST", address)).status).toBe("stored");
  });

  test("[OB2] its bytes are gone: whoever asks is told what to do", async () => {
    const { olga, campaign } = table;
    const { id } = await olga.brings("notes.txt", notes);
    await bindings.FILES.delete(keyOf(campaign.id, id));
    const told = expectProblem(await olga.sends("GET", `${olga.library}/${id}/file`), "not-found");
    expect(told.detail).toBe("The file is lost; delete it here and bring it again.");
  });
});

test("[OB3] a part that is on its way while its file is deleted is told that there is no such file", async () => {
  const { olga, campaign } = table;
  const { upload } = await olga.announces("notes.txt", notes.length);
  let asked = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (asked) return controller.close();
      asked = true;
      await olga.sends("DELETE", `${olga.library}/${upload.id}`);
      const job = { job: "delete_upload" as const, campaignId: campaign.id, uploadId: upload.id };
      await deleteUpload(job, bindings as unknown as JobBindings);
      controller.enqueue(notes);
    },
  });
  expectProblem(await olga.puts(upload.id, 1, body), "not-found");
  expect(
    await bindings.DB.prepare("SELECT 1 FROM upload_parts WHERE upload_id = ?").bind(upload.id).first(),
  ).toBeNull();
});

test("[OB3] deleted while its last part comes, nothing of it stays", async () => {
  const { olga, campaign } = table;
  const { upload } = await olga.announces("notes.txt", notes.length);
  await olga.puts(upload.id, 1, notes);
  // Between the look at its row and the joining of its parts, somebody deletes it, and the job is quick.
  const FILES = bindings.FILES;
  const slow = new Proxy(FILES, {
    get: (real, key) => {
      if (key === "resumeMultipartUpload") {
        return (name: string, id: string) => {
          const open = real.resumeMultipartUpload(name, id);
          const complete = async (parts: R2UploadedPart[]) => {
            const object = await open.complete(parts);
            await olga.sends("DELETE", `${olga.library}/${upload.id}`);
            const job = { job: "delete_upload" as const, campaignId: campaign.id, uploadId: upload.id };
            await deleteUpload(job, bindings as unknown as JobBindings);
            await FILES.put(name, "written late");
            return object;
          };
          return { complete };
        };
      }
      const value: unknown = Reflect.get(real, key);
      return typeof value === "function" ? value.bind(real) : value;
    },
  });
  expectProblem(
    await olga.through({ FILES: slow }).sends("POST", `${olga.library}/${upload.id}/complete`),
    "not-found",
  );
  expect(await rowOf(upload.id)).toBeNull();
  expect(await FILES.head(keyOf(campaign.id, upload.id))).toBeNull();
});
