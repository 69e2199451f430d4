import { and, eq, notExists } from "drizzle-orm";
import type { Database } from "../database.ts";
import { accounts, endedSessions } from "../schema.ts";

export type Account = typeof accounts.$inferSelect;

/** The account behind a session, or null when the session was signed out or the account is gone. */
export async function accountOfSession(
  db: Database,
  session: { accountId: string; sessionId: string },
): Promise<Account | null> {
  const signedOut = db
    .select({ sessionId: endedSessions.sessionId })
    .from(endedSessions)
    .where(eq(endedSessions.sessionId, session.sessionId));
  const row = await db
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, session.accountId), notExists(signedOut)))
    .get();
  return row ?? null;
}

/** The local sign-in of one name gives one account, however often it is used. */
export async function devAccountOfName(db: Database, name: string): Promise<Account | null> {
  const row = await db
    .select()
    .from(accounts)
    .where(and(eq(accounts.kind, "dev"), eq(accounts.name, name)))
    .get();
  return row ?? null;
}
