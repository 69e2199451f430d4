import { lt } from "drizzle-orm";
import type { Database } from "../database.ts";
import { auditTrail } from "../schema.ts";

/** A year, as a trigger of the database holds it too. */
export const TRAIL_KEPT_MS = 365 * 86_400_000;

export async function addToTrail(db: Database, line: Omit<typeof auditTrail.$inferSelect, "id">): Promise<void> {
  await db.insert(auditTrail).values(line);
}

export async function deleteOldTrail(db: Database, now: number): Promise<void> {
  await db.delete(auditTrail).where(lt(auditTrail.at, now - TRAIL_KEPT_MS));
}
