import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";

export const ISSUER_HOST = "issuer.test";
export const ISSUER = `https://${ISSUER_HOST}`;
export const CLIENT = { id: "emberhall-table", secret: "s3cret/with:signs" };

/** What the person at the issuer asked for; the code carries it, so the issuer need remember nothing. */
interface Grant {
  sub: string;
  lie: string;
  nonce: string;
  challenge: string;
  redirect: string;
  name?: string;
}
type Claims = Record<string, unknown>;

const seconds = (): number => Math.floor(Date.now() / 1_000);
/** Claims that are wrong, each by the name the test asks for it. */
const CLAIM_LIES: Record<string, (claims: Claims) => Claims> = {
  "another issuer": (claims) => ({ ...claims, iss: "https://elsewhere.example" }),
  "another audience": (claims) => ({ ...claims, aud: "another-table" }),
  "many audiences, none in charge": (claims) => ({ ...claims, aud: [CLIENT.id, "another-table"] }),
  "another in charge": (claims) => ({ ...claims, aud: [CLIENT.id, "another-table"], azp: "another-table" }),
  "another nonce": (claims) => ({ ...claims, nonce: randomUUID() }),
  "no nonce": ({ nonce: _, ...claims }) => claims,
  "run out": (claims) => ({ ...claims, exp: seconds() - 120 }),
  "no end": ({ exp: _, ...claims }) => claims,
  "long ago": (claims) => ({ ...claims, iat: seconds() - 3_600, exp: seconds() + 3_600 }),
  "no beginning": ({ iat: _, ...claims }) => claims,
  nobody: ({ sub: _, ...claims }) => claims,
  "an empty somebody": (claims) => ({ ...claims, sub: "" }),
  "a somebody of 256 letters": (claims) => ({ ...claims, sub: "a".repeat(256) }),
};
export const LIES = [
  ...Object.keys(CLAIM_LIES),
  ...["no signature", "our secret as the key", "a key of its own", "a key nobody published", "an access token"],
  ...["no token", "no JSON", "a refusal", "a detour"],
];

/** An OpenID Connect issuer for tests: it checks what it should, and lies when it is asked to. */
export async function serveIssuer(): Promise<{ readonly origin: string }> {
  const [real, forged] = [await generateKeyPair("ES256"), await generateKeyPair("ES256")];
  const jwks = { keys: [{ ...(await exportJWK(real.publicKey)), kid: "one", alg: "ES256", use: "sig" }] };
  const idToken = async (grant: Grant): Promise<string> => {
    const claims = {
      iss: ISSUER,
      aud: CLIENT.id,
      sub: grant.sub,
      nonce: grant.nonce,
      iat: seconds(),
      exp: seconds() + 300,
    };
    const told = (CLAIM_LIES[grant.lie] ?? ((all: Claims) => all))({
      ...claims,
      ...(grant.name ? { name: grant.name } : {}),
    });
    const token = new SignJWT(told);
    const header = { alg: "ES256", kid: "one" };
    if (grant.lie === "no signature") return new UnsecuredJWT(told).encode();
    if (grant.lie === "our secret as the key")
      return await token
        .setProtectedHeader({ alg: "HS256" })
        .sign(new TextEncoder().encode(CLIENT.secret.padEnd(32, "=")));
    if (grant.lie === "a key nobody published")
      return await token.setProtectedHeader({ ...header, kid: "two" }).sign(forged.privateKey);
    if (grant.lie === "a key of its own") return await token.setProtectedHeader(header).sign(forged.privateKey);
    const typ = grant.lie === "an access token" ? { typ: "at+jwt" } : {};
    return await token.setProtectedHeader({ ...header, ...typ }).sign(real.privateKey);
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", ISSUER);
    const answer = (status: number, body: object | string, headers = {}) =>
      response
        .writeHead(status, { "content-type": "application/json", ...headers })
        .end(typeof body === "string" ? body : JSON.stringify(body));
    if (pathname === "/moved/.well-known/openid-configuration")
      return answer(302, {}, { location: `${ISSUER}/.well-known/openid-configuration` });
    if (pathname.endsWith("/.well-known/openid-configuration")) return answer(200, documentAt(pathname));
    if (pathname === "/mint") return answer(200, { token: await idToken(grantAsked(searchParams)) });
    if (pathname === "/keys") return answer(200, jwks);
    if (pathname === "/authorize") return answer(200, authorized(searchParams));
    if (pathname !== "/token") return answer(404, {});
    const grant = await grantOf(request);
    if (grant === null || grant.lie === "a refusal") return answer(400, { error: "invalid_grant" });
    if (grant.lie === "no token") return answer(200, { access_token: "x" });
    if (grant.lie === "no JSON") return answer(200, "<html>");
    if (grant.lie === "a detour") return answer(307, {}, { location: `${ISSUER}/token?again` });
    return answer(200, { access_token: "x", token_type: "Bearer", id_token: await idToken(grant) });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** `/plain` hands out addresses without https; any other folder tells of an issuer that is not the one asked. */
function documentAt(pathname: string): object {
  const folder = pathname.replace("/.well-known/openid-configuration", "");
  return {
    issuer: folder === "/plain" ? `${ISSUER}/plain` : ISSUER,
    authorization_endpoint: `${ISSUER}/authorize`,
    token_endpoint: folder === "/plain" ? "http://issuer.test/token" : `${ISSUER}/token`,
    jwks_uri: `${ISSUER}/keys`,
    authorization_response_iss_parameter_supported: true,
  };
}

/** Somebody signs in there at once and is sent back. The test plays the browser. */
function authorized(asked: URLSearchParams): object {
  const has = (name: string, value: string): boolean => asked.get(name) === value;
  const isGood =
    has("client_id", CLIENT.id) &&
    has("response_type", "code") &&
    has("code_challenge_method", "S256") &&
    (asked.get("scope") ?? "").split(" ").includes("openid");
  if (!isGood) return { error: "invalid_request" };
  const grant = grantAsked(asked);
  const code = Buffer.from(JSON.stringify(grant)).toString("base64url");
  const back = new URL(grant.redirect);
  for (const [name, value] of Object.entries({ code, state: asked.get("state") ?? "", iss: ISSUER }))
    back.searchParams.set(name, value);
  return { back: back.href };
}

function grantAsked(asked: URLSearchParams): Grant {
  return {
    ...{ sub: asked.get("as") ?? "somebody", lie: asked.get("lie") ?? "", name: asked.get("called") ?? undefined },
    ...{ nonce: asked.get("nonce") ?? "", challenge: asked.get("code_challenge") ?? "" },
    redirect: asked.get("redirect_uri") ?? "",
  };
}

/** RFC 6749 4.1.3 and RFC 7636 4.6: the right client, the same address, and the verifier behind the challenge. */
async function grantOf(request: IncomingMessage): Promise<Grant | null> {
  const form = new URLSearchParams(await text(request));
  const basic = Buffer.from(request.headers.authorization?.replace("Basic ", "") ?? "", "base64").toString();
  const pair = basic.split(":").map(decodeURIComponent);
  const grant = JSON.parse(Buffer.from(form.get("code") ?? "", "base64url").toString() || "null") as Grant | null;
  const challenge = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url");
  const isGood =
    pair[0] === CLIENT.id &&
    pair[1] === CLIENT.secret &&
    grant !== null &&
    grant.challenge === challenge &&
    grant.redirect === form.get("redirect_uri") &&
    form.get("grant_type") === "authorization_code";
  return isGood ? grant : null;
}
