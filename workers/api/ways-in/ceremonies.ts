import type { Database } from "../../db/database.ts";
import { saveCeremony, takeCeremony } from "../../db/write/ways-in.ts";
import { hashOf, randomSecret } from "../secrets.ts";
import type { CookieJar } from "../sessions/cookie-jar.ts";

/** From the first step of signing in to the second. */
export const CEREMONY_MS = 5 * 60_000;

type Kind = "add-passkey" | "use-passkey" | "confirm" | "outside";
interface Step {
  db: Database;
  now: number;
  kind: Kind;
  /** The challenge or state that comes back. Only its hash is kept. */
  challenge: string;
  boundTo: string;
}

/** Remembers that something was begun, for one browser and five minutes. */
export async function beginCeremony(step: Step & { kept?: object }): Promise<void> {
  const { db, now, kind, boundTo, kept = {} } = step;
  const id = await hashOf(step.challenge);
  await saveCeremony(db, { id, kind, boundTo, kept: JSON.stringify(kept), expiresAt: now + CEREMONY_MS });
}

/** What was kept, once; null when it was not begun here, is over, or has been ended before. */
export async function endCeremony(step: Step): Promise<{ kept: unknown } | null> {
  const { db, now, kind, boundTo } = step;
  const taken = await takeCeremony(db, { id: await hashOf(step.challenge), kind, boundTo, now });
  return taken === null ? null : { kept: JSON.parse(taken.kept) };
}

/** The browser that is not signed in yet, by a cookie of its own; it is given one that has none. */
export async function strangersMark(jar: CookieJar): Promise<string> {
  const before = jar.get("ceremony");
  const mark = before !== null && /^[\w-]{43}$/.test(before) ? before : randomSecret();
  jar.set("ceremony", mark);
  return await hashOf(mark);
}

/** The same in the second step: null for a browser that has begun nothing. */
export async function knownMark(jar: CookieJar): Promise<string | null> {
  const mark = jar.get("ceremony");
  return mark === null ? null : await hashOf(mark);
}
