import { eq, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import {
  accounts,
  bans,
  campaigns,
  characters,
  erasedMembers,
  erasures,
  idempotencyKeys,
  identities,
  invites,
  joinRequests,
  joins,
  members,
  passkeys,
  recoveryCodes,
  sessions,
} from "../schema.ts";

/**
 * From here on nobody is signed in as this account, nor can be, and what is left to do stands in a row until it is done.
 * Asking twice is asking once.
 */
export async function beginErasure(
  db: Database,
  erasure: { accountId: string; at: number; left: string },
): Promise<void> {
  const { accountId, at, left } = erasure;
  await db.batch([
    db.insert(erasures).values({ accountId, askedAt: at, left, receipt: "[]", finishedAt: null }).onConflictDoNothing(),
    // "WHERE true", or SQLite takes the conflict for a join.
    db
      .insert(erasedMembers)
      .select(sql`SELECT json_extract(value, '$.memberId'), ${at} FROM json_each(${left}) WHERE true`)
      .onConflictDoNothing(),
    db
      .update(sessions)
      .set({ endedAt: sql`coalesce(${sessions.endedAt}, ${at})` })
      .where(eq(sessions.accountId, accountId)),
    db.delete(passkeys).where(eq(passkeys.accountId, accountId)),
    db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)),
    db.delete(identities).where(eq(identities.accountId, accountId)),
    db.update(accounts).set({ name: "Departed player", signedOutAt: at }).where(eq(accounts.id, accountId)),
  ]);
}

export async function noteErasure(
  db: Database,
  note: { accountId: string; left: string; receipt: string; finishedAt: number | null },
): Promise<void> {
  const { accountId, ...set } = note;
  await db.update(erasures).set(set).where(eq(erasures.accountId, accountId));
}

/** Everything the database has of an account. The ended sessions stay a month, as hashes, or a copied cookie would live. */
export async function deletePerson(db: Database, accountId: string): Promise<number> {
  const gone = await db.batch([
    db.delete(characters).where(eq(characters.accountId, accountId)).returning({ id: characters.id }),
    db.delete(idempotencyKeys).where(eq(idempotencyKeys.accountId, accountId)).returning({ id: idempotencyKeys.key }),
    db.delete(joinRequests).where(eq(joinRequests.accountId, accountId)).returning({ id: joinRequests.id }),
    db.delete(bans).where(eq(bans.accountId, accountId)).returning({ id: bans.memberId }),
    db.delete(members).where(eq(members.accountId, accountId)).returning({ id: members.memberId }),
    db.update(sessions).set({ label: "" }).where(eq(sessions.accountId, accountId)).returning({ id: sessions.id }),
    db.delete(accounts).where(eq(accounts.id, accountId)).returning({ id: accounts.id }),
  ]);
  return gone.reduce((sum, rows) => sum + rows.length, 0);
}

/** The rows of a table that is gone; its files have been buried before. */
export async function deleteCampaignRows(
  db: Database,
  { campaignId, now }: { campaignId: string; now: number },
): Promise<void> {
  await db.batch([
    db.delete(invites).where(eq(invites.campaignId, campaignId)),
    db.delete(joinRequests).where(eq(joinRequests.campaignId, campaignId)),
    db.delete(joins).where(eq(joins.campaignId, campaignId)),
    db.delete(bans).where(eq(bans.campaignId, campaignId)),
    // Places of others stay, as places they had: from them an erasure finds what went on from here.
    db
      .update(members)
      .set({ removedAt: sql`coalesce(${members.removedAt}, ${now})` })
      .where(eq(members.campaignId, campaignId)),
    db.delete(campaigns).where(eq(campaigns.id, campaignId)),
  ]);
}

/** The table has another host, or the name of the one it had is nobody's any more. */
export async function renameHost(db: Database, host: { campaignId: string; name: string }): Promise<void> {
  await db.update(campaigns).set({ hostName: host.name }).where(eq(campaigns.id, host.campaignId));
}
