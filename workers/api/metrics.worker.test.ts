import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { expect, test } from "vitest";
import { JOBS_QUEUE, type JobBindings } from "../jobs/bindings.ts";
import { runJobs } from "../jobs/run-jobs.ts";
import { bindings, production, Visitor } from "../testkit/api-visitor.ts";
import { CountedPoints } from "../testkit/counted-points.ts";
import { randomIdOf } from "../testkit/room-at-hand.ts";

const canary = "quetzalcanary";

test("an evening's requests are counted by their doors, and nobody can be found in them", async () => {
  const METRICS = new CountedPoints();
  const olga = new Visitor({ env: { ...production, METRICS } });
  const { campaign, invite } = await olga.startsTable(`Olga ${canary}`);
  await olga.sends("GET", `/api/campaigns/${campaign.id}`);
  await olga.sends("GET", `/api/campaigns/${randomIdOf("c")}`);
  await olga.sends("GET", `/j/${invite.code}`);
  await olga.sends("GET", `/api/${canary}?q=${canary}`);
  await olga.sends("POST", "/api/campaigns", { body: { adventureId: canary } });
  expect(METRICS.of("request")).toEqual([
    ["POST", "/api/campaigns", "", 201],
    ["GET", "/api/campaigns/:campaignId", "", 200],
    ["GET", "/api/campaigns/:campaignId", "not-found", 404],
    ["GET", "/j/:code", "", 200],
    ["GET", "/*", "not-found", 404],
    ["POST", "/api/campaigns", "not-found", 404],
  ]);
  const all = JSON.stringify(METRICS.points);
  for (const somebody of [canary, campaign.id, campaign.memberId, invite.code]) expect(all).not.toContain(somebody);
});

test("a dataset that throws breaks nothing", async () => {
  const METRICS = {
    writeDataPoint: () => {
      throw new Error("over the limit");
    },
  };
  await new Visitor({ env: { ...production, METRICS } }).startsTable("Olga");
});

test("jobs are counted: done, to be tried again, and what is no job", async () => {
  const METRICS = new CountedPoints();
  const env = { ...bindings, METRICS } as unknown as JobBindings;
  const dead = { ...env, JOBS_DEAD: { send: async () => undefined } } as unknown as JobBindings;
  const run = async (body: unknown, by: JobBindings) => {
    const message = { id: crypto.randomUUID(), body, attempts: 2, timestamp: new Date() };
    const batch = createMessageBatch(JOBS_QUEUE, [message]);
    await runJobs(batch, by);
    return await getQueueResult(batch, createExecutionContext());
  };
  const campaignId = randomIdOf("c");
  const touch = { job: "touch_campaign", campaignId, seq: 3, at: 1, status: "open" };
  await run(touch, env);
  const prepare = () => {
    throw new Error("down");
  };
  const down = { ...env, DB: { prepare } } as unknown as JobBindings;
  await run(touch, down);
  await run({ words: canary }, dead);
  expect(METRICS.of("job")).toEqual([
    ["touch_campaign", "done", 2],
    ["touch_campaign", "again", 2],
    ["unreadable", "dead", 2],
  ]);
  expect(JSON.stringify(METRICS.points)).not.toContain(campaignId);
});
