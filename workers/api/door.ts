import type { Context, Hono } from "hono";
import type { z } from "zod";
import type { AuditVerb } from "../contracts/audit.ts";
import { IdempotencyKey } from "../contracts/http.ts";
import { type Problem, type ProblemSlug, problem } from "../contracts/problems.ts";
import { type Database, openDatabase } from "../db/database.ts";
import type { Account } from "../db/read/accounts.ts";
import { type Membership, membershipOf } from "../db/read/campaigns.ts";
import type { SessionRow } from "../db/read/sessions.ts";
import type { ApiBindings } from "./bindings.ts";
import { readJson } from "./body.ts";
import { type Limit, overLimit } from "./limits.ts";
import { isAllowedOrigin } from "./origin.ts";
import { isProblem, problemResponse } from "./problem-response.ts";
import { mustConfirm } from "./sessions/confirmed.ts";
import { CookieJar } from "./sessions/cookie-jar.ts";
import { openSession } from "./sessions/open-session.ts";
import { type Knock, whoKnocks } from "./sessions/who-knocks.ts";
import { leaveTrail, type TrailNote, trailNote } from "./trail.ts";

export type ApiHono = Hono<{ Bindings: ApiBindings; Variables: { requestId: string } }>;
export type ApiContext = Context<{ Bindings: ApiBindings; Variables: { requestId: string } }>;

/**
 * Who gets past a door: `member` has a place at the campaign in the path, `browser` is signed in here and not by a token
 * of another issuer, `ticket` carries one for the socket.
 */
export type Access = "anyone" | "signed-in" | "browser" | "member" | "ticket";

/** One method of one address: everything that is checked before its handler runs, and everything /docs says of it. */
export interface Door<A extends Access = Access, P = unknown, Q = unknown, B = unknown> {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As OpenAPI writes it; campaigns are `{campaignId}` everywhere. */
  path: string;
  access: A;
  noun: string;
  summary: string;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** The media type of a body that the handler reads by itself, instead of JSON. */
  rawBody?: string;
  /** A create that takes an `Idempotency-Key`. */
  once?: boolean;
  limit?: Limit;
  /**
   * Changes how an account is kept, or hands all of it out: who has a passkey must have signed in or shown it in this
   * session a moment ago.
   */
  confirmed?: true;
  /** What the trail calls it; null for what changes nothing anybody would look for. Doors that only show have none. */
  audit?: AuditVerb | null;
  answers: { [status in 101 | 200 | 201 | 204 | 303]?: { what: string; schema?: z.ZodType; type?: string } };
  problems: readonly ProblemSlug[];
}

/** A request that has got past its door. */
export interface Visit<A extends Access, P, Q, B> {
  env: ApiBindings;
  db: Database;
  request: Request;
  now: number;
  params: P;
  query: Q;
  body: B;
  idempotencyKey: string | null;
  account: A extends "signed-in" | "browser" | "member" ? Account : Account | null;
  membership: A extends "member" ? Membership : null;
  session: A extends "browser" ? SessionRow : SessionRow | null;
  /** What the trail will say of this, for handlers that know more than the path does. */
  trail: TrailNote;
  /** The cookies of this browser; what is set here goes out with the answer, whatever it is. */
  jar: CookieJar;
  /** Signs this browser in as somebody, in a session of its own. */
  signIn(account: { id: string }, openedBy: SessionRow["openedBy"]): Promise<SessionRow>;
}

export interface Answer {
  status: 200 | 201 | 204;
  body?: unknown;
  headers?: Record<string, string>;
}

type Handler<A extends Access, P, Q, B> = (visit: Visit<A, P, Q, B>) => Promise<Answer | Problem | Response>;

/** All doors of the API; what is not added here does not exist, and the tests and /docs read this list. */
export class DoorList {
  readonly all: Door[] = [];
  readonly #app: ApiHono;

  constructor(app: ApiHono) {
    this.#app = app;
  }

  add<A extends Access, P, Q, B>(door: Door<A, P, Q, B>, handle: Handler<A, P, Q, B>): void {
    this.all.push(door as Door);
    const path = door.path.replaceAll(/\{(\w+)\}/g, ":$1");
    this.#app.on(door.method, path, async (c) => await pass(c, door, handle));
  }
}

async function pass<A extends Access, P, Q, B>(
  c: ApiContext,
  door: Door<A, P, Q, B>,
  handle: Handler<A, P, Q, B>,
): Promise<Response> {
  const request = c.req.raw;
  if (door.method !== "GET" && !isAllowedOrigin(c.env, request)) return problemResponse(problem("wrong-origin"));
  const now = Date.now();
  const db = openDatabase(c.env.DB);
  const jar = new CookieJar(request);
  // A ticket alone opens the socket, and an answer that upgrades could carry no cookie home.
  const who: Knock =
    door.access === "ticket"
      ? { account: null, session: null, stale: null }
      : await whoKnocks({ binding: c.env.DB, db, request, now, jar, env: c.env });
  return jar.onto(await answer(c, { door, handle, at: { db, now, jar, who } }));
}

interface AtDoor {
  db: Database;
  now: number;
  jar: CookieJar;
  who: Knock;
}

async function answer<A extends Access, P, Q, B>(
  c: ApiContext,
  asked: { door: Door<A, P, Q, B>; handle: Handler<A, P, Q, B>; at: AtDoor },
): Promise<Response> {
  const { door, handle, at } = asked;
  const accountId = at.who.account?.id ?? null;
  const tooMany = await overLimit(c.env, { limit: door.limit ?? "general", request: c.req.raw, accountId });
  if (tooMany !== null) return problemResponse(tooMany);
  const entry = await enter(c, door, at);
  if (isProblem(entry)) return problemResponse(entry);
  const outcome = await handle(entry);
  if (door.audit) {
    const requestId = c.get("requestId");
    await leaveTrail(at.db, { verb: door.audit, note: entry.trail, outcome, at: at.now, requestId });
  }
  return respond(outcome);
}

async function enter<A extends Access, P, Q, B>(
  c: ApiContext,
  door: Door<A, P, Q, B>,
  at: AtDoor,
): Promise<Visit<A, P, Q, B> | Problem> {
  const { account, session, stale } = at.who;
  const needsAccount = door.access !== "anyone" && door.access !== "ticket";
  if (needsAccount && account === null) return stale ?? problem("sign-in-needed");
  if (door.access === "browser" && session === null) {
    return problem("sign-in-needed", { detail: "Only a browser that is signed in may do that." });
  }
  if (door.confirmed && (await mustConfirm(at.db, at.who, at.now))) return problem("sign-in-again");
  const params = door.params?.safeParse(c.req.param());
  // An id that cannot be and an id that is not look the same.
  if (params?.success === false) return problem("not-found");
  const query = door.query?.safeParse(c.req.query());
  if (query?.success === false) return unreadable("query", query.error);
  const key = c.req.header("idempotency-key") ?? null;
  if (key !== null && !IdempotencyKey.safeParse(key).success) {
    return problem("bad-request", { detail: "Idempotency-Key must be a UUID." });
  }
  const membership = door.access === "member" ? await placeOf(c, at.db, account) : null;
  if (membership !== null && isProblem(membership)) return membership;
  const body = door.body === undefined ? undefined : await readBody(c.req.raw, door.body);
  if (body !== undefined && !body.ok) return body.problem;
  const trail = trailNote(account?.id ?? null, c.req.param());
  const visit = {
    ...{ env: c.env, db: at.db, request: c.req.raw, now: at.now, account, membership, session, idempotencyKey: key },
    ...{ params: params?.data, query: query?.data, body: body?.value, jar: at.jar, trail },
    signIn: async (who: { id: string }, openedBy: SessionRow["openedBy"]) => {
      trail.accountId = who.id;
      return await openSession({ ...at, binding: c.env.DB, request: c.req.raw }, { accountId: who.id, openedBy });
    },
  };
  // The checks above are what the conditional types of `Visit` say.
  return visit as Visit<A, P, Q, B>;
}

async function placeOf(c: ApiContext, db: Database, account: Account | null): Promise<Membership | Problem> {
  const campaignId = c.req.param("campaignId");
  if (campaignId === undefined || account === null) return problem("not-found");
  const membership = await membershipOf(db, { campaignId, accountId: account.id });
  if (membership === null) return problem("not-found");
  return membership.member.removedAt === null ? membership : problem("member-removed");
}

async function readBody<B>(
  request: Request,
  schema: z.ZodType<B>,
): Promise<{ ok: true; value: B } | { ok: false; problem: Problem }> {
  const read = await readJson(request);
  if (!read.ok) return read;
  const parsed = schema.safeParse(read.value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, problem: unreadable("body", parsed.error) };
}

/** Names the places, never the values: a refusal may be shown or logged where what was typed may not. */
function unreadable(where: "query" | "body", error: z.ZodError): Problem {
  const places = error.issues.slice(0, 5).map((issue) => {
    const path = issue.path.map(String).join(".").slice(0, 60);
    const said = issue.code === "unrecognized_keys" ? "has a field that is not known here" : issue.message.slice(0, 80);
    return `${path === "" ? `the ${where}` : path}: ${said}`;
  });
  return problem("bad-request", { detail: places.join("; ").slice(0, 600) });
}

function respond(result: Answer | Problem | Response): Response {
  if (result instanceof Response) return result;
  if (isProblem(result)) return problemResponse(result);
  const headers = new Headers(result.headers);
  if (result.body === undefined) return new Response(null, { status: result.status, headers });
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  return new Response(JSON.stringify(result.body), { status: result.status, headers });
}
