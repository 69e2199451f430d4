import { and, asc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import {
  bans,
  campaigns,
  characters,
  erasedMembers,
  erasures,
  identities,
  joinRequests,
  members,
  passkeys,
  uploads,
} from "../schema.ts";
import type { Member } from "./campaigns.ts";
import type { UploadRow } from "./uploads.ts";

/** D1 takes a hundred parameters in one statement. */
const IDS_A_QUESTION = 90;

export type ErasureRow = typeof erasures.$inferSelect;

/** Every place an account has or had, those it was removed from too. */
export async function placesOf(db: Database, accountId: string): Promise<Member[]> {
  return await db.select().from(members).where(eq(members.accountId, accountId));
}

/** Whose place this is or was; null when nobody's. */
export async function accountOfMember(db: Database, memberId: string): Promise<string | null> {
  const row = await db
    .select({ accountId: members.accountId })
    .from(members)
    .where(eq(members.memberId, memberId))
    .get();
  return row?.accountId ?? null;
}

export async function erasureOf(db: Database, accountId: string): Promise<ErasureRow | null> {
  return (await db.select().from(erasures).where(eq(erasures.accountId, accountId)).get()) ?? null;
}

/** Which of these places are of people who were erased. */
export async function erasedAmong(db: Database, memberIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: erasedMembers.memberId })
    .from(erasedMembers)
    .where(sql`${erasedMembers.memberId} IN (SELECT value FROM json_each(${JSON.stringify(memberIds)}))`);
  return rows.map(({ id }) => id);
}

/** Those that somebody asked for a while ago and that have come to no end. */
export async function openErasures(db: Database, query: { before: number; limit: number }): Promise<ErasureRow[]> {
  return await db
    .select()
    .from(erasures)
    .where(and(isNull(erasures.finishedAt), lt(erasures.askedAt, query.before)))
    .orderBy(asc(erasures.askedAt))
    .limit(query.limit);
}

/** Campaigns that go on from the histories of these, however far down. */
export async function forksOf(db: Database, campaignIds: readonly string[]): Promise<{ id: string; from: string }[]> {
  const found: { id: string; from: string }[] = [];
  const seen = new Set(campaignIds);
  for (const waiting = [...campaignIds]; waiting.length > 0; ) {
    const some = waiting.splice(0, IDS_A_QUESTION);
    const rows = await db
      .select({ id: campaigns.id, from: campaigns.forkedFrom })
      .from(campaigns)
      .where(inArray(campaigns.forkedFrom, some));
    for (const { id, from } of rows) {
      if (from === null || seen.has(id)) continue;
      seen.add(id);
      found.push({ id, from });
      waiting.push(id);
    }
  }
  return found;
}

/** The files at a campaign that stand, all of them or those that one member brought. */
export async function standingFiles(
  db: Database,
  of: { campaignId: string; addedBy: string | null },
): Promise<UploadRow[]> {
  const theirs = of.addedBy === null ? undefined : eq(uploads.addedBy, of.addedBy);
  return await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.campaignId, of.campaignId), isNull(uploads.deletedAt), theirs));
}

/** What the database knows of somebody besides their places, without what opens a door. */
export async function aboutPerson(db: Database, accountId: string) {
  const [heroes, keys, elsewhere, asked, kept] = await db.batch([
    db.select().from(characters).where(eq(characters.accountId, accountId)),
    db
      .select({ id: passkeys.id, name: passkeys.name, createdAt: passkeys.createdAt })
      .from(passkeys)
      .where(eq(passkeys.accountId, accountId)),
    db.select().from(identities).where(eq(identities.accountId, accountId)),
    db.select().from(joinRequests).where(eq(joinRequests.accountId, accountId)),
    db.select().from(bans).where(eq(bans.accountId, accountId)),
  ]);
  return { heroes, keys, elsewhere, asked, kept };
}
