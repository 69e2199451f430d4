import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { InviteRow } from "../read/invites.ts";
import { invites } from "../schema.ts";
import { inOneStep } from "./in-one-step.ts";

export async function saveInvite(db: Database, invite: InviteRow): Promise<void> {
  await db.insert(invites).values(invite).onConflictDoNothing();
}

/** Changes the terms of an invitation in force; null when there is no such one any more. */
export async function changeInvite(
  db: Database,
  change: { campaignId: string; code: string } & Partial<Pick<InviteRow, "approval" | "expiresAt" | "usesLeft">>,
): Promise<InviteRow | null> {
  const { campaignId, code, ...set } = change;
  const inForce = and(eq(invites.code, code), eq(invites.campaignId, campaignId), isNull(invites.revokedAt));
  if (Object.keys(set).length > 0) await db.update(invites).set(set).where(inForce);
  return (await db.select().from(invites).where(inForce).get()) ?? null;
}

/** One invitation in the place of another, both or neither; false when the old one was no longer in force. */
export async function replaceInvite(
  db: Database,
  swap: { campaignId: string; code: string; at: number; by: InviteRow },
): Promise<boolean> {
  const { by } = swap;
  await inOneStep(db, [
    // Only in the place of one that is in force: whoever comes second makes nothing.
    sql`INSERT INTO invites (code, campaign_id, role, approval, made_by, created_at, expires_at, uses_left)
      SELECT ${by.code}, ${by.campaignId}, ${by.role}, ${by.approval}, ${by.madeBy}, ${by.createdAt}, ${by.expiresAt}, ${by.usesLeft}
      FROM invites WHERE code = ${swap.code} AND campaign_id = ${swap.campaignId} AND revoked_at IS NULL`,
    sql`UPDATE invites SET revoked_at = coalesce(revoked_at, ${swap.at})
      WHERE code = ${swap.code} AND campaign_id = ${swap.campaignId}`,
  ]);
  const made = await db.select({ code: invites.code }).from(invites).where(eq(invites.code, by.code)).get();
  return made !== undefined;
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
