import { desc, gt, isNull, or } from "drizzle-orm";
import type { Database } from "../database.ts";
import { signingKeys } from "../schema.ts";

export type SigningKeyRow = typeof signingKeys.$inferSelect;

/** Keys whose tokens may still be about, newest first. */
export async function trustedSigningKeys(db: Database, query: { retiredSince: number }): Promise<SigningKeyRow[]> {
  return await db
    .select()
    .from(signingKeys)
    .where(or(isNull(signingKeys.retiredAt), gt(signingKeys.retiredAt, query.retiredSince)))
    .orderBy(desc(signingKeys.generation));
}
