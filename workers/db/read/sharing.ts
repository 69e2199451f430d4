import { and, asc, count, desc, eq, isNotNull } from "drizzle-orm";
import type { Database } from "../database.ts";
import { bans, joinRequests, joins, members } from "../schema.ts";

export type JoinRequestRow = typeof joinRequests.$inferSelect;
export type BanRow = typeof bans.$inferSelect;
export type JoinRow = typeof joins.$inferSelect;

export async function requestOf(
  db: Database,
  person: { campaignId: string; accountId: string },
): Promise<JoinRequestRow | null> {
  const row = await db
    .select()
    .from(joinRequests)
    .where(and(eq(joinRequests.campaignId, person.campaignId), eq(joinRequests.accountId, person.accountId)))
    .get();
  return row ?? null;
}

export async function requestById(
  db: Database,
  request: { campaignId: string; id: string },
): Promise<JoinRequestRow | null> {
  const row = await db
    .select()
    .from(joinRequests)
    .where(and(eq(joinRequests.id, request.id), eq(joinRequests.campaignId, request.campaignId)))
    .get();
  return row ?? null;
}

/** Those who wait, longest first; `placeId` is the place they once had here. */
export async function waitingRequests(
  db: Database,
  query: { campaignId: string; limit: number },
): Promise<{ request: JoinRequestRow; placeId: string | null }[]> {
  return await db
    .select({ request: joinRequests, placeId: members.memberId })
    .from(joinRequests)
    .leftJoin(
      members,
      and(
        eq(members.campaignId, joinRequests.campaignId),
        eq(members.accountId, joinRequests.accountId),
        isNotNull(members.joinedAt),
      ),
    )
    .where(and(eq(joinRequests.campaignId, query.campaignId), eq(joinRequests.status, "waiting")))
    .orderBy(asc(joinRequests.createdAt), asc(joinRequests.id))
    .limit(query.limit);
}

export async function countWaiting(db: Database, campaignId: string): Promise<number> {
  const row = await db
    .select({ waiting: count() })
    .from(joinRequests)
    .where(and(eq(joinRequests.campaignId, campaignId), eq(joinRequests.status, "waiting")))
    .get();
  return row?.waiting ?? 0;
}

export async function isBanned(db: Database, person: { campaignId: string; accountId: string }): Promise<boolean> {
  const row = await db
    .select({ at: bans.at })
    .from(bans)
    .where(and(eq(bans.campaignId, person.campaignId), eq(bans.accountId, person.accountId)))
    .get();
  return row !== undefined;
}

export async function bansOfCampaign(db: Database, query: { campaignId: string; limit: number }): Promise<BanRow[]> {
  return await db
    .select()
    .from(bans)
    .where(eq(bans.campaignId, query.campaignId))
    .orderBy(desc(bans.at), asc(bans.memberId))
    .limit(query.limit);
}

/** The newest first. */
export async function joinsOfCampaign(db: Database, query: { campaignId: string; limit: number }): Promise<JoinRow[]> {
  return await db
    .select()
    .from(joins)
    .where(eq(joins.campaignId, query.campaignId))
    .orderBy(desc(joins.at), desc(joins.id))
    .limit(query.limit);
}

/** Whose place a member's is; null where nobody has it. */
export async function accountOfMember(
  db: Database,
  place: { campaignId: string; memberId: string },
): Promise<string | null> {
  const row = await db
    .select({ accountId: members.accountId })
    .from(members)
    .where(and(eq(members.campaignId, place.campaignId), eq(members.memberId, place.memberId)))
    .get();
  return row?.accountId ?? null;
}
