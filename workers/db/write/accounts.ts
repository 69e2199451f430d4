import { eq } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { Account } from "../read/accounts.ts";
import { accounts, endedSessions } from "../schema.ts";

export async function saveAccount(db: Database, account: Account): Promise<void> {
  await db.insert(accounts).values(account);
}

/** Makes a session useless although its token still verifies. */
export async function endSession(db: Database, session: { sessionId: string; expiresAt: number }): Promise<void> {
  await db.insert(endedSessions).values(session).onConflictDoNothing();
}

export async function renameAccount(db: Database, account: { id: string; name: string }): Promise<void> {
  await db.update(accounts).set({ name: account.name }).where(eq(accounts.id, account.id));
}
