import { eq } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { Account } from "../read/accounts.ts";
import { accounts } from "../schema.ts";

export async function saveAccount(db: Database, account: Account): Promise<void> {
  await db.insert(accounts).values(account);
}

export async function renameAccount(db: Database, account: { id: string; name: string }): Promise<void> {
  await db.update(accounts).set({ name: account.name }).where(eq(accounts.id, account.id));
}
