import { EXPECTED_MIGRATIONS } from "../../db/expected-migrations.ts";
import { appliedMigrations, auditBefore, type CronRun, deadJobCount, lastCronRuns } from "../../db/read/operator.ts";
import { STUCK_AFTER_MS, stuckUploads } from "../../db/read/uploads.ts";
import { isDevProfile } from "../profile.ts";
import { versionOf } from "../server-parts.ts";
import type { Operation } from "./operation.ts";

interface Trouble {
  what: string;
  mend: string;
}

/** What each binding is for; `needed` ones stop people from playing. */
const BINDINGS: readonly { name: string; needed: boolean; mend: string }[] = [
  { name: "DB", needed: true, mend: "Add [[d1_databases]] as in wrangler.toml and deploy." },
  { name: "ROOM", needed: true, mend: "Add the Durable Object CampaignRoom as in wrangler.toml and deploy." },
  { name: "METER", needed: true, mend: "Add the Durable Object SpendMeter as in wrangler.toml and deploy." },
  { name: "ORCHESTRATOR", needed: true, mend: "Bind the script to itself as in wrangler.toml and deploy." },
  { name: "FILES", needed: true, mend: "Add [[r2_buckets]] as in wrangler.toml and deploy." },
  { name: "JOBS", needed: true, mend: "Add the queue emberhall-jobs as in wrangler.toml and deploy." },
  { name: "JOBS_DEAD", needed: true, mend: "Add the queue emberhall-jobs-dead as in wrangler.toml and deploy." },
  { name: "AUTH_LIMIT", needed: true, mend: "Add [[ratelimits]] as in wrangler.toml and deploy." },
  { name: "GENERAL_LIMIT", needed: true, mend: "Add [[ratelimits]] as in wrangler.toml and deploy." },
  { name: "AI", needed: false, mend: "Only for DM_PROVIDER=workers-ai: add [ai] as in wrangler.toml." },
  { name: "VECTORS", needed: false, mend: "Only for LORE_VECTORS=vectorize: `npm run deploy` makes the index." },
  { name: "METRICS", needed: false, mend: "To count what happens: the lines at the end of wrangler.toml." },
  { name: "VERSION", needed: false, mend: "Add [version_metadata] as in wrangler.toml to see which version answers." },
];
const LATE_MS = 25 * 3_600_000;

/** How the deployment stands, what is missing, and how to mend it. */
export const doctor: Operation<"doctor"> = async ({ env, db, now, options }) => {
  const has = (name: string): boolean => (env as unknown as Record<string, unknown>)[name] !== undefined;
  const bindings = BINDINGS.map(({ name, needed }) => ({ name, needed, present: has(name) }));
  const applied = await appliedMigrations(db);
  const missing = EXPECTED_MIGRATIONS.filter((name) => !applied.includes(name));
  const dead = await deadJobCount(db);
  const stuck = await stuckUploads(db, { before: now - STUCK_AFTER_MS, limit: 100 });
  const crons = await lastCronRuns(db);
  const configuration = options.configuration?.(env) ?? [];
  const version = versionOf(env);
  const troubles: Trouble[] = [
    ...BINDINGS.filter(({ name, needed }) => needed && !has(name)).map(({ name, mend }) => {
      return { what: `The binding ${name} is missing.`, mend };
    }),
    ...missing.map((name) => {
      const mend = "Run `npm run deploy`, or `npx wrangler d1 migrations apply DB --remote`; locally `npm start`.";
      return { what: `The migration ${name} was not applied.`, mend };
    }),
    ...configuration
      .filter(({ ok }) => !ok)
      .map(({ sentence }) => ({ what: sentence, mend: "Set the variable right." })),
    ...deadTrouble(dead.count),
    ...stuckTrouble(stuck.length),
    ...crons.flatMap((run) => cronTrouble(run, now)),
  ];
  const profile = isDevProfile(env) ? "dev" : "production";
  const queue = { deadJobs: dead.count, oldestDeadAt: dead.oldestAt, filesWaitingTooLong: stuck.length };
  const migrations = { applied, expected: EXPECTED_MIGRATIONS, missing };
  return {
    result: `${troubles.length} troubles`,
    answer: { profile, version, bindings, migrations, queue, crons, configuration, troubles },
  };
};

/** Who did what, newest first. */
export const auditList: Operation<"audit-list"> = async ({ db, body }) => {
  const items = await auditBefore(db, body);
  const next = items.length < body.limit ? null : (items.at(-1)?.id ?? null);
  return { result: `${items.length} lines`, answer: { items, next } };
};

function deadTrouble(count: number): Trouble[] {
  if (count === 0) return [];
  const what = count === 1 ? "A job could not be done." : `${count} jobs could not be done.`;
  return [{ what, mend: "See `dlq list`; mend the cause, then `dlq replay`, or `dlq drop`." }];
}

function stuckTrouble(count: number): Trouble[] {
  if (count === 0) return [];
  const mend = "The ten-minute trigger sends them again; if it does not, look whether the queue's consumer is paused.";
  return [{ what: `${count} files have waited for more than half an hour.`, mend }];
}

function cronTrouble({ cron, at, failed }: CronRun, now: number): Trouble[] {
  const last = new Date(at).toISOString();
  if (failed > 0)
    return [{ what: `${failed} of the sweeps of "${cron}" failed at ${last}.`, mend: "The Worker's log says why." }];
  if (now - at <= LATE_MS) return [];
  return [{ what: `"${cron}" last came at ${last}.`, mend: "Look at the triggers of the Worker; a deploy sets them." }];
}
