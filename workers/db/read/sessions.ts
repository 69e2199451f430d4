import { and, desc, eq, gt, isNull, lt, notExists, or } from "drizzle-orm";
import type { Database } from "../database.ts";
import { accounts, endedSessions, sessions } from "../schema.ts";
import type { Account } from "./accounts.ts";

export type SessionRow = typeof sessions.$inferSelect;
export interface SessionOfAccount {
  session: SessionRow;
  account: Account;
}

/** More browsers than that is nobody's list to read; signing out everywhere ends them all the same. */
const SESSIONS_LISTED_MAX = 100;

/** The session an access token names, ended or not, with whose it is; null when there is no such pair. */
export async function sessionOfAccount(
  db: Database,
  named: { sessionId: string; accountId: string },
): Promise<SessionOfAccount | null> {
  const row = await db
    .select({ session: sessions, account: accounts })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(and(eq(sessions.id, named.sessionId), eq(sessions.accountId, named.accountId)))
    .get();
  return row ?? null;
}

/** The session whose refresh secret begins with what has this hash, ended or not. */
export async function sessionOfFamily(db: Database, familyHash: string): Promise<SessionOfAccount | null> {
  const row = await db
    .select({ session: sessions, account: accounts })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.familyHash, familyHash))
    .get();
  return row ?? null;
}

/** The sessions of an account in force, the one last seen first. */
export async function sessionsInForce(db: Database, of: { accountId: string; now: number }): Promise<SessionRow[]> {
  return await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.accountId, of.accountId), isNull(sessions.endedAt), gt(sessions.expiresAt, of.now)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(SESSIONS_LISTED_MAX);
}

/** All of them, also those that have ended, for whoever asks what is known of them. */
export async function everySession(db: Database, accountId: string): Promise<SessionRow[]> {
  return await db.select().from(sessions).where(eq(sessions.accountId, accountId)).orderBy(desc(sessions.createdAt));
}

/** The account behind a session token of the old kind; null when it was signed out or the account is gone. */
export async function accountOfOldSession(
  db: Database,
  old: { accountId: string; sessionId: string; issuedAt: number },
): Promise<Account | null> {
  const signedOut = db
    .select({ sessionId: endedSessions.sessionId })
    .from(endedSessions)
    .where(eq(endedSessions.sessionId, old.sessionId));
  const row = await db
    .select()
    .from(accounts)
    .where(
      and(
        eq(accounts.id, old.accountId),
        or(isNull(accounts.signedOutAt), lt(accounts.signedOutAt, old.issuedAt)),
        notExists(signedOut),
      ),
    )
    .get();
  return row ?? null;
}
