import { beforeEach, describe, expect, test, vi } from "vitest";
import type { ExtractPages } from "../contracts/jobs.ts";
import { PAGES_PER_LEAF } from "../contracts/library.ts";
import { openDatabase } from "../db/database.ts";
import { uploadRow } from "../db/read/uploads.ts";
import { buryUpload, readAgain } from "../db/write/uploads.ts";
import { JobLine, jobBindings } from "../testkit/job-line.ts";
import { allOf, book, inLetters, storeFile } from "../testkit/stored-file.ts";
import { type Watch, watched } from "../testkit/watched-bindings.ts";

const env = jobBindings();
const db = openDatabase(env.DB);
/** Two leaves and a few more than a hundred passages: in the smallest steps each stage takes two messages. */
const bytes = book(PAGES_PER_LEAF + 1);
const nothing = { row: null, chunks: [], terms: [], readings: [], vectors: [], objects: {} };

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation(() => {});
});

/** A line in whose deliveries each call of D1, R2 and the queue is watched. */
function watchedLine(watch: Watch): JobLine {
  const line: JobLine = new JobLine(env, { attempts: 2, bindings: () => watched(line.env, watch) });
  return line;
}

async function read(job: ExtractPages, watch: Watch): Promise<JobLine> {
  const line = watchedLine(watch);
  line.send(job);
  await line.drain({ size: 1 });
  return line;
}

/** What is the same in two files that were read alike: their names and ids left out. */
async function endOf(job: ExtractPages) {
  const { row, ...rest } = await allOf(env, job);
  const all = { ...rest, row: { ...row, title: "", added_by: "" } };
  return JSON.parse(JSON.stringify(all).replaceAll(job.uploadId, "u").replaceAll(job.campaignId, "c"));
}

/** How many calls a reading takes that nothing happens to, and where it ends. */
async function cleanRun(seed: string) {
  const calls: string[] = [];
  const job = await storeFile(env, { seed, bytes });
  await read(job, (call, when) => void (when === "before" && calls.push(call)));
  const end = await endOf(job);
  expect(end.row).toMatchObject({ status: "ready" });
  return { calls, end };
}

describe("[Q1] a reading", () => {
  /** Reads the file once for each call of a reading that nothing happens to, and has that call watched. */
  async function atEachCall(
    word: string,
    trouble: (watch: { isCall: boolean; when: string; isNew: boolean }) => boolean,
  ) {
    const { calls, end } = await cleanRun(`clean${word}`);
    for (let at = 1; at <= calls.length; at += 1) {
      const job = await storeFile(env, { seed: `${word}${inLetters(at)}`, bytes });
      let count = 0;
      let isNew = true;
      const line: JobLine = new JobLine(env, {
        attempts: 2,
        bindings: () => {
          isNew = true;
          return watched(line.env, (_call, when) => {
            if (when === "before") count += 1;
            const fails = trouble({ isCall: count === at, when, isNew });
            isNew = false;
            if (fails) throw new Error("Away.");
          });
        },
      });
      line.send(job);
      await line.drain({ size: 1 });
      expect(await endOf(job), `${word} at call ${at}, ${calls[at - 1]}`).toEqual(end);
      expect(line.dead).toEqual([]);
    }
  }

  test("that is killed before any call ends as one that was not", async () => {
    // Each delivery is another Worker; one that was killed does nothing any more, whatever it would still like to do.
    let isGone = false;
    await atEachCall("killed", ({ isCall, when, isNew }) => {
      if (isNew) isGone = false;
      if (isCall && when === "before") isGone = true;
      return isGone;
    });
  }, 120_000);

  test("of which any call is done and its answer lost ends as one that was not", async () => {
    await atEachCall("unheard", ({ isCall, when }) => isCall && when === "after");
  }, 120_000);
});

describe("while a file is being read", () => {
  /** Reads a file, and at each call once lets something happen in between. */
  async function atEachCall(
    word: string,
    happens: (job: ExtractPages) => Promise<void>,
    check: (job: ExtractPages, at: string) => Promise<void>,
  ) {
    const { calls } = await cleanRun(`clean${word}`);
    for (let at = 1; at <= calls.length; at += 1) {
      const job = await storeFile(env, { seed: `${word}${inLetters(at)}`, bytes });
      let count = 0;
      await read(job, async (_call, when) => {
        if (when === "before") count += 1;
        if (count === at && when === "before") await happens(job);
      });
      await check(job, `${word} before call ${at}, ${calls[at - 1]}`);
    }
  }

  test("[V1] deleting it, whenever that is, leaves nothing", async () => {
    await atEachCall(
      "delete",
      async ({ campaignId, uploadId }) => {
        expect(await buryUpload(db, { campaignId, id: uploadId }, Date.now())).toBe(true);
        const deletion = new JobLine(env);
        deletion.send({ job: "delete_upload", campaignId, uploadId });
        await deletion.drain();
      },
      async (job, at) => expect(await allOf(env, job), at).toEqual(nothing),
    );
  }, 120_000);

  test("reading it anew, whenever that is, leaves the new reading and nothing of the old", async () => {
    const { end } = await cleanRun("cleansecond");
    const second = JSON.parse(
      JSON.stringify(end)
        .replaceAll('"version":1', '"version":2')
        .replaceAll("u.1.", "u.2.")
        .replaceAll('"v1/', '"v2/'),
    );
    await atEachCall(
      "anew",
      async (job) => {
        const row = await uploadRow(db, job.uploadId);
        if (row === null) throw new Error("There is no such file.");
        await readAgain(db, row, { version: 1, status: row.status, now: Date.now() });
        const line = new JobLine(env, { attempts: 2 });
        line.send({ ...job, version: 2 });
        await line.drain();
      },
      async (job, at) => expect(await endOf(job), at).toEqual(second),
    );
  }, 120_000);
});
