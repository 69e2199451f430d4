import { and, count, desc, eq, lt, or } from "drizzle-orm";
import type { Database } from "../database.ts";
import { characters } from "../schema.ts";
import type { ListPlace } from "./campaigns.ts";

export type CharacterRow = typeof characters.$inferSelect;

/** One account's library, last written first. */
export async function charactersOfAccount(
  db: Database,
  query: { accountId: string; after: ListPlace | null; limit: number },
): Promise<CharacterRow[]> {
  const { after } = query;
  const further =
    after === null
      ? undefined
      : or(lt(characters.updatedAt, after.at), and(eq(characters.updatedAt, after.at), lt(characters.id, after.id)));
  return await db
    .select()
    .from(characters)
    .where(and(eq(characters.accountId, query.accountId), further))
    .orderBy(desc(characters.updatedAt), desc(characters.id))
    .limit(query.limit);
}

export async function characterOfAccount(
  db: Database,
  key: { accountId: string; id: string },
): Promise<CharacterRow | null> {
  const row = await db
    .select()
    .from(characters)
    .where(and(eq(characters.id, key.id), eq(characters.accountId, key.accountId)))
    .get();
  return row ?? null;
}

export async function countCharacters(db: Database, accountId: string): Promise<number> {
  const row = await db.select({ n: count() }).from(characters).where(eq(characters.accountId, accountId)).get();
  return row?.n ?? 0;
}
