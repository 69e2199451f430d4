import { beforeEach, expect, test, vi } from "vitest";
import type { ExtractPages } from "../contracts/jobs.ts";
import { JobLine, jobBindings } from "../testkit/job-line.ts";
import { inLetters, storeFile } from "../testkit/stored-file.ts";

const MESSAGES = 20_000;
/** One message in a hundred: some are no jobs, some are about files that break off whenever they are read. */
const POISON_BODIES = 150;
const POISON_FILES = 50;
const FILES = 150;
const CAMPAIGNS = 100;
const SEED = 20_261_126;

const env = jobBindings();

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation(() => {});
});

/** Whole numbers below a limit, the same ones for the same seed. */
function chanceFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function campaignOf(at: number): string {
  return `d${inLetters(at % CAMPAIGNS)}`;
}

/** Small files of many campaigns, stored some at a time. */
async function storeFiles(word: string, count: number): Promise<ExtractPages[]> {
  const jobs: ExtractPages[] = [];
  for (let from = 0; from < count; from += 50) {
    const some = Array.from({ length: Math.min(50, count - from) }, (_, at) => from + at);
    const stored = some.map((at) =>
      storeFile(env, {
        ...{ seed: `${word}${inLetters(at)}`, campaign: campaignOf(at) },
        bytes: `# Letter ${at}\n\nThe seal of letter ${at} is broken.`,
      }),
    );
    jobs.push(...(await Promise.all(stored)));
  }
  return jobs;
}

/** Each stage of a file, as often as it takes: most come long before the file is there, or long after. */
function stagesOf(files: readonly ExtractPages[], count: number) {
  return Array.from({ length: count }, (_, at) => {
    const { leaf, ...file } = files[at % files.length] as ExtractPages;
    const stage = Math.floor(at / files.length) % 3;
    if (stage === 0) return { ...file, leaf };
    return stage === 1 ? { ...file, job: "chunk_pages", leaf } : { ...file, job: "embed_chunks", from: 0 };
  });
}

/** A number that a query counts. */
async function counted(sql: string, ...values: unknown[]): Promise<number> {
  return (
    (await env.DB.prepare(sql)
      .bind(...values)
      .first<number>("n")) ?? -1
  );
}

async function leavesStored(): Promise<number> {
  let leaves = 0;
  for (let cursor: string | undefined; ; ) {
    const listed: R2Objects = await env.FILES.list({ prefix: "campaigns/", cursor });
    leaves += listed.objects.filter(({ key }) => key.includes("/leaf-")).length;
    if (!listed.truncated) return leaves;
    cursor = listed.cursor;
  }
}

/** The original of a poisoned file breaks off, however often it is read; all others are left alone. */
function poisonedBindings(line: JobLine, poisoned: ReadonlySet<string>) {
  const FILES_ = new Proxy(line.env.FILES, {
    get: (bucket, name: keyof R2Bucket) => {
      const method = bucket[name] as (...given: unknown[]) => Promise<unknown>;
      return async (...given: unknown[]) => {
        if (name === "get" && poisoned.has(String(given[0]).split("/")[3] ?? "")) throw new Error("Out of memory.");
        return await method.apply(bucket, given);
      };
    },
  });
  return { ...line.env, FILES: FILES_ };
}

test(`[Q1] [Q2] ${MESSAGES} messages, doubled and shuffled, one in a hundred of them poison, act once each`, async () => {
  const chance = chanceFrom(SEED);
  const healthy = await storeFiles("good", FILES);
  const poisoned = await storeFiles("bad", POISON_FILES);
  const poisonedIds = new Set(poisoned.map(({ uploadId }) => uploadId as string));
  // Two more the jobs send for each healthy file: the stages that follow the first.
  const stages = stagesOf(healthy, MESSAGES - POISON_BODIES - POISON_FILES - 2 * FILES);

  const line: JobLine = new JobLine(env, {
    // One to five, the fewer the likelier.
    copies: () => 1 + Math.min(...Array.from({ length: 5 }, () => chance(5))),
    pick: chance,
    bindings: () => poisonedBindings(line, poisonedIds),
  });
  for (const job of [...stages, ...poisoned]) line.send(job);
  for (let at = 0; at < POISON_BODIES; at += 1) line.send({ job: "extract_pages", leaf: -at, campaignId: `../${at}` });
  await line.drain({ size: 50, lanes: 6 });

  // Each stage that follows another was sent once for each file, whatever the copies of the one before it did.
  expect(line.messages).toBe(MESSAGES);
  expect(line.deliveries).toBeGreaterThan(MESSAGES * 1.3);
  expect(await counted("SELECT count(*) AS n FROM uploads WHERE status = 'ready' AND chunks_done = 1")).toBe(FILES);
  expect(await counted("SELECT count(*) AS n FROM chunks")).toBe(FILES);
  expect(await counted("SELECT count(DISTINCT upload_id) AS n FROM chunks")).toBe(FILES);
  expect(await counted("SELECT count(*) AS n FROM chunks_fts_docsize")).toBe(FILES);
  expect(await counted("SELECT count(*) AS n FROM vectors")).toBe(FILES);
  expect(await leavesStored()).toBe(FILES);

  // Whatever was tried again was poison, and all of it is written down with its reason.
  const idOf = (body: unknown) => (body as { uploadId?: string }).uploadId ?? "";
  expect(line.retried.filter((body) => !poisonedIds.has(idOf(body)))).toEqual([]);
  const bodies =
    "SELECT count(*) AS n FROM dead_jobs WHERE job = 'unreadable' AND reason LIKE 'The message is not a job%'";
  expect(await counted(bodies)).toBe(POISON_BODIES);
  const files =
    "SELECT count(*) AS n FROM uploads WHERE status = 'failed' AND reason LIKE 'The file could not be opened; try again.%'";
  expect(await counted(files)).toBe(POISON_FILES);
  expect(new Set(line.dead.map(idOf))).toEqual(poisonedIds);
}, 400_000);
