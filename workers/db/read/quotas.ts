import { and, count, eq, gt, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Database } from "../database.ts";
import { campaigns, members, uploads } from "../schema.ts";

/** How many campaigns that an account owns were begun, forked or brought since. */
export async function tablesBegunSince(db: Database, of: { accountId: string; since: number }): Promise<number> {
  const row = await db
    .select({ count: count() })
    .from(members)
    .innerJoin(campaigns, eq(campaigns.id, members.campaignId))
    .where(and(eq(members.accountId, of.accountId), eq(members.role, "owner"), gt(campaigns.createdAt, of.since)))
    .get();
  return row?.count ?? 0;
}

/** What the files of all campaigns take up that the owner of this one owns. */
export async function bytesOfOwner(db: Database, campaignId: string): Promise<number> {
  const owner = alias(members, "owner");
  const row = await db
    .select({ bytes: sql<number>`coalesce(sum(${uploads.sizeBytes}), 0)` })
    .from(owner)
    .innerJoin(members, and(eq(members.accountId, owner.accountId), eq(members.role, "owner")))
    .innerJoin(uploads, eq(uploads.campaignId, members.campaignId))
    .where(and(eq(owner.campaignId, campaignId), eq(owner.role, "owner"), isNull(uploads.deletedAt)))
    .get();
  return row?.bytes ?? 0;
}
