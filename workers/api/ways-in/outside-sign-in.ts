import { errors, jwtVerify } from "jose";
import type { z } from "zod";
import { IdClaims, IssuerTokens, type OutsideKept } from "../../contracts/accounts.ts";
import { logLine } from "../../contracts/log-line.ts";
import { base64Url, randomSecret, sha256 } from "../secrets.ts";
import { type Issuer, type OutsideConfig, readJsonFrom } from "./outside-issuer.ts";

/** Signatures only an issuer can make; none with a shared secret. */
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
/** From the issuer's signature to our check. */
const ID_TOKEN_AGE_SECONDS = 600;
const CLOCKS_APART_SECONDS = 60;

type Kept = Omit<z.infer<typeof OutsideKept>, "sessionId">;
export type OutsidePerson = z.infer<typeof IdClaims>;

/** The only address an issuer may send anybody back to. */
export function returnAddress(request: Request): string {
  return `${new URL(request.url).origin}/api/auth/outside/return`;
}

/** Where to send the browser, and what to keep until it comes back (RFC 7636, OpenID Connect Core 3.1). */
export async function authorizationAddress(
  request: Request,
  asked: { config: OutsideConfig; issuer: Issuer; back: string },
): Promise<{ url: string; state: string; kept: Kept }> {
  const { config, issuer, back } = asked;
  const [state, nonce, verifier] = [randomSecret(), randomSecret(), randomSecret()];
  const url = new URL(issuer.document.authorization_endpoint);
  for (const [name, value] of Object.entries({
    response_type: "code",
    client_id: config.clientId,
    redirect_uri: returnAddress(request),
    scope: config.scopes,
    state,
    nonce,
    code_challenge: base64Url(await sha256(verifier)),
    code_challenge_method: "S256",
  }))
    url.searchParams.set(name, value);
  return { url: url.href, state, kept: { nonce, verifier, back, issuer: config.issuer } };
}

/** Who came back with this code, or null. */
export async function personOfCode(
  request: Request,
  shown: { config: OutsideConfig; issuer: Issuer; code: string; kept: Kept; now: number },
): Promise<OutsidePerson | null> {
  const { config, issuer, kept } = shown;
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: shown.code,
    redirect_uri: returnAddress(request),
    code_verifier: kept.verifier,
  });
  const headers = authenticate(config, issuer, form);
  const answer = await readJsonFrom(issuer.document.token_endpoint, { method: "POST", headers, body: form.toString() });
  const tokens = IssuerTokens.safeParse(answer);
  return tokens.success ? await personOfToken({ ...shown, token: tokens.data.id_token }) : null;
}

/** RFC 6749 2.3.1: the header unless the issuer only takes the form; nothing but the verifier where there is no secret. */
function authenticate(config: OutsideConfig, issuer: Issuer, form: URLSearchParams): Record<string, string> {
  const type = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
  const methods = issuer.document.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  if (config.clientSecret !== null && methods.includes("client_secret_basic")) {
    const pair = [config.clientId, config.clientSecret].map(encodeURIComponent).join(":");
    return { ...type, authorization: `Basic ${btoa(pair)}` };
  }
  form.set("client_id", config.clientId);
  if (config.clientSecret !== null) form.set("client_secret", config.clientSecret);
  return type;
}

async function personOfToken(shown: {
  config: OutsideConfig;
  issuer: Issuer;
  token: string;
  kept: Kept;
  now: number;
}): Promise<OutsidePerson | null> {
  const { config, issuer, kept } = shown;
  try {
    const { payload, protectedHeader } = await jwtVerify(shown.token, issuer.keys, {
      algorithms: ALGORITHMS,
      issuer: config.issuer,
      audience: config.clientId,
      maxTokenAge: ID_TOKEN_AGE_SECONDS,
      clockTolerance: CLOCKS_APART_SECONDS,
      currentDate: new Date(shown.now),
      requiredClaims: ["sub", "exp", "iat", "nonce"],
    });
    // An access or sign-out token of the same issuer has a type of its own.
    if (protectedHeader.typ !== undefined && protectedHeader.typ.toUpperCase() !== "JWT") return null;
    const claims = IdClaims.safeParse(payload);
    if (!claims.success || claims.data.nonce !== kept.nonce) return null;
    const { azp } = claims.data;
    const isForOthersToo = Array.isArray(payload.aud) && payload.aud.length > 1;
    if (azp === undefined ? isForOthersToo : azp !== config.clientId) return null;
    return claims.data;
  } catch (error) {
    if (!(error instanceof errors.JOSEError || error instanceof TypeError)) throw error;
    console.warn(logLine("id-token-refused", { why: error.name }));
    return null;
  }
}
