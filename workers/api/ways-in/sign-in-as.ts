import type { Database } from "../../db/database.ts";
import type { Account } from "../../db/read/accounts.ts";
import type { SessionRow } from "../../db/read/sessions.ts";
import { endSession } from "../../db/write/sessions.ts";
import { bringAlong } from "../../db/write/ways-in.ts";
import type { CookieJar } from "../sessions/cookie-jar.ts";

interface SigningIn {
  db: Database;
  now: number;
  account: Account | null;
  session: SessionRow | null;
  jar: CookieJar;
  signIn(account: { id: string }, openedBy: SessionRow["openedBy"]): Promise<SessionRow>;
}

/**
 * Signs a browser in to an account that was there before. Who played here as a guest a moment ago is the same person, so
 * the tables and characters of that evening come along instead of being left behind with nobody.
 */
export async function signInAs(
  visit: SigningIn,
  account: Account,
  openedBy: SessionRow["openedBy"],
): Promise<{ accountId: string; name: string; kind: Account["kind"] }> {
  const { db, now, session, account: before } = visit;
  if (before?.kind === "guest" && before.id !== account.id) await bringAlong(db, { from: before.id, to: account.id });
  if (session !== null) await endSession(db, { id: session.id, accountId: session.accountId, now });
  visit.jar.drop("ceremony");
  await visit.signIn(account, openedBy);
  return { accountId: account.id, name: account.name, kind: account.kind };
}
