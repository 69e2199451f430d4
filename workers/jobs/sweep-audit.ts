import { logLine } from "../contracts/log-line.ts";
import { openDatabase } from "../db/database.ts";
import { deleteOldTrail } from "../db/write/audit-trail.ts";
import { deleteOldAudit, recordCronRun } from "../db/write/operator.ts";
import type { JobBindings } from "./bindings.ts";

/** Takes away lines of the operators' audit, and of people's trail, that have been kept long enough. */
export async function sweepAudit(env: Pick<JobBindings, "DB">, now: number): Promise<void> {
  const db = openDatabase(env.DB);
  await deleteOldAudit(db, now);
  await deleteOldTrail(db, now);
}

/** Writes down that the clock came, for `doctor`. What fails here holds up nothing. */
export async function noteCronRun(
  env: Pick<JobBindings, "DB">,
  run: { cron: string; at: number; failed: number },
): Promise<void> {
  try {
    await recordCronRun(openDatabase(env.DB), run);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 300) : typeof error;
    console.warn(logLine("cron-run-not-noted", { why }));
  }
}
