import type { Database } from "../database.ts";
import { deadJobs } from "../schema.ts";

export type DeadJob = typeof deadJobs.$inferSelect;

/** Delivered twice, written once. */
export async function recordDeadJob(db: Database, dead: DeadJob): Promise<void> {
  await db.insert(deadJobs).values(dead).onConflictDoNothing();
}
