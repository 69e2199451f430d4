import { and, eq, isNull, lt, ne } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { SessionRow } from "../read/sessions.ts";
import { accounts, sessions } from "../schema.ts";

export async function saveSession(db: Database, row: SessionRow): Promise<void> {
  await db.insert(sessions).values(row);
}

/** For the exchange of an old cookie, which two tabs may do at once: false when it was there already. */
export async function saveSessionOnce(db: Database, row: SessionRow): Promise<boolean> {
  const written = await db.insert(sessions).values(row).onConflictDoNothing().returning({ id: sessions.id });
  return written.length > 0;
}

type Rotation = Pick<SessionRow, "id" | "generation" | "rotatedAt" | "lastSeenAt" | "expiresAt" | "label"> &
  Partial<Pick<SessionRow, "familyHash" | "seenGeneration">> & {
    secretHash: string;
    previousHash: string | null;
    /** The secret this one follows; where another request was first, nothing is written. */
    follows: string;
  };

/** Puts a new secret in the place of one. False when the session has ended or has moved on meanwhile. */
export async function rotateSession(db: Database, rotation: Rotation): Promise<boolean> {
  const { id, follows, ...set } = rotation;
  const written = await db
    .update(sessions)
    .set(set)
    .where(and(eq(sessions.id, id), eq(sessions.secretHash, follows), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  return written.length > 0;
}

/** The browser has shown a token of this generation: from now on the secret before it is used up. */
export async function sawGeneration(db: Database, seen: { id: string; generation: number }): Promise<void> {
  await db
    .update(sessions)
    .set({ seenGeneration: seen.generation })
    .where(and(eq(sessions.id, seen.id), lt(sessions.seenGeneration, seen.generation)));
}

/** Its owner has proved who they are, in this very session. */
export async function confirmSession(db: Database, confirmed: { id: string; now: number }): Promise<void> {
  await db
    .update(sessions)
    .set({ confirmedAt: confirmed.now })
    .where(and(eq(sessions.id, confirmed.id), isNull(sessions.endedAt)));
}

/** Ends one session of an account; false when it was not one in force. */
export async function endSession(
  db: Database,
  ending: { id: string; accountId: string; now: number },
): Promise<boolean> {
  const written = await db
    .update(sessions)
    .set({ endedAt: ending.now })
    .where(and(eq(sessions.id, ending.id), eq(sessions.accountId, ending.accountId), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  return written.length > 0;
}

/** Ends every session of an account, or every one but `but`; those of the old kind too. How many were in force. */
export async function endAllSessions(
  db: Database,
  ending: { accountId: string; but?: string; now: number },
): Promise<number> {
  const { accountId, but, now } = ending;
  const others = but === undefined ? undefined : ne(sessions.id, but);
  const [, ended] = await db.batch([
    db.update(accounts).set({ signedOutAt: now }).where(eq(accounts.id, accountId)),
    db
      .update(sessions)
      .set({ endedAt: now })
      .where(and(eq(sessions.accountId, accountId), isNull(sessions.endedAt), others)),
  ]);
  return ended.meta.changes;
}

/** Ends every session of everybody. How many were in force. */
export async function endEverySession(db: Database, now: number): Promise<number> {
  const [, ended] = await db.batch([
    db.update(accounts).set({ signedOutAt: now }),
    db.update(sessions).set({ endedAt: now }).where(isNull(sessions.endedAt)),
  ]);
  return ended.meta.changes;
}
