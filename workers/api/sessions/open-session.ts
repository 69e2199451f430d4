import { AccountId } from "../../contracts/ids.ts";
import type { Database } from "../../db/database.ts";
import type { SessionRow } from "../../db/read/sessions.ts";
import { saveSession } from "../../db/write/sessions.ts";
import { hashOf, randomSecret } from "../secrets.ts";
import { signAccess } from "../tokens.ts";
import { browserLabel } from "./browser-label.ts";
import type { CookieJar } from "./cookie-jar.ts";

const DAY_MS = 86_400_000;
/** A session lives this long after it was last used. */
export const SESSION_MS = 30 * DAY_MS;
/** And never longer than this after it began, however often it is used: whoever signed in can do so again. */
export const SESSION_AGE_MS = 90 * DAY_MS;
/** One that began with nothing but a name may be the only way back to a place at a table, so it has a year. */
export const NAMED_SESSION_AGE_MS = 365 * DAY_MS;

/** Whether a way of signing in shows who somebody is. A name is only said, on one's own machine too. */
const PROVES: Record<SessionRow["openedBy"], boolean> = {
  ...{ name: false, dev: false, passkey: true, "recovery-code": true, outside: true },
};

/** The latest a session can last. It goes by how it began, so that keeping one's place never ends it at once. */
export function sessionEndsAt(session: Pick<SessionRow, "openedBy" | "createdAt">): number {
  return session.createdAt + (session.openedBy === "name" ? NAMED_SESSION_AGE_MS : SESSION_AGE_MS);
}

/** When it ends unless it is used again. */
export function expiryOf(session: Pick<SessionRow, "openedBy" | "createdAt">, now: number): number {
  return Math.min(now + SESSION_MS, sessionEndsAt(session));
}

export interface AtDoor {
  binding: D1Database;
  db: Database;
  request: Request;
  now: number;
  jar: CookieJar;
}

/** Signs a browser in: a session of its own, whoever sat there before, and both cookies. */
export async function openSession(
  at: AtDoor,
  opening: { accountId: string; openedBy: SessionRow["openedBy"] },
): Promise<SessionRow> {
  const made = await newSession(at, { ...opening, id: crypto.randomUUID() });
  const { secret } = made;
  const row = { ...made.row, confirmedAt: PROVES[opening.openedBy] ? at.now : null };
  await saveSession(at.db, row);
  await giveCookies(at, row, secret);
  return row;
}

/** A row that is not written yet, and the secret that only the browser will have. */
export async function newSession(
  at: AtDoor,
  opening: { id: string; accountId: string; openedBy: SessionRow["openedBy"] },
): Promise<{ row: SessionRow; secret: string }> {
  const { now } = at;
  const [family, changing] = [randomSecret(), randomSecret()];
  const row: SessionRow = {
    ...opening,
    label: browserLabel(at.request.headers.get("user-agent")),
    familyHash: await hashOf(family),
    secretHash: await hashOf(changing),
    previousHash: null,
    generation: 1,
    seenGeneration: 0,
    ...{ rotatedAt: now, createdAt: now, lastSeenAt: now, confirmedAt: null, endedAt: null },
    expiresAt: expiryOf({ ...opening, createdAt: now }, now),
  };
  return { row, secret: `${family}.${changing}` };
}

/** Both halves for the browser; the access token says which rotation it came with. */
export async function giveCookies(
  at: AtDoor,
  session: Pick<SessionRow, "id" | "accountId" | "generation">,
  secret: string,
): Promise<void> {
  const grant = {
    accountId: AccountId.parse(session.accountId),
    sessionId: session.id,
    generation: session.generation,
  };
  at.jar.set("access", await signAccess(at.binding, grant, at.now));
  at.jar.set("refresh", secret);
}
