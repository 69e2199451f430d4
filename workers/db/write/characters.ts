import { and, eq } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { CharacterRow } from "../read/characters.ts";
import { characters } from "../schema.ts";

/** Writing the same new character again changes nothing. */
export async function saveNewCharacter(db: Database, row: CharacterRow): Promise<void> {
  await db.insert(characters).values(row).onConflictDoNothing();
}

/** False when there is no such character in this account's library. */
export async function rewriteCharacter(db: Database, row: CharacterRow): Promise<boolean> {
  const rows = await db
    .update(characters)
    .set({ draft: row.draft, updatedAt: row.updatedAt })
    .where(and(eq(characters.id, row.id), eq(characters.accountId, row.accountId)))
    .returning({ id: characters.id });
  return rows.length > 0;
}

/** False when there is no such character in this account's library. */
export async function deleteCharacter(db: Database, key: { accountId: string; id: string }): Promise<boolean> {
  const rows = await db
    .delete(characters)
    .where(and(eq(characters.id, key.id), eq(characters.accountId, key.accountId)))
    .returning({ id: characters.id });
  return rows.length > 0;
}
