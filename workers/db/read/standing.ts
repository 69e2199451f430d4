import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { deadJobs, uploads } from "../schema.ts";
import { STUCK_AFTER_MS } from "./uploads.ts";

/** How many files of a campaign stand how, and how many of its jobs were given up. */
export async function fileFigures(
  db: Database,
  of: { campaignId: string; now: number },
): Promise<{ all: number; reading: number; stuck: number; failed: number; deadJobs: number }> {
  const waits = sql`${uploads.status} NOT IN ('ready', 'failed')`;
  const [[files], [dead]] = await db.batch([
    db
      .select({
        all: sql<number>`count(*)`,
        reading: sql<number>`coalesce(sum(${waits}), 0)`,
        stuck: sql<number>`coalesce(sum(${waits} AND ${uploads.updatedAt} < ${of.now - STUCK_AFTER_MS}), 0)`,
        failed: sql<number>`coalesce(sum(${uploads.status} = 'failed'), 0)`,
      })
      .from(uploads)
      .where(and(eq(uploads.campaignId, of.campaignId), isNull(uploads.deletedAt))),
    db.select({ count: sql<number>`count(*)` }).from(deadJobs).where(eq(deadJobs.campaignId, of.campaignId)),
  ]);
  return { ...(files ?? { all: 0, reading: 0, stuck: 0, failed: 0 }), deadJobs: dead?.count ?? 0 };
}
