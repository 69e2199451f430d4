import { z } from "zod";
import { type SessionCard, SessionId, SessionList } from "../../contracts/accounts.ts";
import { problem } from "../../contracts/problems.ts";
import { type SessionRow, sessionsInForce } from "../../db/read/sessions.ts";
import { endAllSessions, endSession } from "../../db/write/sessions.ts";
import type { DoorList } from "../door.ts";
import { closeSockets } from "../sessions/close-sockets.ts";
import type { CookieJar } from "../sessions/cookie-jar.ts";
import { sessionEndsAt } from "../sessions/open-session.ts";

/** What a browser forgets when it signs out, besides its cookies. */
const FORGET = { "clear-site-data": '"cache", "storage"' };

/** Where somebody is signed in, and how that ends: here, there, everywhere. */
export function sessionDoors(doors: DoorList): void {
  signOutDoors(doors);
  othersDoor(doors);
  doors.add(
    {
      method: "GET",
      path: "/api/me/sessions",
      access: "browser",
      noun: "me",
      summary: "The browsers that are signed in, the one last used first.",
      answers: { 200: { what: "Sessions in force.", schema: SessionList } },
      problems: [],
    },
    async ({ db, account, session, now }) => {
      const rows = await sessionsInForce(db, { accountId: account.id, now });
      return { status: 200, body: { items: rows.map((row) => sessionCard(row, session.id)) } };
    },
  );

  doors.add(
    {
      method: "DELETE",
      path: "/api/me/sessions/{sessionId}",
      access: "browser",
      noun: "me",
      summary: "Sign one browser out. Its next request is refused, and its sockets are closed.",
      params: z.object({ sessionId: SessionId }),
      confirmed: true,
      audit: "session-ended",
      answers: { 204: { what: "Signed out there." } },
      problems: ["not-found"],
    },
    async ({ db, env, account, session, params, now, jar }) => {
      const ended = await endSession(db, { id: params.sessionId, accountId: account.id, now });
      if (!ended) return problem("not-found");
      if (params.sessionId === session.id) forget(jar);
      await closeSockets(env, db, account.id);
      return { status: 204 };
    },
  );
}

function othersDoor(doors: DoorList): void {
  doors.add(
    {
      method: "DELETE",
      path: "/api/me/sessions",
      access: "browser",
      noun: "me",
      summary: "Sign every other browser out. This one stays.",
      confirmed: true,
      audit: "others-signed-out",
      answers: { 204: { what: "Only this browser is signed in as you." } },
      problems: [],
    },
    async ({ db, env, account, session, now }) => {
      await endAllSessions(db, { accountId: account.id, but: session.id, now });
      await closeSockets(env, db, account.id);
      return { status: 204 };
    },
  );
}

function signOutDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/auth/sign-out",
      access: "anyone",
      noun: "auth",
      summary: "End this session here and wherever its cookies may have been copied to.",
      audit: "signed-out",
      answers: { 204: { what: "Signed out, also when nobody was signed in." } },
      problems: [],
    },
    async ({ session, db, env, now, jar }) => {
      forget(jar);
      if (session !== null) {
        await endSession(db, { id: session.id, accountId: session.accountId, now });
        await closeSockets(env, db, session.accountId);
      }
      return { status: 204, headers: FORGET };
    },
  );

  doors.add(
    {
      method: "POST",
      path: "/api/auth/sign-out-everywhere",
      access: "browser",
      noun: "auth",
      summary: "End every session of this account, this one too.",
      confirmed: true,
      audit: "signed-out-everywhere",
      answers: { 204: { what: "Nobody is signed in as you any more." } },
      problems: [],
    },
    async ({ db, env, account, now, jar }) => {
      forget(jar);
      await endAllSessions(db, { accountId: account.id, now });
      await closeSockets(env, db, account.id);
      return { status: 204, headers: FORGET };
    },
  );
}

function forget(jar: CookieJar): void {
  jar.drop("access");
  jar.drop("refresh");
}

function sessionCard(row: SessionRow, hereId: string): SessionCard {
  const { id, label, openedBy, createdAt, lastSeenAt } = row;
  return { id, label, openedBy, createdAt, lastSeenAt, endsAt: sessionEndsAt(row), here: id === hereId };
}
