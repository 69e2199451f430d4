import { and, isNull, lt } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { SigningKeyRow } from "../read/signing-keys.ts";
import { signingKeys } from "../schema.ts";

/** Adds a generation and retires those before it; the first of two writers of one generation wins. */
export async function saveSigningKey(db: Database, row: SigningKeyRow): Promise<void> {
  await db.batch([
    db.insert(signingKeys).values(row).onConflictDoNothing(),
    db
      .update(signingKeys)
      .set({ retiredAt: row.createdAt })
      .where(and(lt(signingKeys.generation, row.generation), isNull(signingKeys.retiredAt))),
  ]);
}

/** Takes away every key but the newest, whatever it has signed. */
export async function deleteSigningKeysBefore(db: Database, generation: number): Promise<number> {
  const gone = await db
    .delete(signingKeys)
    .where(lt(signingKeys.generation, generation))
    .returning({ generation: signingKeys.generation });
  return gone.length;
}
