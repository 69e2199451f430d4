import type { Database } from "../../db/database.ts";
import type { Account } from "../../db/read/accounts.ts";
import type { SessionRow } from "../../db/read/sessions.ts";
import { hasPasskey } from "../../db/read/ways-in.ts";

/** For so long after signing in, or showing the passkey, a session may change how its account is kept. */
export const CONFIRMED_MS = 10 * 60_000;

interface Asking {
  account: Account | null;
  session: SessionRow | null;
}

/**
 * Whether somebody must show their passkey before they go on: a browser left open, or a copied cookie, is not its owner.
 * Who has no passkey has nothing to show, and goes on.
 */
export async function mustConfirm(db: Database, { account, session }: Asking, now: number): Promise<boolean> {
  if (account === null) return false;
  const confirmedAt = session?.confirmedAt ?? null;
  if (confirmedAt !== null && now - confirmedAt < CONFIRMED_MS) return false;
  return await hasPasskey(db, account.id);
}
