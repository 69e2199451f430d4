import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Job } from "../contracts/jobs.ts";
import { bindings, Visitor } from "../testkit/api-visitor.ts";
import { archiveKey, archiveLog, PART_BYTES } from "./archive-log.ts";
import { DEAD_JOBS_QUEUE, JOBS_QUEUE, type JobBindings } from "./bindings.ts";
import { runJobs } from "./run-jobs.ts";
import { sweepExpired } from "./sweep-expired.ts";

const env = bindings as unknown as JobBindings & { JOBS: Queue };
const DAY_MS = 86_400_000;

async function deliver(queue: string, bodies: readonly unknown[], to: JobBindings = env) {
  const messages = bodies.map((body, at) => ({
    id: `m${at}-${crypto.randomUUID()}`,
    timestamp: new Date(),
    attempts: 1,
    body,
  }));
  const batch = createMessageBatch(queue, messages);
  await runJobs(batch, to);
  const result = await getQueueResult(batch, createExecutionContext());
  return { acked: result.explicitAcks, retried: result.retryMessages, ids: messages.map(({ id }) => id) };
}

async function campaign(): Promise<string> {
  return (await new Visitor().startsTable()).campaign.id;
}

async function rowOf(id: string) {
  return await env.DB.prepare("SELECT seq, touched_at AS at, status FROM campaigns WHERE id = ?").bind(id).first();
}

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation(() => {});
});

test("[Q1] touches doubled and shuffled in any way leave the newest", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.nat(4)),
      async (seqs, copies) => {
        const campaignId = await campaign();
        const touches = seqs.flatMap((seq) => {
          const touch = {
            job: "touch_campaign",
            campaignId,
            seq,
            at: 1_000 + seq,
            status: seq > 300 ? "ended" : "open",
          };
          return Array.from({ length: 1 + (copies.next().value ?? 0) }, () => touch);
        });
        const shuffled = touches.map((touch) => ({ touch, at: Math.random() })).sort((a, b) => a.at - b.at);
        await deliver(
          JOBS_QUEUE,
          shuffled.map(({ touch }) => touch),
        );
        const newest = Math.max(...seqs);
        expect(await rowOf(campaignId)).toEqual({
          seq: newest,
          at: 1_000 + newest,
          status: newest > 300 ? "ended" : "open",
        });
      },
    ),
    { numRuns: 6 },
  );
}, 60_000);

test("[Q1] a log is archived once, whatever is delivered at the same moment", async () => {
  const campaignId = await campaign();
  const job: Job = { job: "archive_log", campaignId: campaignId as never, seq: 7 };
  const put = vi.spyOn(env.FILES, "put");
  await Promise.all([deliver(JOBS_QUEUE, [job, job]), deliver(JOBS_QUEUE, [job])]);
  await deliver(JOBS_QUEUE, [job]);
  put.mockRestore();
  const { objects } = await env.FILES.list({ prefix: `campaigns/${campaignId}/` });
  expect(objects.map(({ key }) => key)).toEqual([archiveKey(job)]);
  const [manifest = "", ...events] = (await (await env.FILES.get(archiveKey(job)))?.text())?.trim().split("\n") ?? [];
  expect(JSON.parse(manifest)).toMatchObject({ campaignId });
  expect(events.length).toBeGreaterThan(3);
  const bodies = events.map((line): { body?: { audience: unknown } } => JSON.parse(line));
  expect(bodies.filter(({ body }) => body !== undefined && body.audience !== "all")).toEqual([]);
});

test.each([0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES + 77])(
  "an archive of %d bytes arrives whole",
  async (size) => {
    const whole = new Uint8Array(size).map((_, at) => at % 251);
    const room = { archive: async () => new Blob([whole]).stream() as ReadableStream<Uint8Array> };
    const job = { job: "archive_log" as const, campaignId: "c_abcdefghijklmnopqrst" as never, seq: size + 1 };
    await archiveLog(job, { ...env, ROOM: { getByName: () => room } });
    const stored = new Uint8Array((await (await env.FILES.get(archiveKey(job)))?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect(stored.byteLength).toBe(size);
    expect(Buffer.compare(stored, whole)).toBe(0);
  },
  30_000,
);

describe("[Q2] poison", () => {
  const poison = [
    null,
    7,
    "touch_campaign",
    [],
    {},
    { job: "unknown" },
    { job: "touch_campaign" },
    { job: "archive_log", campaignId: "../x", seq: 1 },
    { job: "archive_log", campaignId: "c_abcdefghijklmnopqrst", seq: 1.5 },
    JSON.parse(`{"job":"touch_campaign","__proto__":{"admin":1}}`),
  ];

  test("goes to the dead letters at once, holds up nobody, and is written down without its words", async () => {
    const campaignId = await campaign();
    const sent: unknown[] = [];
    const dead = { send: async (letter: unknown) => void sent.push(letter) } as unknown as JobBindings["JOBS_DEAD"];
    const healthy = { job: "touch_campaign", campaignId, seq: 99, at: 99, status: "open" };
    const { acked, retried, ids } = await deliver(JOBS_QUEUE, [...poison, healthy], { ...env, JOBS_DEAD: dead });
    expect(acked.sort()).toEqual(ids.sort());
    expect(retried).toEqual([]);
    expect(await rowOf(campaignId)).toMatchObject({ seq: 99 });
    expect(sent).toHaveLength(poison.length);

    await deliver(DEAD_JOBS_QUEUE, sent);
    await deliver(DEAD_JOBS_QUEUE, sent);
    const { results } = await env.DB.prepare("SELECT job, reason FROM dead_jobs WHERE job = 'unreadable'").all();
    expect(results).toHaveLength(poison.length);
    expect(JSON.stringify(results)).not.toContain("../x");
  });

  test("what fails for a while is tried again, later each time, and its neighbours are done", async () => {
    const campaignId = await campaign();
    const failing = {
      ...env,
      FILES: {
        head: async () => {
          throw new Error("R2 is away.");
        },
      } as unknown as R2Bucket,
    };
    const archive = { job: "archive_log", campaignId, seq: 3 };
    const touch = { job: "touch_campaign", campaignId, seq: 50, at: 50, status: "open" };
    const { acked, retried, ids } = await deliver(JOBS_QUEUE, [archive, touch], failing);
    expect(retried.map(({ msgId }) => msgId)).toEqual([ids[0]]);
    expect(acked).toEqual([ids[1]]);
    expect(await rowOf(campaignId)).toMatchObject({ seq: 50 });
  });

  test("of a query that fails the log has the database's own words, and none of what was asked", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    const DB = new Proxy(env.DB, {
      get: (target, name) =>
        name === "prepare" ? (query: string) => target.prepare(`${query} AND nowhere = 1`) : Reflect.get(target, name),
    });
    const campaignId = "c_lanternlanternlanter";
    const job = { job: "touch_campaign", campaignId, seq: 1, at: 1, status: "open" };
    const { retried } = await deliver(JOBS_QUEUE, [job], { ...env, DB });
    expect(retried).toHaveLength(1);
    const { why, name } = JSON.parse(String(warned.mock.calls.at(-1)?.[0]));
    expect([name, why]).toEqual([expect.any(String), expect.stringContaining("nowhere")]);
    expect(why).not.toMatch(/lantern|params|update/i);
  });

  test("a job that failed too often is written down with its campaign", async () => {
    const job = { job: "archive_log", campaignId: "c_zzzzzzzzzzzzzzzzzzzz", seq: 3 };
    await deliver(DEAD_JOBS_QUEUE, [job]);
    expect(
      await env.DB.prepare("SELECT job FROM dead_jobs WHERE campaign_id = ?").bind(job.campaignId).first(),
    ).toEqual({ job: "archive_log" });
  });

  test("an unwritten dead letter comes again", async () => {
    const down = {
      ...env,
      DB: {
        prepare: () => {
          throw new Error("D1 is away.");
        },
      } as unknown as D1Database,
    };
    const { acked, retried } = await deliver(DEAD_JOBS_QUEUE, [{ job: "unknown" }], down);
    expect([acked, retried.length]).toEqual([[], 1]);
  });
});

test("a job sent to the queue is done by the Worker itself", async () => {
  const campaignId = await campaign();
  await env.JOBS.send({ job: "touch_campaign", campaignId, seq: 77, at: 77, status: "open" });
  await vi.waitFor(async () => expect(await rowOf(campaignId)).toMatchObject({ seq: 77 }), {
    timeout: 10_000,
    interval: 100,
  });
});

test("the night takes what has run out and leaves the rest", async () => {
  const now = Date.now();
  const insert = async (sql: string, ...values: unknown[]) =>
    void (await env.DB.prepare(sql)
      .bind(...values)
      .run());
  await insert("INSERT INTO ended_sessions VALUES ('old', ?), ('new', ?)", now - 1, now + DAY_MS);
  await insert(
    "INSERT INTO idempotency_keys VALUES ('a', 'old', '', '', ?), ('a', 'new', '', '', ?)",
    now - 31 * DAY_MS,
    now - 29 * DAY_MS,
  );
  await insert(
    "INSERT INTO signing_keys VALUES (90, 'old', '', '', 0, ?), (91, 'new', '', '', 0, NULL)",
    now - 32 * DAY_MS,
  );
  await sweepExpired(env, now);
  const left = async (table: string, column: string) =>
    (await env.DB.prepare(`SELECT ${column} AS id FROM ${table} WHERE ${column} IN ('old', 'new')`).all()).results;
  expect(await left("ended_sessions", "session_id")).toEqual([{ id: "new" }]);
  expect(await left("idempotency_keys", "key")).toEqual([{ id: "new" }]);
  expect(await left("signing_keys", "key_id")).toEqual([{ id: "new" }]);
});
