import { beforeAll, describe, expect, test, vi } from "vitest";
import type { CampaignId, MemberId } from "../contracts/ids.ts";
import type { UploadId } from "../contracts/library.ts";
import {
  CAMPAIGN_BYTES_MAX,
  CAMPAIGN_FILES_MAX,
  UPLOAD_BYTES_MAX,
  UPLOAD_PART_BYTES,
  type UploadCard,
  type UploadList,
  type UploadProgress,
} from "../contracts/library.ts";
import type { ProblemSlug } from "../contracts/problems.ts";
import { originalKey } from "../db/file-keys.ts";
import { bindings, expectProblem } from "../testkit/api-visitor.ts";
import { libraryTable } from "../testkit/library-visitor.ts";
import { shelveFile } from "../testkit/shelve-file.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A PDF by its mark, of this many bytes; what is behind the mark nobody reads here. */
function pdfOf(sizeBytes: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(sizeBytes).fill(seed);
  for (let at = 0; at < sizeBytes; at += 997) bytes[at] = at & 0xff;
  bytes.set(utf8("%PDF-1.7\n"));
  return bytes;
}

/** Bytes that come in pieces and announce nothing; with `breaksAfter` the sender goes away in the middle. */
function streamed(bytes: Uint8Array, breaksAfter = Number.POSITIVE_INFINITY): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= breaksAfter) return controller.error(new Error("The line went dead."));
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + 65_536));
      at += 65_536;
    },
  });
}

const storedOf = async (campaignId: string, uploadId: string): Promise<Uint8Array | null> => {
  const stored = await bindings.FILES.get(
    originalKey({ campaignId: campaignId as CampaignId, uploadId: uploadId as UploadId }),
  );
  return stored === null ? null : new Uint8Array(await stored.arrayBuffer());
};
const same = (one: Uint8Array | null, other: Uint8Array): boolean =>
  one !== null && Buffer.compare(Buffer.from(one), Buffer.from(other)) === 0;

let table: Awaited<ReturnType<typeof libraryTable>>;
beforeAll(async () => {
  table = await libraryTable();
}, 30_000);

test("a file comes in parts in any order, breaks, goes on where it stopped, and is whole", async () => {
  const { olga, campaign } = table;
  const bytes = pdfOf(2 * UPLOAD_PART_BYTES + 777);
  const part = (n: number) => bytes.subarray((n - 1) * UPLOAD_PART_BYTES, n * UPLOAD_PART_BYTES);
  const { upload, parts, partBytes, arrived } = await olga.announces("The Sunken Bell.pdf", bytes.length);
  expect({ parts, partBytes, arrived, status: upload.status }).toEqual({
    ...{ parts: 3, partBytes: UPLOAD_PART_BYTES, arrived: [], status: "pending" },
  });
  const asked = async () => (await olga.gets<UploadProgress>("GET", `${olga.library}/${upload.id}`)).arrived;

  expect((await olga.puts(upload.id, 3, part(3))).status).toBe(200);
  expect((await olga.puts(upload.id, 2, pdfOf(UPLOAD_PART_BYTES, 9))).status).toBe(200);
  expectProblem(await olga.puts(upload.id, 1, streamed(part(1), 3 * 65_536)), "bad-request");
  expect(await asked()).toEqual([2, 3]);
  const early = expectProblem(await olga.sends("POST", `${olga.library}/${upload.id}/complete`), "upload-incomplete");
  expect(early.detail).toBe("Still missing: part 1.");

  expect((await olga.puts(upload.id, 1, streamed(part(1)))).status).toBe(200);
  expect((await olga.puts(upload.id, 2, part(2))).status).toBe(200);
  expect(await asked()).toEqual([1, 2, 3]);
  const done = await olga.gets<UploadCard>("POST", `${olga.library}/${upload.id}/complete`);
  expect(done).toMatchObject({ status: "stored", kind: "pdf", mediaType: "application/pdf", sizeBytes: bytes.length });
  expect(same(await storedOf(campaign.id, upload.id), bytes)).toBe(true);
  const job = { job: "extract_pages", campaignId: campaign.id, uploadId: upload.id, version: 1, leaf: 0 };
  expect(olga.jobs.filter((each) => "uploadId" in each && each.uploadId === upload.id)).toEqual([job]);

  expect(await olga.gets("POST", `${olga.library}/${upload.id}/complete`)).toEqual(done);
  expectProblem(await olga.puts(upload.id, 1, part(1)), "upload-done");
  expect(await asked()).toEqual([1, 2, 3]);
  expect(same(await storedOf(campaign.id, upload.id), bytes)).toBe(true);
}, 60_000);

test("an announcement with a key makes one file, and with the same key and other words none", async () => {
  const { olga } = table;
  const headers = { "idempotency-key": crypto.randomUUID() };
  const body = { title: "notes.md", sizeBytes: 5, visibility: "gm" };
  const [one, two] = await Promise.all([
    olga.gets<UploadProgress>("POST", olga.library, { body, headers }),
    olga.gets<UploadProgress>("POST", olga.library, { body, headers }),
  ]);
  expect(two.upload.id).toBe(one.upload.id);
  expect((await olga.puts(one.upload.id, 1, utf8("# Inn"))).status).toBe(200);
  const again = await olga.gets<UploadProgress>("POST", olga.library, { body, headers });
  expect(again).toMatchObject({ upload: { id: one.upload.id }, arrived: [1] });
  expectProblem(
    await olga.sends("POST", olga.library, { body: { ...body, title: "other.md" }, headers }),
    "action-conflict",
  );
});

describe("[U5] what is none of ours is dropped with its first bytes", () => {
  test.each<[string, string, Uint8Array]>([
    ["a program", "world.pdf", utf8("MZ\u0000\u0000 this program")],
    ["a Word file", "world.docx", utf8("PK\u0003\u0004 word/document.xml")],
    ["a drawing with a script", "map.svg", utf8("<svg onload='alert(1)'/>")],
    ["a page that is called a PDF", "world.pdf", utf8("<!doctype html><script>alert(1)</script>")],
    ["a NUL in a text", "notes.txt", utf8("The bell\u0000")],
    ["bytes that are no text", "notes.txt", Uint8Array.from([0xc3, 0x28])],
  ])("%s", async (_, title, bytes) => {
    const { olga, campaign } = table;
    const { upload } = await olga.announces(title, bytes.length);
    expectProblem(await olga.puts(upload.id, 1, bytes), "wrong-file-type");
    expectProblem(await olga.sends("GET", `${olga.library}/${upload.id}`), "not-found");
    expectProblem(await olga.puts(upload.id, 1, utf8("x".repeat(bytes.length))), "not-found");
    expect(olga.jobs).toContainEqual({ job: "delete_upload", campaignId: campaign.id, uploadId: upload.id });
    expect(await storedOf(campaign.id, upload.id)).toBeNull();
  });

  test("the bytes decide and the name is believed only between texts", async () => {
    const { olga } = table;
    expect(await olga.brings("notes.markdown", utf8("# The inn"))).toMatchObject({
      kind: "markdown",
      status: "stored",
    });
    expect(await olga.brings("notes.txt", utf8("# The inn"))).toMatchObject({ kind: "text", status: "stored" });
    expect(await olga.brings("notes.txt", pdfOf(2_000))).toMatchObject({ kind: "pdf", status: "stored" });
  });
});

describe("sizes are counted and not believed", () => {
  test.each<[string, number, boolean, ProblemSlug]>([
    ["a byte too few", 99, false, "bad-request"],
    ["a byte too many", 101, false, "body-too-large"],
    ["a byte too few, unannounced", 99, true, "bad-request"],
    ["a byte too many, unannounced", 101, true, "body-too-large"],
    ["far too many, unannounced", 3 * UPLOAD_PART_BYTES, true, "body-too-large"],
    ["nothing", 0, true, "bad-request"],
  ])("%s", async (_, sent, unannounced, slug) => {
    const { olga } = table;
    const { upload } = await olga.announces("notes.txt", 100);
    const bytes = new Uint8Array(sent).fill(65);
    const told = expectProblem(await olga.puts(upload.id, 1, unannounced ? streamed(bytes) : bytes), slug);
    expect(told.detail).toBe("Part 1 of this file has exactly 100 bytes.");
    const { arrived } = await olga.gets<UploadProgress>("GET", `${olga.library}/${upload.id}`);
    expect(arrived).toEqual([]);
    expect((await olga.puts(upload.id, 1, new Uint8Array(100).fill(65))).status).toBe(200);
  });

  test("a file may have 100 MB and not a byte more, and a byte at least", async () => {
    const { olga, stranger } = table;
    const { parts, upload } = await stranger.announces("world.pdf", UPLOAD_BYTES_MAX);
    expect(parts).toBe(20);
    expectProblem(await stranger.puts(upload.id, 21, utf8("x")), "bad-request");
    expectProblem(await stranger.puts(upload.id, 0, utf8("x")), "not-found");
    const announce = (sizeBytes: number) =>
      olga.sends("POST", olga.library, { body: { title: "world.pdf", sizeBytes, visibility: "gm" } });
    expectProblem(await announce(UPLOAD_BYTES_MAX + 1), "upload-too-large");
    expectProblem(await announce(0), "bad-request");
  });

  test("a part says that it is bytes", async () => {
    const { olga } = table;
    const { upload } = await olga.announces("notes.txt", 5);
    const sent = await olga.sends("PUT", `${olga.library}/${upload.id}/parts/1`, {
      ...{ body: utf8("hello"), headers: { "content-type": "text/plain" } },
    });
    expectProblem(sent, "wrong-content-type");
  });
});

describe("a campaign has only so much room", () => {
  test("bytes are counted to the last one, without what is deleted, also when many come at one moment", async () => {
    const { olga, campaign } = await libraryTable();
    await shelveFile(campaign.id, { sizeBytes: CAMPAIGN_BYTES_MAX - 100 });
    await shelveFile(campaign.id, { sizeBytes: 5_000, deletedAt: 1 });
    const announce = (sizeBytes: number) =>
      olga.sends("POST", olga.library, { body: { title: "notes.txt", sizeBytes, visibility: "gm" } });
    const told = expectProblem(await announce(101), "library-full");
    expect(told.detail).toContain("0.0 MB left");
    const many = await Promise.all([announce(60), announce(60), announce(60), announce(60)]);
    expect(many.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect((await announce(40)).status).toBe(201);
    const { used } = await olga.gets<UploadList>("GET", olga.library);
    expect(used).toEqual({ bytes: CAMPAIGN_BYTES_MAX, files: 3 });
  });

  test("files are counted too, and a deleted one makes room", async () => {
    const { olga, campaign } = await libraryTable();
    const rows = await Promise.all(
      Array.from({ length: CAMPAIGN_FILES_MAX }, () => shelveFile(campaign.id, { status: "pending" })),
    );
    const announce = () =>
      olga.sends("POST", olga.library, { body: { title: "notes.txt", sizeBytes: 1, visibility: "gm" } });
    expectProblem(await announce(), "library-full");
    expect((await olga.sends("DELETE", `${olga.library}/${rows[0]?.id}`)).status).toBe(204);
    expect((await announce()).status).toBe(201);
    const { items } = await olga.gets<UploadList>("GET", olga.library);
    expect(items).toHaveLength(CAMPAIGN_FILES_MAX);
  }, 30_000);
});

describe("a file that could not be read is read again", () => {
  const stale = Date.now() - 31 * 60_000;
  test.each<[string, Parameters<typeof shelveFile>[1], ProblemSlug | { version: number }]>([
    ["failed", { status: "failed", reason: "Save it anew.", pagesDone: 3 }, { version: 2 }],
    ["stored", { status: "stored" }, { version: 1 }],
    ["being read for too long", { status: "extracting", updatedAt: stale }, { version: 2 }],
    ["being indexed for too long", { status: "indexing", updatedAt: stale }, { version: 2 }],
    ["being read", { status: "extracting" }, "nothing-to-retry"],
    ["read long ago", { status: "ready", updatedAt: stale }, "nothing-to-retry"],
    ["still on its way", { status: "pending" }, "upload-incomplete"],
  ])("%s", async (_, file, end) => {
    const { olga, campaign } = table;
    const { id } = await shelveFile(campaign.id, file);
    const before = olga.jobs.length;
    const heard = await olga.sends("POST", `${olga.library}/${id}/retry`);
    if (typeof end === "string") {
      expectProblem(heard, end);
      expect(olga.jobs.length).toBe(before);
      return;
    }
    const fresh = end.version === 1 ? {} : { pagesDone: 0, pagesTotal: null };
    expect(heard.body).toMatchObject({ status: "stored", reason: null, ...fresh });
    const job = { job: "extract_pages", campaignId: campaign.id, uploadId: id, version: end.version, leaf: 0 };
    expect(olga.jobs.slice(before)).toEqual([job]);
  });

  test("asked for twice at one moment it is read once", async () => {
    const { olga, campaign } = table;
    const { id } = await shelveFile(campaign.id, { status: "failed" });
    await Promise.all([1, 2, 3].map(() => olga.sends("POST", `${olga.library}/${id}/retry`)));
    expect(await bindings.DB.prepare("SELECT version FROM uploads WHERE id = ?").bind(id).first("version")).toBe(2);
  });
});

test("the room is told of a file and of its end, and a room that is away holds up nothing", async () => {
  const { olga, campaign } = table;
  const told: unknown[] = [];
  const room = {
    tellUpload: async (card: UploadCard) => void told.push([card.status, card.visibility]),
    tellUploadGone: async (id: string) => void told.push(id),
  };
  const heardBy = (hears: object) => {
    const real = bindings.ROOM.getByName(campaign.id);
    const getByName = () =>
      ({ members: (by: MemberId) => real.members(by), standstill: () => real.standstill(), ...hears }) as ReturnType<
        typeof bindings.ROOM.getByName
      >;
    return olga.through({ ROOM: { getByName } });
  };
  const heard = heardBy(room);
  const { id } = await heard.brings("notes.txt", utf8("The bell"));
  await heard.gets("PATCH", `${olga.library}/${id}`, { body: { visibility: "players" } });
  expect((await heard.sends("DELETE", `${olga.library}/${id}`)).status).toBe(204);
  expect(told).toEqual([["pending", "gm"], ["stored", "gm"], ["stored", "players"], id]);

  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  const away = async () => {
    throw new Error("The room is away.");
  };
  const unheard = heardBy({ tellUpload: away, tellUploadGone: away });
  const other = await unheard.brings("notes.txt", utf8("The bell"));
  expect(other.status).toBe("stored");
  expect((await unheard.sends("DELETE", `${olga.library}/${other.id}`)).status).toBe(204);
  expect(warned).toHaveBeenCalledTimes(3);
  warned.mockRestore();
  expect(
    await bindings.DB.prepare("SELECT 1 FROM uploads WHERE id = ? AND deleted_at IS NULL AND campaign_id = ?")
      .bind(other.id, campaign.id)
      .first(),
  ).toBeNull();
});
