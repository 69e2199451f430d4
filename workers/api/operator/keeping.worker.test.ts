import { expect, test, vi } from "vitest";
import { Job } from "../../contracts/jobs.ts";
import { openDatabase } from "../../db/database.ts";
import { EXPECTED_MIGRATIONS } from "../../db/expected-migrations.ts";
import { writeAudit } from "../../db/write/operator.ts";
import worker from "../../index.ts";
import { DEAD_JOBS_QUEUE } from "../../jobs/bindings.ts";
import { runJobs } from "../../jobs/run-jobs.ts";
import { sweepAudit } from "../../jobs/sweep-audit.ts";
import { openLoreSearch } from "../../library/search.ts";
import { bindings, expectProblem } from "../../testkit/api-visitor.ts";
import { JobLine, jobBindings } from "../../testkit/job-line.ts";
import { Operator } from "../../testkit/operator.ts";
import { allOf, book, fileRow, storeFile } from "../../testkit/stored-file.ts";

const env = jobBindings();
const sent: Job[] = [];
const JOBS = { send: async (job: Job) => void sent.push(job) } as unknown as Queue<Job>;
const operator = await Operator.withKey({ JOBS });

interface Doctor {
  profile: string;
  troubles: { what: string; mend: string }[];
  migrations: { applied: string[]; missing: string[] };
  queue: { deadJobs: number };
  crons: { cron: string; failed: number }[];
  configuration: { about: string; ok: boolean; sentence: string }[];
}

/** Lets a message die and gives its id. */
async function dies(body: unknown, id: string = crypto.randomUUID()): Promise<string> {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const message = { id, body, timestamp: new Date(), attempts: 1, ack() {}, retry() {} };
  await runJobs({ queue: DEAD_JOBS_QUEUE, messages: [message] } as unknown as MessageBatch<unknown>, env);
  vi.restoreAllMocks();
  return id;
}

const campaignId = `c_${"k".repeat(20)}`;
const touch = { job: "touch_campaign", campaignId, seq: 4, at: 5, status: "open" };

test("a dead job is listed, sent again as it was, and gone from the list", async () => {
  const messageId = await dies(touch);
  const { items } = await operator.asks<{ items: object[] }>("dlq-list");
  expect(items).toMatchObject([{ messageId, job: "touch_campaign", campaignId, canBeReplayed: true }]);
  await operator.asks("dlq-replay", { messageId, dryRun: true });
  expect(sent).toEqual([]);
  await operator.asks("dlq-replay", { messageId });
  expect(sent.splice(0)).toEqual([touch]);
  expectProblem(await operator.sends("dlq-replay", { messageId }), "not-found");
});

test("what was no job keeps nothing of its body and can only be dropped", async () => {
  const messageId = await dies({ secret: "canary-words" });
  const row = await bindings.DB.prepare("SELECT * FROM dead_jobs WHERE message_id = ?").bind(messageId).first();
  expect(row).toMatchObject({ job: "unreadable", body: null });
  expect(JSON.stringify(row)).not.toContain("canary");
  expectProblem(await operator.sends("dlq-replay", { messageId }), "nothing-to-retry");
  await operator.asks("dlq-drop", { messageId, dryRun: true });
  await operator.asks("dlq-drop", { messageId });
  expectProblem(await operator.sends("dlq-drop", { messageId }), "not-found");
});

test("a file whose reading died is read from its beginning when its job is replayed, and ends ready", async () => {
  const job = await storeFile(env, { seed: "replayed", bytes: book(3) });
  const messageId = await dies(job);
  expect(await fileRow(env, job)).toMatchObject({ status: "failed", version: 1 });
  await operator.asks("dlq-replay", { messageId, dryRun: true });
  expect(await fileRow(env, job)).toMatchObject({ status: "failed", version: 1 });
  await operator.asks("dlq-replay", { messageId });
  const [again] = sent.splice(0);
  expect(again).toEqual({ ...job, version: 2 });
  const line = new JobLine(env);
  line.send(Job.parse(again));
  await line.drain();
  expect(await fileRow(env, job)).toMatchObject({ status: "ready", version: 2 });
  const late = await dies({ ...job, version: 2 });
  expectProblem(await operator.sends("dlq-replay", { messageId: late }), "nothing-to-retry");
  await operator.asks("dlq-drop", { messageId: late });
});

test("[Z4] an index that is lost is made anew from the rows alone, with the same hits", async () => {
  const job = await storeFile(env, { seed: "indexed", bytes: book(12) });
  const other = await storeFile(env, { seed: "apart", bytes: book(4) });
  const line = new JobLine(env);
  line.send(job);
  line.send(other);
  await line.drain();
  const asked = {
    campaignId: job.campaignId,
    text: "the key of room 7",
    names: [],
    may: "gm",
    limit: 5,
    tokensMax: 4_000,
  };
  const hits = async () =>
    (await openLoreSearch(env).search(asked as never)).map(({ pageFrom, text }) => `${pageFrom} ${text}`);
  const [before, apart, whole] = [await hits(), await allOf(env, other), await allOf(env, job)];
  expect(before.length).toBeGreaterThan(0);
  const { DB } = bindings;
  const mine = "SELECT number FROM readings WHERE upload_id = ?";
  await DB.prepare(`DELETE FROM chunks_fts WHERE rowid >> 16 IN (${mine})`).bind(job.uploadId).run();
  await DB.prepare(`DELETE FROM word_grams WHERE rowid >> 16 IN (${mine})`).bind(job.uploadId).run();
  await DB.prepare("DELETE FROM vectors WHERE namespace = ?").bind(job.campaignId).run();
  expect(await hits()).toEqual([]);
  const dry = await operator.asks("index-rebuild", { campaignId: job.campaignId, dryRun: true });
  expect(dry).toEqual({ campaignId: job.campaignId, files: 1, next: null });
  expect(await hits()).toEqual([]);
  await operator.asks("index-rebuild", { campaignId: job.campaignId });
  const rebuild = new JobLine(env);
  for (const each of sent.splice(0)) rebuild.send(each);
  await rebuild.drain();
  expect(await hits()).toEqual(before);
  expect(await allOf(env, job)).toEqual(whole);
  expect(await allOf(env, other)).toEqual(apart);
});

test("without a campaign the index of every one that has files is made anew, one a request", async () => {
  const { results } = await bindings.DB.prepare(
    "SELECT DISTINCT campaign_id AS id FROM uploads WHERE status = 'ready' ORDER BY campaign_id",
  ).all<{ id: string }>();
  const seen: (string | null)[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const page: { campaignId: string | null; next: string | null } = await operator.asks("index-rebuild", {
      ...{ campaignId: null, after },
    });
    seen.push(page.campaignId);
    after = page.next;
  }
  expect(seen).toEqual([...results.map(({ id }) => id), null]);
  sent.splice(0);
});

test("a new signing key signs from now on, and the old one is still trusted; a dry run makes none", async () => {
  const kids = async (): Promise<string[]> => {
    const { keys } = await operator.visitor.gets<{ keys: { kid: string }[] }>("GET", "/.well-known/jwks.json");
    return keys.map(({ kid }) => kid);
  };
  const before = await kids();
  await operator.asks("keys-rotate", { dryRun: true });
  expect(await kids()).toEqual(before);
  await operator.asks("keys-rotate", { reason: "A laptop was lost." });
  const after = await kids();
  expect(after).toHaveLength(before.length + 1);
  expect(after).toEqual(expect.arrayContaining(before));
});

test("the doctor finds nothing wrong with what is whole, and reads nothing of anybody", async () => {
  const told = await operator.asks<Doctor>("doctor");
  expect(told.troubles).toEqual([]);
  expect(told).toMatchObject({ profile: "production", queue: { deadJobs: 0 }, migrations: { missing: [] } });
  expect(told.migrations.applied).toEqual(EXPECTED_MIGRATIONS);
  expect(told.configuration.map(({ about, ok }) => [about, ok])).toEqual([
    ["models", true],
    ["lore", true],
  ]);
});

test("the doctor says what is missing and how to mend it", async () => {
  const ill = await Operator.withKey({
    ...({ FILES: undefined, LORE_EMBEDDER: "magic", DM_PROVIDER: "magic" } as object),
  });
  await bindings.DB.prepare("DELETE FROM d1_migrations WHERE name = '0004_operations.sql'").run();
  const messageId = await dies(touch);
  const { troubles } = await ill.asks<Doctor>("doctor");
  expect(troubles.map(({ what }) => what)).toEqual([
    "The binding FILES is missing.",
    "The migration 0004_operations.sql was not applied.",
    expect.stringContaining('DM_PROVIDER is "magic"'),
    expect.stringContaining('LORE_EMBEDDER is "magic"'),
    "A job could not be done.",
  ]);
  for (const { mend } of troubles) expect(mend.length).toBeGreaterThan(10);
  await ill.asks("dlq-drop", { messageId });
  await bindings.DB.prepare("INSERT INTO d1_migrations (name) VALUES ('0004_operations.sql')").run();
});

test("the doctor knows when the clock last came, and whether its sweeps went well", async () => {
  const at = Date.now();
  const tick = async (bent: object) =>
    await worker.scheduled({ cron: "*/10 * * * *", scheduledTime: at } as never, { ...bindings, ...bent } as never);
  await tick({});
  expect((await operator.asks<Doctor>("doctor")).crons).toMatchObject([{ cron: "*/10 * * * *", failed: 0 }]);
  const send = async (): Promise<never> => await Promise.reject(new Error("The queue is down."));
  const lost = await storeFile(env, { seed: "stuck", bytes: "# A" });
  await expect(tick({ JOBS: { send } })).rejects.toThrow("The queue is down.");
  const { troubles } = await operator.asks<Doctor>("doctor");
  expect(troubles.map(({ what }) => what).join("\n")).toMatch(/1 of the sweeps of "\*\/10 \* \* \* \*" failed/);
  await bindings.DB.prepare("DELETE FROM uploads WHERE id = ?").bind(lost.uploadId).run();
});

test("lines of the audit go after a year and not before", async () => {
  const db = openDatabase(bindings.DB);
  const day = 86_400_000;
  const now = Date.now();
  const line = { keyId: "o-0", command: "old", reason: "", result: "" };
  await writeAudit(db, { ...line, target: "gone", at: now - 367 * day });
  await writeAudit(db, { ...line, target: "kept", at: now - 364 * day });
  await sweepAudit(bindings, now);
  const { results } = await bindings.DB.prepare("SELECT target FROM operator_audit WHERE command = 'old'").all();
  expect(results).toEqual([{ target: "kept" }]);
});
