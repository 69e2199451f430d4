import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { IssuerKeys, TrustedClaims } from "../../contracts/accounts.ts";
import type { Database } from "../../db/database.ts";
import type { Account } from "../../db/read/accounts.ts";
import { accountOfIdentity } from "../../db/read/ways-in.ts";
import { linkIdentity } from "../../db/write/ways-in.ts";
import type { ApiBindings } from "../bindings.ts";
import { newAccount } from "./new-account.ts";
import { discoveryAddress, ISSUER_TIMEOUT_MS, isSafeAddress, readJsonFrom } from "./outside-issuer.ts";
import { suggestedName } from "./suggested-name.ts";

/** Signatures only the issuer can make. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** What an API may be shown: an access token (RFC 9068) or one without a type of its own. */
const TYPES: readonly (string | undefined)[] = [undefined, "JWT", "AT+JWT", "APPLICATION/AT+JWT"];
const TOKEN_CHARACTERS_MAX = 8_192;
const CLOCKS_APART_SECONDS = 60;
const KEYS_FRESH_MS = 10 * 60_000;

type Trust = Pick<ApiBindings, "TRUSTED_ISSUER" | "TRUSTED_AUDIENCE" | "TRUSTED_JWKS">;
type Keys = ReturnType<typeof createRemoteJWKSet>;

/** The token of a request that shows one as bearer, where the deployer trusts an issuer; null otherwise. */
export function bearerToken(env: Trust, request: Request): string | null {
  const { TRUSTED_ISSUER: issuer = "", TRUSTED_AUDIENCE: audience = "" } = env;
  if (issuer === "" || audience === "" || !isSafeAddress(issuer)) return null;
  return /^Bearer ([\w\-.]+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}

/** Whose token it is, by issuer and subject; somebody new gets an account. Null when the token is not good. */
export async function accountOfBearer(
  env: Trust,
  shown: { db: Database; token: string; now: number },
): Promise<Account | null> {
  const { db, now } = shown;
  const issuer = env.TRUSTED_ISSUER ?? "";
  const claims = await verified(env, shown);
  if (claims === null) return null;
  const identity = { issuer, subject: claims.sub };
  const known = await accountOfIdentity(db, identity);
  if (known !== null) return known;
  const newcomer = newAccount(suggestedName(claims), now);
  await linkIdentity(db, { identity: { ...identity, accountId: newcomer.id, createdAt: now }, newcomer });
  return await accountOfIdentity(db, identity);
}

async function verified(env: Trust, shown: { token: string; now: number }) {
  if (shown.token.length > TOKEN_CHARACTERS_MAX) return null;
  const keys = await keysOf(env, shown.now);
  if (keys === null) return null;
  try {
    const { payload, protectedHeader } = await jwtVerify(shown.token, keys, {
      algorithms: ALGORITHMS,
      issuer: env.TRUSTED_ISSUER,
      audience: env.TRUSTED_AUDIENCE,
      clockTolerance: CLOCKS_APART_SECONDS,
      currentDate: new Date(shown.now),
      requiredClaims: ["sub", "exp", "iat"],
    });
    if (!TYPES.includes(protectedHeader.typ?.toUpperCase())) return null;
    const claims = TrustedClaims.safeParse(payload);
    return claims.success ? claims.data : null;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

const known = new Map<string, { keys: Keys; readAt: number }>();

async function keysOf(env: Trust, now: number): Promise<Keys | null> {
  const issuer = env.TRUSTED_ISSUER ?? "";
  const name = `${issuer} ${env.TRUSTED_JWKS ?? ""}`;
  const before = known.get(name);
  if (before !== undefined && now - before.readAt < KEYS_FRESH_MS) return before.keys;
  const address = env.TRUSTED_JWKS || (await publishedKeys(issuer));
  if (address === null || !isSafeAddress(address)) return null;
  const keys = createRemoteJWKSet(new URL(address), {
    ...{ cooldownDuration: 30_000, cacheMaxAge: KEYS_FRESH_MS, timeoutDuration: ISSUER_TIMEOUT_MS },
  });
  known.set(name, { keys, readAt: now });
  return keys;
}

async function publishedKeys(issuer: string): Promise<string | null> {
  const document = IssuerKeys.safeParse(await readJsonFrom(discoveryAddress(issuer), {}));
  return document.success && document.data.issuer === issuer ? document.data.jwks_uri : null;
}
