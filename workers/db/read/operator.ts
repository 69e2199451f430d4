import { and, asc, count, desc, eq, gt, isNull, lt, min, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { campaigns, cronRuns, deadJobs, members, operatorAudit, uploads } from "../schema.ts";
import type { DeadJob } from "../write/dead-jobs.ts";
import type { Campaign, Member } from "./campaigns.ts";

export type AuditRow = typeof operatorAudit.$inferSelect;
export type CronRun = typeof cronRuns.$inferSelect;

/** The migrations this database has had, in order; none where it has had no migration at all. */
export async function appliedMigrations(db: Database): Promise<string[]> {
  try {
    return (await db.all<{ name: string }>(sql`SELECT name FROM d1_migrations ORDER BY id`)).map(({ name }) => name);
  } catch {
    return [];
  }
}

export async function auditBefore(db: Database, page: { before: number; limit: number }): Promise<AuditRow[]> {
  return await db
    .select()
    .from(operatorAudit)
    .where(lt(operatorAudit.id, page.before))
    .orderBy(desc(operatorAudit.id))
    .limit(page.limit);
}

export async function lastCronRuns(db: Database): Promise<CronRun[]> {
  return await db.select().from(cronRuns).orderBy(asc(cronRuns.cron));
}

/** Jobs that could not be done, in order of their ids. */
export async function deadJobsAfter(db: Database, page: { after: string; limit: number }): Promise<DeadJob[]> {
  return await db
    .select()
    .from(deadJobs)
    .where(gt(deadJobs.messageId, page.after))
    .orderBy(asc(deadJobs.messageId))
    .limit(page.limit);
}

export async function deadJob(db: Database, messageId: string): Promise<DeadJob | null> {
  return (await db.select().from(deadJobs).where(eq(deadJobs.messageId, messageId)).get()) ?? null;
}

export async function deadJobCount(db: Database): Promise<{ count: number; oldestAt: number | null }> {
  const row = await db
    .select({ count: count(), oldestAt: min(deadJobs.at) })
    .from(deadJobs)
    .get();
  return row ?? { count: 0, oldestAt: null };
}

export async function campaignsAfter(db: Database, page: { after: string; limit: number }): Promise<Campaign[]> {
  return await db
    .select()
    .from(campaigns)
    .where(gt(campaigns.id, page.after))
    .orderBy(asc(campaigns.id))
    .limit(page.limit);
}

/** Rows of members whose campaign has none, in order of their ids; places that somebody had are no place any more. */
export async function membersWithoutCampaign(db: Database, page: { after: string; limit: number }): Promise<Member[]> {
  const rows = await db
    .select({ member: members })
    .from(members)
    .leftJoin(campaigns, eq(campaigns.id, members.campaignId))
    .where(and(isNull(campaigns.id), isNull(members.removedAt), gt(members.memberId, page.after)))
    .orderBy(asc(members.memberId))
    .limit(page.limit);
  return rows.map(({ member }) => member);
}

/** The next campaign that has files which have been read; null after the last. */
export async function nextCampaignWithFiles(db: Database, after: string): Promise<string | null> {
  const row = await db
    .select({ id: uploads.campaignId })
    .from(uploads)
    .where(and(gt(uploads.campaignId, after), eq(uploads.status, "ready"), isNull(uploads.deletedAt)))
    .orderBy(asc(uploads.campaignId))
    .limit(1)
    .get();
  return row?.id ?? null;
}
