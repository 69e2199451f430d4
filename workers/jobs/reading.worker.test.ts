import { beforeEach, describe, expect, test, vi } from "vitest";
import type { ExtractPages } from "../contracts/jobs.ts";
import { Leaf, PAGES_PER_LEAF, type UploadCard } from "../contracts/library.ts";
import { openDatabase } from "../db/database.ts";
import { originalKey } from "../db/file-keys.ts";
import { uploadRow } from "../db/read/uploads.ts";
import { indexAgain } from "../db/write/reading.ts";
import { readAgain } from "../db/write/uploads.ts";
import { JobLine, jobBindings } from "../testkit/job-line.ts";
import { allOf, book, fileRow, storeFile } from "../testkit/stored-file.ts";
import { watched } from "../testkit/watched-bindings.ts";
import type { JobBindings } from "./bindings.ts";

let told: UploadCard[] = [];
const env = jobBindings((card) => told.push(card));
const db = openDatabase(env.DB);

beforeEach(() => {
  told = [];
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation(() => {});
});

async function read(job: ExtractPages, with_: JobBindings = env): Promise<JobLine> {
  const line = new JobLine(with_);
  line.send(job);
  await line.drain();
  return line;
}

/** The same file once more from its bytes, as the retry button has it. */
async function again(job: ExtractPages): Promise<ExtractPages> {
  const row = await uploadRow(db, job.uploadId);
  if (row === null) throw new Error("There is no such file.");
  const next = await readAgain(db, row, { version: row.version, status: row.status, now: Date.now() });
  expect(next).not.toBeNull();
  return { ...job, version: job.version + 1 };
}

function charsIn(objects: Record<string, string>): number {
  const leaves = Object.entries(objects).filter(([key]) => key.includes("leaf"));
  return leaves
    .flatMap(([, leaf]) => Leaf.parse(JSON.parse(leaf)).pages)
    .reduce((sum, { text }) => sum + text.length, 0);
}

describe("a file", () => {
  test("comes from its bytes to ready stage by stage, and the table sees each", async () => {
    const pages = 5 * PAGES_PER_LEAF + 3;
    const job = await storeFile(env, { seed: "stages", bytes: book(pages) });
    await read(job);
    const { row, chunks, vectors, objects } = await allOf(env, job);
    const total = chunks.length;
    expect(row).toMatchObject({
      status: "ready",
      pages_total: pages,
      chunks_total: total,
      chunks_done: total,
      reason: null,
    });
    expect(row).toMatchObject({ pages_done: pages, chars_done: charsIn(objects) });
    expect(vectors).toHaveLength(total);
    expect(Object.keys(objects).filter((key) => key.includes("leaf"))).toHaveLength(6);
    expect(chunks.at(-1)).toMatchObject({ page_to: pages, heading: `Room ${pages}` });
    const stages = told.map(({ status, pagesDone, searchable }) => [status, pagesDone, searchable]);
    expect(stages.slice(0, 4)).toEqual([
      ["extracting", 4 * PAGES_PER_LEAF, false],
      ["chunking", 0, false],
      ["chunking", 4 * PAGES_PER_LEAF, true],
      ["indexing", pages, true],
    ]);
    expect(stages.at(-1)).toEqual(["ready", pages, true]);
  });

  test("that is cut into messages gives the same passages as read at a stretch", async () => {
    const bytes = book(4 * PAGES_PER_LEAF + 9);
    const whole = await storeFile(env, { seed: "whole", bytes });
    await read(whole);
    const slow = await storeFile(env, { seed: "slow", bytes });
    // Whatever comes as a second try goes leaf by leaf.
    const line = new JobLine(env, { attempts: 2 });
    line.send(slow);
    await line.drain();
    expect(line.deliveries).toBeGreaterThan(6);
    expect((await allOf(env, slow)).chunks).toEqual((await allOf(env, whole)).chunks);
  });

  test("of an unreachable room is read all the same", async () => {
    const away = jobBindings(() => {
      throw new Error("The room is away.");
    });
    const job = await storeFile(env, { seed: "untold", bytes: book(2) });
    await read(job, away);
    expect(await fileRow(env, job)).toMatchObject({ status: "ready" });
  });
});

describe("[Q2] a file that cannot be read", () => {
  test.each<[string, Parameters<typeof storeFile>[1], RegExp]>([
    ["without its bytes", { seed: "lost", bytes: book(1) }, /missing; upload it again/],
    ["that is no PDF", { seed: "nopdf", bytes: "%PDF-1.7 and nothing else", kind: "pdf" }, /./],
    ["without any text", { seed: "blank", bytes: "\n\n  \n", kind: "text" }, /no text/i],
    ["longer than we read", { seed: "endless", bytes: "word ".repeat(1_300_000), kind: "text" }, /Split it/],
  ])("%s fails at once, with words for its people", async (_what, file, reason) => {
    const job = await storeFile(env, file);
    if (file.seed === "lost") await env.FILES.delete(originalKey(job));
    const line = await read(job);
    expect(await fileRow(env, job)).toMatchObject({ status: "failed", reason: expect.stringMatching(reason) });
    expect(line.dead).toEqual([]);
    expect(line.deliveries).toBeLessThanOrEqual(4);
    expect(told.at(-1)).toMatchObject({ status: "failed", reason: expect.stringMatching(reason) });
  });

  test("that always breaks off is given up with the page it came to, and can be read again without a trace", async () => {
    const pages = 6 * PAGES_PER_LEAF;
    const job = await storeFile(env, { seed: "stubborn", bytes: book(pages) });
    let leaves = 0;
    const breaking = watched(env, (call, when) => {
      if (call !== "FILES.put" || when === "after") return;
      leaves += 1;
      if (leaves > 5) throw new Error("Out of memory.");
    });
    const line = await read(job, breaking);
    const reason = expect.stringMatching(/^Reading stopped at page 101 of 150; try again/);
    expect(await fileRow(env, job)).toMatchObject({ status: "failed", reason });
    expect(line.dead).toEqual([{ ...job, leaf: 4 }]);
    const dead = env.DB.prepare("SELECT reason FROM dead_jobs WHERE campaign_id = ?").bind(job.campaignId);
    expect((await dead.all()).results).toEqual([{ reason }]);

    const second = await again(job);
    await read(second);
    const after = await allOf(env, second);
    expect(after.row).toMatchObject({ status: "ready", version: 2, reason: null });
    expect(new Set(after.chunks.map(({ version }) => version))).toEqual(new Set([2]));
    expect(Object.keys(after.objects).filter((key) => key.startsWith("v1/"))).toEqual([]);
  });

  test("because its reading of passages breaks off says so", async () => {
    const job = await storeFile(env, { seed: "unsorted", bytes: book(3) });
    const breaking = watched(env, (call) => {
      if (call === "DB.batch") throw new Error("D1 is away.");
    });
    await read(job, breaking);
    const reason = "Sorting the text into passages stopped at page 1 of 3; try again.";
    expect(await fileRow(env, job)).toMatchObject({ status: "failed", reason });
  });
});

describe("while something outside is away", () => {
  /** Reads a file while each call that begins like this breaks, from one try to another. */
  async function readWithout(word: string, away: string, tries: { from: number; to: number }) {
    const job = await storeFile(env, { seed: word, bytes: book(3) });
    let count = 0;
    const line: JobLine = new JobLine(env, {
      bindings: () => {
        count += 1;
        const isAway = count >= tries.from && count <= tries.to;
        return watched(line.env, (call) => {
          if (isAway && call.startsWith(away)) throw new Error(`${away} is away.`);
        });
      },
    });
    line.send(job);
    await line.drain({ size: 1 });
    expect(await fileRow(env, job)).toMatchObject({ status: "ready", reason: null });
    return line;
  }

  test.each(["DB", "FILES", "JOBS"])("%s, a file is tried again and read", async (away) => {
    const line = await readWithout(`away${away.toLowerCase()}`, away, { from: 1, to: 4 });
    expect(line.retried.length).toBeGreaterThan(0);
    expect(line.dead).toEqual([]);
  });

  test("a queue that takes nothing for longer than a message lasts gets the next one from the dead letters", async () => {
    const line = await readWithout("awaylong", "JOBS", { from: 1, to: 6 });
    expect(line.dead).toMatchObject([{ job: "extract_pages", leaf: 0 }]);
  });
});

describe("without an embedder", () => {
  const away = { ...env, LORE_EMBEDDER: "openai", OPENAI_BASE_URL: "http://127.0.0.1:9/v1", OPENAI_API_KEY: "k" };

  test("a file is found by its words, says so, and is indexed by hand once there is one", async () => {
    const job = await storeFile(env, { seed: "wordsonly", bytes: book(2) });
    const line = await read(job, { ...away, LORE_EMBEDDING_MODEL: "nomic-embed-text" });
    const note = "Found by its words only; the meaning index could not be made.";
    expect(await fileRow(env, job)).toMatchObject({ status: "ready", note, reason: null, chunks_done: 0 });
    expect(line.dead).toEqual([]);
    expect(told.at(-1)).toMatchObject({ status: "ready", searchable: true, note });

    const row = await indexAgain(db, job, Date.now());
    expect(row).toMatchObject({ status: "indexing", chunksDone: 0 });
    const by = new JobLine(env);
    by.send({ job: "embed_chunks", ...{ campaignId: job.campaignId, uploadId: job.uploadId, version: 1 }, from: 0 });
    await by.drain();
    const after = await allOf(env, job);
    expect(after.row).toMatchObject({ status: "ready", note: null, chunks_done: after.chunks.length });
    expect(after.vectors).toHaveLength(after.chunks.length);
  });

  test("what went wrong is logged by its kind and its place, without a word of the file", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    const job = await storeFile(env, { seed: "kindonly", bytes: book(2) });
    await read(job, { ...away, LORE_EMBEDDING_MODEL: "nomic-embed-text" });
    const lines = warned.mock.calls.map(([line]) => String(line));
    const settled = lines.filter((line) => line.includes("upload-without-vectors")).map((line) => JSON.parse(line));
    const { campaignId, uploadId } = job;
    const kind = expect.stringMatching(/^[a-z-]+$/);
    expect(settled).toMatchObject([{ campaignId, uploadId, from: 0, name: "ModelFault", kind }]);
    expect(lines.join()).not.toContain("locked");
  });
});

describe("a fault of our own while vectors are made", () => {
  test("is no reason to call a file ready: it fails with its place, and the retry button reads it", async () => {
    const job = await storeFile(env, { seed: "ownfault", bytes: book(2) });
    const line: JobLine = new JobLine(env, {
      bindings: () => ({
        ...line.env,
        get VECTORS(): never {
          throw new TypeError("A mistake of ours.");
        },
        LORE_VECTORS: "vectorize",
      }),
    });
    line.send(job);
    await line.drain({ size: 1 });
    const reason = expect.stringMatching(/^Making the meaning index stopped at passage 1 of \d+; try again\.$/);
    expect(await fileRow(env, job)).toMatchObject({ status: "failed", reason });
    expect(line.dead).toMatchObject([{ job: "embed_chunks", from: 0 }]);
    const second = await again(job);
    await read(second);
    expect(await fileRow(env, job)).toMatchObject({ status: "ready", reason: null, note: null });
  });
});
