import { and, desc, eq, lt } from "drizzle-orm";
import type { Database } from "../database.ts";
import { auditTrail, members } from "../schema.ts";

export interface TrailRow {
  line: typeof auditTrail.$inferSelect;
  /** The place of whoever did it, at the table it was done at. */
  memberId: string | null;
}

/** What was done with an account, or at a campaign, newest first. */
export async function trailOf(
  db: Database,
  query: { of: { accountId: string } | { campaignId: string }; before: number | null; limit: number },
): Promise<TrailRow[]> {
  const { of, before } = query;
  const mine = "accountId" in of ? eq(auditTrail.accountId, of.accountId) : eq(auditTrail.campaignId, of.campaignId);
  return await db
    .select({ line: auditTrail, memberId: members.memberId })
    .from(auditTrail)
    .leftJoin(members, and(eq(members.campaignId, auditTrail.campaignId), eq(members.accountId, auditTrail.accountId)))
    .where(and(mine, before === null ? undefined : lt(auditTrail.id, before)))
    .orderBy(desc(auditTrail.id))
    .limit(query.limit);
}
