import { logLine } from "../../contracts/log-line.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import type { Account } from "../../db/read/accounts.ts";
import {
  accountOfOldSession,
  type SessionOfAccount,
  type SessionRow,
  sessionOfAccount,
  sessionOfFamily,
} from "../../db/read/sessions.ts";
import { endSession, rotateSession, saveSessionOnce, sawGeneration } from "../../db/write/sessions.ts";
import type { ApiBindings } from "../bindings.ts";
import { hashOf, randomSecret } from "../secrets.ts";
import { type OldSession, verifyAccess, verifyOldSession } from "../tokens.ts";
import { accountOfBearer, bearerToken } from "../ways-in/trusted-token.ts";
import { browserLabel } from "./browser-label.ts";
import { judgeRefresh, REFRESH_GRACE_MS } from "./judge-refresh.ts";
import { type AtDoor, expiryOf, giveCookies, newSession, sessionEndsAt } from "./open-session.ts";

export interface Knock {
  account: Account | null;
  session: SessionRow | null;
  /** What to say to a cookie that came and opens nothing any more; null when none came, or it was good. */
  stale: Problem | null;
}

const NOBODY: Knock = { account: null, session: null, stale: null };
const STALE: Knock = { account: null, session: null, stale: problem("session-expired") };
const REFRESH_SECRET = /^([\w-]{43})\.([\w-]{43})$/;

/**
 * Who is at the door. An access token is good for a quarter of an hour; without one the refresh secret lets in, and the
 * answer carries both halves anew, so that no page ever has to think of it. Every way asks the session's row: one that
 * has ended opens nothing, whatever its tokens say.
 */
export async function whoKnocks(at: AtDoor & { env: ApiBindings }): Promise<Knock> {
  const { jar } = at;
  const [access, refresh] = [jar.get("access"), jar.get("refresh")];
  if (access !== null) {
    const known = await byAccessToken(at, access);
    if (known !== null) return known;
  }
  if (refresh !== null) return await byRefreshSecret(at, refresh);
  if (access !== null) return await byOldSession(at, access);
  const bearer = bearerToken(at.env, at.request);
  if (bearer === null) return NOBODY;
  const account = await accountOfBearer(at.env, { db: at.db, token: bearer, now: at.now });
  return account === null ? STALE : { account, session: null, stale: null };
}

async function byAccessToken(at: AtDoor, token: string): Promise<Knock | null> {
  const grant = await verifyAccess(at.binding, token, at.now);
  if (grant === null) return null;
  const found = await sessionOfAccount(at.db, grant);
  if (found === null || !inForce(found.session, at.now)) return null;
  const { session, account } = found;
  if (grant.generation > session.seenGeneration && grant.generation <= session.generation)
    await sawGeneration(at.db, { id: session.id, generation: grant.generation });
  return { account, session, stale: null };
}

async function byRefreshSecret(at: AtDoor, cookie: string): Promise<Knock> {
  const [, family = "", changing = ""] = REFRESH_SECRET.exec(cookie) ?? [];
  if (family === "") return STALE;
  const found = await sessionOfFamily(at.db, await hashOf(family));
  if (found === null) return STALE;
  if (!inForce(found.session, at.now)) return ranItsTime(found) ? { ...STALE, stale: itsTimeIsUp(found) } : STALE;
  const hash = await hashOf(changing);
  const verdict = judgeRefresh(found.session, { hash, now: at.now });
  if (verdict === "stolen") {
    const { id, accountId } = found.session;
    await endSession(at.db, { id, accountId, now: at.now });
    console.warn(logLine("refresh-reused", { sessionId: id }));
    return STALE;
  }
  if (verdict !== "forgive") await rotate(at, found, { family, hash, verdict });
  return { ...found, stale: null };
}

async function rotate(
  at: AtDoor,
  { session }: SessionOfAccount,
  shown: { family: string; hash: string; verdict: "rotate" | "again" },
): Promise<void> {
  const secret = randomSecret();
  const generation = session.generation + 1;
  const moved = await rotateSession(at.db, {
    id: session.id,
    follows: session.secretHash,
    secretHash: await hashOf(secret),
    previousHash: shown.hash,
    generation,
    ...(shown.verdict === "rotate" ? { seenGeneration: session.generation } : {}),
    ...beingUsed(at, session),
  });
  // Another tab was first: it carries the new secret home, and this one comes in on the old.
  if (moved) await giveCookies(at, { ...session, generation }, `${shown.family}.${secret}`);
}

/**
 * The one cookie of earlier versions becomes a session under the same id. Two tabs may bring it at once, and the answer
 * may be lost, so until the browser has shown the new halves the old one can be exchanged again.
 */
async function byOldSession(at: AtDoor, token: string): Promise<Knock> {
  const old = await verifyOldSession(at.binding, token, at.now);
  if (old === null) return STALE;
  const account = await accountOfOldSession(at.db, old);
  if (account === null) return STALE;
  const openedBy = account.kind === "dev" ? "dev" : "name";
  const { row, secret } = await newSession(at, { id: old.sessionId, accountId: account.id, openedBy });
  if (await saveSessionOnce(at.db, row)) {
    await giveCookies(at, row, secret);
    return { account, session: row, stale: null };
  }
  return await exchangedBefore(at, { old, account, row, secret });
}

async function exchangedBefore(
  at: AtDoor,
  made: { old: OldSession; account: Account; row: SessionRow; secret: string },
): Promise<Knock> {
  const found = await sessionOfAccount(at.db, made.old);
  if (found === null || !inForce(found.session, at.now)) return STALE;
  const { session } = found;
  const isFresh = at.now - session.rotatedAt <= REFRESH_GRACE_MS && session.generation === 1;
  if (!isFresh && session.seenGeneration > 0) return STALE;
  if (!isFresh) {
    const { familyHash, secretHash } = made.row;
    const moved = await rotateSession(at.db, {
      ...{ id: session.id, follows: session.secretHash, familyHash, secretHash, previousHash: null },
      ...{ generation: session.generation + 1, ...beingUsed(at, session) },
    });
    if (moved) await giveCookies(at, { ...session, generation: session.generation + 1 }, made.secret);
  }
  return { account: made.account, session, stale: null };
}

function beingUsed(
  at: AtDoor,
  session: SessionRow,
): Pick<SessionRow, "rotatedAt" | "lastSeenAt" | "expiresAt" | "label"> {
  const label = browserLabel(at.request.headers.get("user-agent"));
  return { rotatedAt: at.now, lastSeenAt: at.now, expiresAt: expiryOf(session, at.now), label };
}

/** It was in use to the end: nobody signed out, and nobody stayed away too long. */
function ranItsTime({ session }: SessionOfAccount): boolean {
  return session.endedAt === null && session.expiresAt >= sessionEndsAt(session);
}

function itsTimeIsUp({ session, account }: SessionOfAccount): Problem {
  const lasted = session.openedBy === "name" ? "a year" : "90 days";
  const next =
    account.kind === "guest"
      ? "Give your name again; whoever runs your table can give you your character back."
      : "Come back with your passkey, a recovery code or your account elsewhere.";
  return problem("session-expired", {
    detail: `You were signed in here for ${lasted}, which is as long as it lasts. ${next}`,
  });
}

function inForce(session: SessionRow, now: number): boolean {
  return session.endedAt === null && session.expiresAt > now;
}
