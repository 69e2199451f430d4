import { afterEach, expect, test, vi } from "vitest";
import { runJobs } from "../jobs/run-jobs.ts";
import { bindings, production, Visitor } from "../testkit/api-visitor.ts";
import { jobBindings } from "../testkit/job-line.ts";

const CANARY = "ziggurat-canary";
const METHODS = ["log", "info", "warn", "error", "debug"] as const;

afterEach(() => void vi.restoreAllMocks());

/** Everything that is written to the log from here on. */
function overheard(): string[] {
  const lines: string[] = [];
  for (const method of METHODS)
    vi.spyOn(console, method).mockImplementation((...said: unknown[]) => void lines.push(said.map(String).join(" ")));
  return lines;
}

/** A database that tells what it was asked, as some do, and fails. */
const telltale = {
  prepare: (query: string) => ({
    bind: (...values: unknown[]) => {
      throw new Error(`D1_ERROR: constraint failed: ${query} params: ${JSON.stringify(values)}`);
    },
  }),
  withSession: () => telltale,
  batch: () => Promise.reject(new Error("D1_ERROR: it failed")),
} as unknown as D1Database;

test("[P3] whatever goes wrong, no name, code, token or word of anybody stands in the log, and each line is one object", async () => {
  const olga = new Visitor();
  const { campaign, invite } = await olga.startsTable(`Olga ${CANARY}`);
  const secrets = [CANARY, invite.code, ...olga.cookies.values()];
  const lines = overheard();

  const broken = new Visitor({ env: { ...production, DB: telltale } });
  broken.cookies = new Map(olga.cookies);
  const path = `/api/campaigns/${campaign.id}`;
  for (const [method, address, body] of [
    ["POST", "/api/auth/guest", { name: `Tom ${CANARY}` }],
    ["GET", `/api/invites/${invite.code}?q=${CANARY}`, undefined],
    ["POST", `/api/invites/${invite.code}/accept`, { name: `Tom ${CANARY}` }],
    ["PATCH", path, { title: CANARY }],
    ["POST", "/api/auth/recovery", { code: "AAAA-BBBB-CCCC-DDDD" }],
  ] as const)
    expect((await broken.sends(method, address, { body })).status).toBeGreaterThanOrEqual(400);

  const misconfigured = new Visitor({ env: { ...production, OIDC_CLIENT_SECRET: CANARY } });
  await misconfigured.sends("GET", "/api/me");
  const roomless = new Visitor({
    env: {
      ...production,
      ROOM: {
        getByName: () => {
          throw new Error("Network connection lost.");
        },
      },
    },
  });
  roomless.cookies = new Map(olga.cookies);
  await roomless.sends("GET", `${path}/members`);

  const message = { id: "m1", timestamp: new Date(), attempts: 1, ack: () => undefined, retry: () => undefined };
  for (const job of [
    { job: "touch_campaign", campaignId: campaign.id, seq: 1, at: 1, status: "open" },
    { job: CANARY, text: CANARY },
  ])
    await runJobs(
      { queue: "emberhall-jobs", messages: [{ ...message, body: job }] } as unknown as MessageBatch<unknown>,
      { ...jobBindings(), DB: telltale, JOBS_DEAD: bindings.JOBS_DEAD },
    );

  expect(lines.length).toBeGreaterThanOrEqual(6);
  for (const line of lines) {
    expect(Object.keys(JSON.parse(line) as object)[0], line).toBe("event");
    for (const secret of secrets) expect(line.includes(secret), `${line} tells ${secret.slice(0, 12)}…`).toBe(false);
  }
});
