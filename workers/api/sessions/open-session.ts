import { AccountId } from "../../contracts/ids.ts";
import type { Database } from "../../db/database.ts";
import type { SessionRow } from "../../db/read/sessions.ts";
import { saveSession } from "../../db/write/sessions.ts";
import { hashOf, randomSecret } from "../secrets.ts";
import { signAccess } from "../tokens.ts";
import { browserLabel } from "./browser-label.ts";
import type { CookieJar } from "./cookie-jar.ts";

/** A session lives this long after it was last used. */
export const SESSION_MS = 30 * 86_400_000;

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
  const { row, secret } = await newSession(at, { ...opening, id: crypto.randomUUID() });
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
    ...{ rotatedAt: now, createdAt: now, lastSeenAt: now, expiresAt: now + SESSION_MS, endedAt: null },
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
