import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { AccountId, CampaignId, MemberId } from "../contracts/ids.ts";
import { signingKeys, TOKEN_ALGORITHM } from "./signing-keys.ts";

/** Kinds of token, told apart by type and audience, so that one never passes for the other. */
const KINDS = {
  access: { typ: "access+jwt", audience: "api", lifeSeconds: 15 * 60 },
  /** The session of earlier versions, a month in one token. None is signed any more; those about are exchanged. */
  oldSession: { typ: "session+jwt", audience: "api", lifeSeconds: 30 * 86_400 },
  ticket: { typ: "ticket+jwt", audience: "realtime", lifeSeconds: 30 },
} as const;
type Kind = keyof typeof KINDS;

const ISSUER = "emberhall";
export const TOKEN_CHARACTERS_MAX = 4_096;
/** Libraries forgive padding and blanks; one token should have one spelling. */
const THREE_PARTS = /^[\w-]+\.[\w-]+\.[\w-]+$/;
export const TICKET_MS = KINDS.ticket.lifeSeconds * 1_000;

const AccessClaims = z.object({ sub: AccountId, sid: z.uuid(), gen: z.int().min(0), jti: z.uuid(), exp: z.int() });
const OldSessionClaims = z.object({ sub: AccountId, jti: z.uuid(), iat: z.int(), exp: z.int() });
const TicketClaims = z.object({ sub: MemberId, campaign: CampaignId, jti: z.uuid(), iat: z.int(), exp: z.int() });

export interface AccessGrant {
  accountId: AccountId;
  sessionId: string;
  /** Which rotation of the session's secret it came with. */
  generation: number;
}
export interface OldSession {
  accountId: AccountId;
  sessionId: string;
  issuedAt: number;
}
export interface TicketGrant {
  memberId: MemberId;
  campaignId: CampaignId;
  ticketId: string;
  expiresAt: number;
}

export async function signAccess(db: D1Database, grant: AccessGrant, now: number): Promise<string> {
  const { accountId, sessionId, generation } = grant;
  return await sign(db, "access", { sub: accountId, sid: sessionId, gen: generation, jti: crypto.randomUUID() }, now);
}

export async function signTicket(
  db: D1Database,
  place: { memberId: string; campaignId: string },
  now: number,
): Promise<string> {
  return await sign(db, "ticket", { sub: place.memberId, campaign: place.campaignId, jti: crypto.randomUUID() }, now);
}

/** Null when it is not an access token of ours in force. Whether its session has ended is for the database to say. */
export async function verifyAccess(db: D1Database, token: string, now: number): Promise<AccessGrant | null> {
  const claims = AccessClaims.safeParse(await verify(db, "access", token, now));
  if (!claims.success) return null;
  const { sub, sid, gen } = claims.data;
  return { accountId: sub, sessionId: sid, generation: gen };
}

/** Null when it is not a session token of an earlier version in force. */
export async function verifyOldSession(db: D1Database, token: string, now: number): Promise<OldSession | null> {
  const claims = OldSessionClaims.safeParse(await verify(db, "oldSession", token, now));
  if (!claims.success) return null;
  const { sub, jti, iat } = claims.data;
  return { accountId: sub, sessionId: jti, issuedAt: iat * 1_000 };
}

/** Null when it is not a ticket of ours in force. Whether it was used before is for the room to say. */
export async function verifyTicket(db: D1Database, token: string, now: number): Promise<TicketGrant | null> {
  const claims = TicketClaims.safeParse(await verify(db, "ticket", token, now));
  if (!claims.success) return null;
  const { sub, campaign, jti, exp } = claims.data;
  return { memberId: sub, campaignId: campaign, ticketId: jti, expiresAt: exp * 1_000 };
}

async function sign(db: D1Database, kind: Kind, claims: JWTPayload, now: number): Promise<string> {
  const { typ, audience, lifeSeconds } = KINDS[kind];
  const { current } = await signingKeys(db, now);
  const seconds = Math.floor(now / 1_000);
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ, kid: current.keyId })
    .setIssuer(ISSUER)
    .setAudience(audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + lifeSeconds)
    .sign(current.privateKey);
}

async function verify(db: D1Database, kind: Kind, token: string, now: number): Promise<JWTPayload | null> {
  if (token.length > TOKEN_CHARACTERS_MAX || !THREE_PARTS.test(token)) return null;
  const { typ, audience, lifeSeconds } = KINDS[kind];
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => publicKey(db, kid, now), {
      algorithms: [TOKEN_ALGORITHM],
      issuer: ISSUER,
      audience,
      typ,
      maxTokenAge: lifeSeconds,
      currentDate: new Date(now),
      requiredClaims: ["sub", "jti", "exp"],
    });
    // An audience list that also names us would verify; we never write one.
    return payload.aud === audience ? payload : null;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

/** Only ever one of our stored keys: nothing the token says leads anywhere else. */
async function publicKey(db: D1Database, keyId: string | undefined, now: number) {
  if (keyId === undefined) throw new errors.JWSInvalid("The token names no key.");
  const key =
    (await signingKeys(db, now)).publicKeys.get(keyId) ?? (await signingKeys(db, now, true)).publicKeys.get(keyId);
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return key;
}
