import { eq } from "drizzle-orm";
import type { Database } from "../database.ts";
import { deadJobs } from "../schema.ts";

export type DeadJob = typeof deadJobs.$inferSelect;

/** Delivered twice, written once. */
export async function recordDeadJob(db: Database, dead: DeadJob): Promise<void> {
  await db.insert(deadJobs).values(dead).onConflictDoNothing();
}

/** Done with: it was sent again, or is not wanted any more. */
export async function dropDeadJob(db: Database, messageId: string): Promise<void> {
  await db.delete(deadJobs).where(eq(deadJobs.messageId, messageId));
}
