import { and, eq } from "drizzle-orm";
import type { Database } from "../database.ts";
import { idempotencyKeys } from "../schema.ts";

export type IdempotencyKey = typeof idempotencyKeys.$inferSelect;

/** Claims a key for one create. Whoever came first decides which id is made; everybody gets that row back. */
export async function claimIdempotencyKey(db: Database, claim: IdempotencyKey): Promise<IdempotencyKey> {
  await db.insert(idempotencyKeys).values(claim).onConflictDoNothing();
  const row = await db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.accountId, claim.accountId), eq(idempotencyKeys.key, claim.key)))
    .get();
  return row ?? claim;
}
