import { and, asc, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "../database.ts";
import { bans, characters, erasures, identities, joinRequests, members, passkeys, uploads } from "../schema.ts";
import type { Member } from "./campaigns.ts";
import type { UploadRow } from "./uploads.ts";

export type ErasureRow = typeof erasures.$inferSelect;

/** Every place an account has or had, those it was removed from too. */
export async function placesOf(db: Database, accountId: string): Promise<Member[]> {
  return await db.select().from(members).where(eq(members.accountId, accountId));
}

export async function erasureOf(db: Database, accountId: string): Promise<ErasureRow | null> {
  return (await db.select().from(erasures).where(eq(erasures.accountId, accountId)).get()) ?? null;
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
