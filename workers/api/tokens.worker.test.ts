import {
  exportJWK,
  generateKeyPair,
  generateSecret,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { bindings, Visitor } from "../testkit/api-visitor.ts";
import { rotateSigningKeys, signingKeys } from "./signing-keys.ts";
import { signSession, signTicket, verifySession, verifyTicket } from "./tokens.ts";

const db = bindings.DB;
const now = Date.now();
const seconds = Math.floor(now / 1_000);
const accountId = "a_abcdefghijklmnopqrst";
const memberId = "m_abcdefghijklmnopqrst";
const campaignId = "c_abcdefghijklmnopqrst";
const place = { memberId, campaignId };
const jti = "6d9cbb46-3b51-4d0e-9c0d-6ef2f9e2b0aa";

const good: JWTPayload = {
  iss: "emberhall",
  aud: "realtime",
  sub: memberId,
  campaign: campaignId,
  jti,
  iat: seconds,
  exp: seconds + 30,
};
const text = (value: string | object): string =>
  btoa(typeof value === "string" ? value : JSON.stringify(value))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

async function signed(claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
  const { current } = await signingKeys(db, now);
  const protectedHeader = { alg: "EdDSA", typ: "ticket+jwt", kid: current.keyId, ...header };
  return await new SignJWT(claims).setProtectedHeader(protectedHeader).sign(current.privateKey);
}

/** Takes the signature of a good token and dresses it in another header or other claims. */
async function dressed(change: { header?: object | string; claims?: object | string }): Promise<string> {
  const [header = "", claims = "", signature = ""] = (await signed(good)).split(".");
  return [
    change.header === undefined ? header : text(change.header),
    change.claims === undefined ? claims : text(change.claims),
    signature,
  ].join(".");
}

async function byAnother(alg: string, header: object = {}): Promise<string> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const kid = (await signingKeys(db, now)).current.keyId;
  return await new SignJWT(good).setProtectedHeader({ alg, typ: "ticket+jwt", kid, ...header }).sign(privateKey);
}

async function byPublicKeyAsSecret(): Promise<string> {
  const jwk = (await signingKeys(db, now)).jwks.keys[0];
  const secret = new TextEncoder().encode(JSON.stringify(jwk));
  const kid = (await signingKeys(db, now)).current.keyId;
  return await new SignJWT(good).setProtectedHeader({ alg: "HS256", typ: "ticket+jwt", kid }).sign(secret);
}

const forged: [string, () => string | Promise<string>][] = [
  ["nothing", () => ""],
  ["one word", () => "ticket"],
  ["two parts", async () => (await signed(good)).split(".").slice(0, 2).join(".")],
  ["four parts", async () => `${await signed(good)}.${text("more")}`],
  ["dots", () => ".."],
  ["no signature", async () => (await signed(good)).replace(/[^.]+$/, "")],
  ["a short signature", async () => (await signed(good)).slice(0, -8)],
  [
    "a signature with one letter changed",
    async () => (await signed(good)).replace(/.(?=.{20}$)/, (letter) => (letter === "A" ? "B" : "A")),
  ],
  ["another member in the claims", () => dressed({ claims: { ...good, sub: "m_bcdefghijklmnopqrstu" } })],
  ["another campaign in the claims", () => dressed({ claims: { ...good, campaign: "c_bcdefghijklmnopqrstu" } })],
  ["a later end in the claims", () => dressed({ claims: { ...good, exp: seconds + 3_600 } })],
  ["a role nobody gave", () => dressed({ claims: { ...good, role: "gm" } })],
  ["claims that are no JSON", () => dressed({ claims: "ticket" })],
  ["claims that are a list", () => dressed({ claims: [good] })],
  ["alg none with the signature kept", () => dressed({ header: { alg: "none", typ: "ticket+jwt" } })],
  ["alg none, no signature", () => new UnsecuredJWT(good).setIssuer("emberhall").encode()],
  ["alg None", () => `${text({ alg: "None", typ: "ticket+jwt" })}.${text(good)}.`],
  ["alg missing", () => dressed({ header: { typ: "ticket+jwt" } })],
  ["a header that is no JSON", () => dressed({ header: "{" })],
  ["HS256 with our public key as the secret", byPublicKeyAsSecret],
  [
    "HS256 with an empty-looking secret",
    async () =>
      await new SignJWT(good).setProtectedHeader({ alg: "HS256", typ: "ticket+jwt" }).sign(new Uint8Array(32)),
  ],
  [
    "HS512 with a secret of their own",
    async () =>
      await new SignJWT(good)
        .setProtectedHeader({ alg: "HS512", typ: "ticket+jwt" })
        .sign(await generateSecret("HS512", { extractable: true })),
  ],
  ["an Ed25519 key of their own under our key id", () => byAnother("EdDSA")],
  ["an ES256 key of their own", () => byAnother("ES256")],
  ["an RS256 key of their own", () => byAnother("RS256")],
  ["a PS256 key of their own", () => byAnother("PS256")],
  [
    "their key in the header",
    async () => {
      const { privateKey, publicKey } = await generateKeyPair("EdDSA", { extractable: true });
      return await new SignJWT(good)
        .setProtectedHeader({ alg: "EdDSA", typ: "ticket+jwt", jwk: await exportJWK(publicKey) })
        .sign(privateKey);
    },
  ],
  ["their key set by address", () => byAnother("EdDSA", { jku: "https://elsewhere.example/jwks.json" })],
  ["their certificate by address", () => byAnother("EdDSA", { x5u: "https://elsewhere.example/cert.pem" })],
  ["their certificate in the header", () => byAnother("EdDSA", { x5c: ["MIIB"] })],
  ["an unknown key id", () => signed(good, { kid: "k1-00000000" })],
  ["no key id", () => signed(good, { kid: undefined })],
  ["a key id that is SQL", () => signed(good, { kid: "' OR 1=1 --" })],
  ["a key id that is a path", () => signed(good, { kid: "../../dev/null" })],
  [
    "an extension that must be understood",
    () => dressed({ header: { alg: "EdDSA", typ: "ticket+jwt", crit: ["exp"] } }),
  ],
  ["type JWT", () => signed(good, { typ: "JWT" })],
  ["no type", () => signed(good, { typ: undefined })],
  ["the type of a session", () => signed(good, { typ: "session+jwt" })],
  ["another issuer", () => signed({ ...good, iss: "elsewhere" })],
  ["no issuer", () => signed({ ...good, iss: undefined })],
  ["the audience of the API", () => signed({ ...good, aud: "api" })],
  ["two audiences", () => signed({ ...good, aud: ["realtime", "api"] })],
  ["no audience", () => signed({ ...good, aud: undefined })],
  ["no end", () => signed({ ...good, exp: undefined })],
  ["an end in the past", () => signed({ ...good, exp: seconds - 1 })],
  ["no beginning", () => signed({ ...good, iat: undefined })],
  ["issued a minute ago with a long life", () => signed({ ...good, iat: seconds - 60, exp: seconds + 600 })],
  ["issued in the future", () => signed({ ...good, iat: seconds + 3_600, exp: seconds + 3_630 })],
  ["not good yet", () => signed({ ...good, nbf: seconds + 600 })],
  ["no id", () => signed({ ...good, jti: undefined })],
  ["an id that is no UUID", () => signed({ ...good, jti: "1" })],
  ["no member", () => signed({ ...good, sub: undefined })],
  ["a member that is an account", () => signed({ ...good, sub: accountId })],
  ["no campaign", () => signed({ ...good, campaign: undefined })],
  ["a campaign that is a path", () => signed({ ...good, campaign: "../c_abcdefghijklmnopqrst" })],
  ["a list of campaigns", () => signed({ ...good, campaign: [campaignId] })],
  ["a session token", async () => await signSession(db, { accountId, sessionId: jti }, now)],
  [
    "an encrypted token",
    () =>
      [text({ alg: "dir", enc: "A256GCM", typ: "ticket+jwt" }), "", text("iv"), text("text"), text("tag")].join("."),
  ],
  ["far too long", async () => `${await signed(good)}${"A".repeat(10_000)}`],
  ["padded base64", async () => `${await signed(good)}==`],
];

beforeAll(async () => {
  await signingKeys(db, now);
});

test("a good ticket opens", async () => {
  expect(await verifyTicket(db, await signed(good), now)).toMatchObject({ memberId, campaignId, ticketId: jti });
  expect(await verifyTicket(db, await signTicket(db, place, now), now + 29_000)).toMatchObject(place);
});

test("there are enough ways to lie on the list", () => {
  expect(forged.length).toBeGreaterThanOrEqual(40);
});

describe("a forged ticket opens nothing", () => {
  test.each(forged)("%s", async (_, make) => {
    expect(await verifyTicket(db, await make(), now)).toBeNull();
  });
});

describe("a forged session is nobody's", () => {
  test.each(forged.filter(([name]) => name !== "a session token"))("%s", async (_, make) => {
    expect(await verifySession(db, await make(), now)).toBeNull();
  });

  test("nor does a ticket pass for a session", async () => {
    expect(await verifySession(db, await signTicket(db, place, now), now)).toBeNull();
  });

  test("a session of an account that is not there is over", async () => {
    const ghost = new Visitor();
    ghost.cookie = `__Host-emberhall=${await signSession(db, { accountId, sessionId: jti }, now)}`;
    expect((await ghost.sends("GET", "/api/me")).status).toBe(401);
  });
});

describe("a ticket lives 30 seconds", () => {
  test.each([
    [0, true],
    [29_000, true],
    [31_500, false],
    [600_000, false],
  ])("after %d ms: %s", async (later, opens) => {
    const ticket = await signTicket(db, place, now);
    expect((await verifyTicket(db, ticket, now + later)) !== null).toBe(opens);
  });
});

describe("keys", () => {
  test("a rotated key still verifies, a new one signs, and both are published without their secrets", async () => {
    const mira = new Visitor();
    await mira.gets("POST", "/api/auth/guest", { body: { name: "Mira" } });
    const before = (await signingKeys(db, Date.now())).current.keyId;
    await rotateSigningKeys(db, Date.now());
    const after = await signingKeys(db, Date.now());
    expect(after.current.keyId).not.toBe(before);
    expect(await mira.gets("GET", "/api/me")).toMatchObject({ name: "Mira" });
    const { keys } = await mira.gets<{ keys: Record<string, string>[] }>("GET", "/.well-known/jwks.json");
    expect(keys.map(({ kid }) => kid)).toEqual(expect.arrayContaining([before, after.current.keyId]));
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x"]);
  });

  test("many first requests at once agree on one key", async () => {
    await db.prepare("DELETE FROM signing_keys").run();
    const later = now + 3_600_000;
    const made = await Promise.all(Array.from({ length: 12 }, () => signingKeys(db, later)));
    expect(new Set(made.map(({ current }) => current.keyId)).size).toBe(1);
    expect(await db.prepare("SELECT count(*) AS n FROM signing_keys").first("n")).toBe(1);
  });
});
