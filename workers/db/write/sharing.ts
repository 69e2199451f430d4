import { and, eq } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { BanRow, JoinRequestRow, JoinRow } from "../read/sharing.ts";
import { bans, joinRequests, joins } from "../schema.ts";

/** Somebody asks to come in. Asking twice is asking once; what was decided stays decided. */
export async function saveRequest(db: Database, request: JoinRequestRow): Promise<void> {
  await db.insert(joinRequests).values(request).onConflictDoNothing();
}

/** Decides a request that still waits; false when somebody else was first. */
export async function decideRequest(
  db: Database,
  decision: { id: string; status: "admitted" | "refused"; at: number; by: string },
): Promise<boolean> {
  const rows = await db
    .update(joinRequests)
    .set({ status: decision.status, decidedAt: decision.at, decidedBy: decision.by })
    .where(and(eq(joinRequests.id, decision.id), eq(joinRequests.status, "waiting")))
    .returning({ id: joinRequests.id });
  return rows.length > 0;
}

export async function deleteRequest(db: Database, person: { campaignId: string; accountId: string }): Promise<void> {
  await db
    .delete(joinRequests)
    .where(and(eq(joinRequests.campaignId, person.campaignId), eq(joinRequests.accountId, person.accountId)));
}

export async function saveJoin(db: Database, join: Omit<JoinRow, "id">): Promise<void> {
  await db.insert(joins).values(join);
}

/** Keeps an account out. Whatever it had asked for is asked no more. */
export async function saveBan(db: Database, ban: BanRow): Promise<void> {
  const { campaignId, accountId } = ban;
  await db.batch([
    db.insert(bans).values(ban).onConflictDoNothing(),
    db.delete(joinRequests).where(and(eq(joinRequests.campaignId, campaignId), eq(joinRequests.accountId, accountId))),
  ]);
}

/** True when there was one. */
export async function liftBan(db: Database, place: { campaignId: string; memberId: string }): Promise<boolean> {
  const rows = await db
    .delete(bans)
    .where(and(eq(bans.campaignId, place.campaignId), eq(bans.memberId, place.memberId)))
    .returning({ memberId: bans.memberId });
  return rows.length > 0;
}
