import { and, desc, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import type { Database } from "../database.ts";
import { campaigns, members } from "../schema.ts";

export type Campaign = typeof campaigns.$inferSelect;
export type Member = typeof members.$inferSelect;
export interface Membership {
  campaign: Campaign;
  member: Member;
}
/** Where a list left off: the last row that was given. */
export interface ListPlace {
  at: number;
  id: string;
}

/** One campaign by its id, archived or not. */
export async function campaignOf(db: Database, id: string): Promise<Campaign | null> {
  return (await db.select().from(campaigns).where(eq(campaigns.id, id)).get()) ?? null;
}

/** The campaigns an account has a place in, the one last played first. */
export async function campaignsOfAccount(
  db: Database,
  query: { accountId: string; after: ListPlace | null; limit: number },
): Promise<Membership[]> {
  const { after } = query;
  const further =
    after === null
      ? undefined
      : or(lt(campaigns.touchedAt, after.at), and(eq(campaigns.touchedAt, after.at), lt(campaigns.id, after.id)));
  return await db
    .select({ campaign: campaigns, member: members })
    .from(members)
    .innerJoin(campaigns, eq(campaigns.id, members.campaignId))
    .where(and(eq(members.accountId, query.accountId), isNotNull(members.joinedAt), isNull(members.removedAt), further))
    .orderBy(desc(campaigns.touchedAt), desc(campaigns.id))
    .limit(query.limit);
}

/** The same by the place itself. */
export async function membershipOfMember(
  db: Database,
  place: { campaignId: string; memberId: string },
): Promise<Membership | null> {
  const row = await db
    .select({ campaign: campaigns, member: members })
    .from(members)
    .innerJoin(campaigns, eq(campaigns.id, members.campaignId))
    .where(and(eq(members.campaignId, place.campaignId), eq(members.memberId, place.memberId)))
    .get();
  return row ?? null;
}

/** Somebody's place at one table, also when they were removed from it; null when they never had one. */
export async function membershipOf(
  db: Database,
  place: { campaignId: string; accountId: string },
): Promise<Membership | null> {
  const row = await db
    .select({ campaign: campaigns, member: members })
    .from(members)
    .innerJoin(campaigns, eq(campaigns.id, members.campaignId))
    .where(
      and(
        eq(members.campaignId, place.campaignId),
        eq(members.accountId, place.accountId),
        isNotNull(members.joinedAt),
      ),
    )
    .get();
  return row ?? null;
}

export async function membersOfCampaign(db: Database, campaignId: string): Promise<Member[]> {
  return await db.select().from(members).where(eq(members.campaignId, campaignId));
}
