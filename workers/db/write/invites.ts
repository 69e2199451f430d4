import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { InviteRow } from "../read/invites.ts";
import { invites } from "../schema.ts";

export async function saveInvite(db: Database, invite: InviteRow): Promise<void> {
  await db.insert(invites).values(invite).onConflictDoNothing();
}

/** True when the code was one of this campaign's. Revoking twice keeps the first moment. */
export async function revokeInvite(
  db: Database,
  revoke: { campaignId: string; code: string; at: number },
): Promise<boolean> {
  const rows = await db
    .update(invites)
    .set({ revokedAt: sql`coalesce(${invites.revokedAt}, ${revoke.at})` })
    .where(and(eq(invites.code, revoke.code), eq(invites.campaignId, revoke.campaignId)))
    .returning({ code: invites.code });
  return rows.length > 0;
}

/** Takes one use, if there is one to take: the check and the count are one statement. */
export async function takeInviteUse(db: Database, take: { code: string; now: number }): Promise<boolean> {
  const rows = await db
    .update(invites)
    .set({ usesLeft: sql`${invites.usesLeft} - 1` })
    .where(
      and(
        eq(invites.code, take.code),
        isNull(invites.revokedAt),
        gt(invites.expiresAt, take.now),
        gt(invites.usesLeft, 0),
      ),
    )
    .returning({ code: invites.code });
  return rows.length > 0;
}

export async function returnInviteUse(db: Database, code: string): Promise<void> {
  await db
    .update(invites)
    .set({ usesLeft: sql`${invites.usesLeft} + 1` })
    .where(eq(invites.code, code));
}
