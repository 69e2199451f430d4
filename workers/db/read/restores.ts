import { eq } from "drizzle-orm";
import type { Database } from "../database.ts";
import { restores } from "../schema.ts";

export type RestoreRow = typeof restores.$inferSelect;

/** The last time a campaign was put back to an earlier hour. */
export async function lastRestore(db: Database, campaignId: string): Promise<RestoreRow | null> {
  return (await db.select().from(restores).where(eq(restores.campaignId, campaignId)).get()) ?? null;
}
