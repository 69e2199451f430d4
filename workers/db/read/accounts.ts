import { and, eq } from "drizzle-orm";
import type { Database } from "../database.ts";
import { accounts } from "../schema.ts";

export type Account = typeof accounts.$inferSelect;

/** The local sign-in of one name gives one account, however often it is used. */
export async function devAccountOfName(db: Database, name: string): Promise<Account | null> {
  const row = await db
    .select()
    .from(accounts)
    .where(and(eq(accounts.kind, "dev"), eq(accounts.name, name)))
    .get();
  return row ?? null;
}
