import { and, desc, eq, gt } from "drizzle-orm";
import type { Database } from "../database.ts";
import { campaigns, invites } from "../schema.ts";
import type { Campaign } from "./campaigns.ts";

export type InviteRow = typeof invites.$inferSelect;

/** The invitation behind a code with its campaign, valid or not: the caller decides what to say. */
export async function inviteByCode(
  db: Database,
  code: string,
): Promise<{ invite: InviteRow; campaign: Campaign } | null> {
  const row = await db
    .select({ invite: invites, campaign: campaigns })
    .from(invites)
    .innerJoin(campaigns, eq(campaigns.id, invites.campaignId))
    .where(eq(invites.code, code))
    .get();
  return row ?? null;
}

/** What the host sees on the page of the table: newest first, without those long over. */
export async function invitesOfCampaign(
  db: Database,
  query: { campaignId: string; expiredSince: number; limit: number },
): Promise<InviteRow[]> {
  return await db
    .select()
    .from(invites)
    .where(and(eq(invites.campaignId, query.campaignId), gt(invites.expiresAt, query.expiredSince)))
    .orderBy(desc(invites.createdAt), desc(invites.code))
    .limit(query.limit);
}
