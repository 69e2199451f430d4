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
import { AccountId } from "../contracts/ids.ts";
import { bindings, Visitor } from "../testkit/api-visitor.ts";
import { rotateNow, signingKeys } from "./signing-keys.ts";
import { signAccess, signTicket, verifyAccess, verifyOldSession, verifyTicket } from "./tokens.ts";

const db = bindings.DB;
const now = Date.now();
const seconds = Math.floor(now / 1_000);
const accountId = AccountId.parse("a_abcdefghijklmnopqrst");
const memberId = "m_abcdefghijklmnopqrst";
const campaignId = "c_abcdefghijklmnopqrst";
const place = { memberId, campaignId };
const jti = "6d9cbb46-3b51-4d0e-9c0d-6ef2f9e2b0aa";

/** Each kind of token as it should be, and the type that goes with it. */
const kinds = {
  ticket: { typ: "ticket+jwt", aud: "realtime", sub: memberId, campaign: campaignId, life: 30 },
  access: { typ: "access+jwt", aud: "api", sub: accountId, sid: jti, gen: 1, life: 900 },
  "old session": { typ: "session+jwt", aud: "api", sub: accountId, life: 30 * 86_400 },
};
type Kind = keyof typeof kinds;
const opens: Record<Kind, (token: string, at?: number) => Promise<object | null>> = {
  ticket: (token, at = now) => verifyTicket(db, token, at),
  access: (token, at = now) => verifyAccess(db, token, at),
  "old session": (token, at = now) => verifyOldSession(db, token, at),
};
/** Which kind the forgeries below are dressed as. */
let as: Kind = "ticket";
const claimsOf = (kind: Kind): JWTPayload => {
  const { typ, life, ...claims } = kinds[kind];
  return { iss: "emberhall", jti, iat: seconds, exp: seconds + life, ...claims };
};
const good = (): JWTPayload => claimsOf(as);
const typ = (): string => kinds[as].typ;
const otherKind = (): Kind => (as === "ticket" ? "access" : "ticket");
const text = (value: string | object): string =>
  btoa(typeof value === "string" ? value : JSON.stringify(value))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

async function signed(claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
  const { current } = await signingKeys(db, now);
  const protectedHeader = { alg: "EdDSA", typ: typ(), kid: current.keyId, ...header };
  return await new SignJWT(claims).setProtectedHeader(protectedHeader).sign(current.privateKey);
}

/** Takes the signature of a good token and dresses it in another header or other claims. */
async function dressed(change: { header?: object | string; claims?: object | string }): Promise<string> {
  const [header = "", claims = "", signature = ""] = (await signed(good())).split(".");
  return [
    change.header === undefined ? header : text(change.header),
    change.claims === undefined ? claims : text(change.claims),
    signature,
  ].join(".");
}

async function byAnother(alg: string, header: object = {}): Promise<string> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const kid = (await signingKeys(db, now)).current.keyId;
  return await new SignJWT(good()).setProtectedHeader({ alg, typ: typ(), kid, ...header }).sign(privateKey);
}

async function byPublicKeyAsSecret(): Promise<string> {
  const jwk = (await signingKeys(db, now)).jwks.keys[0];
  const secret = new TextEncoder().encode(JSON.stringify(jwk));
  const kid = (await signingKeys(db, now)).current.keyId;
  return await new SignJWT(good()).setProtectedHeader({ alg: "HS256", typ: typ(), kid }).sign(secret);
}

const forged: [string, () => string | Promise<string>][] = [
  ["nothing", () => ""],
  ["one word", () => "ticket"],
  ["two parts", async () => (await signed(good())).split(".").slice(0, 2).join(".")],
  ["four parts", async () => `${await signed(good())}.${text("more")}`],
  ["dots", () => ".."],
  ["no signature", async () => (await signed(good())).replace(/[^.]+$/, "")],
  ["a short signature", async () => (await signed(good())).slice(0, -8)],
  [
    "a signature with one letter changed",
    async () => (await signed(good())).replace(/.(?=.{20}$)/, (letter) => (letter === "A" ? "B" : "A")),
  ],
  ["somebody else in the claims", () => dressed({ claims: { ...good(), sub: `${String(good().sub).slice(0, -1)}u` } })],
  ["another campaign in the claims", () => dressed({ claims: { ...good(), campaign: "c_bcdefghijklmnopqrstu" } })],
  ["a later end in the claims", () => dressed({ claims: { ...good(), exp: seconds + 99_999_999 } })],
  ["a role nobody gave", () => dressed({ claims: { ...good(), role: "gm" } })],
  ["claims that are no JSON", () => dressed({ claims: "ticket" })],
  ["claims that are a list", () => dressed({ claims: [good()] })],
  ["alg none with the signature kept", () => dressed({ header: { alg: "none", typ: typ() } })],
  ["alg none, no signature", () => new UnsecuredJWT(good()).setIssuer("emberhall").encode()],
  ["alg None", () => `${text({ alg: "None", typ: typ() })}.${text(good())}.`],
  ["alg missing", () => dressed({ header: { typ: typ() } })],
  ["a header that is no JSON", () => dressed({ header: "{" })],
  ["HS256 with our public key as the secret", byPublicKeyAsSecret],
  [
    "HS256 with an empty-looking secret",
    async () => await new SignJWT(good()).setProtectedHeader({ alg: "HS256", typ: typ() }).sign(new Uint8Array(32)),
  ],
  [
    "HS512 with a secret of their own",
    async () =>
      await new SignJWT(good())
        .setProtectedHeader({ alg: "HS512", typ: typ() })
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
      return await new SignJWT(good())
        .setProtectedHeader({ alg: "EdDSA", typ: typ(), jwk: await exportJWK(publicKey) })
        .sign(privateKey);
    },
  ],
  ["their key set by address", () => byAnother("EdDSA", { jku: "https://elsewhere.example/jwks.json" })],
  ["their certificate by address", () => byAnother("EdDSA", { x5u: "https://elsewhere.example/cert.pem" })],
  ["their certificate in the header", () => byAnother("EdDSA", { x5c: ["MIIB"] })],
  ["an unknown key id", () => signed(good(), { kid: "k1-00000000" })],
  ["no key id", () => signed(good(), { kid: undefined })],
  ["a key id that is SQL", () => signed(good(), { kid: "' OR 1=1 --" })],
  ["a key id that is a path", () => signed(good(), { kid: "../../dev/null" })],
  ["an extension that must be understood", () => dressed({ header: { alg: "EdDSA", typ: typ(), crit: ["exp"] } })],
  ["type JWT", () => signed(good(), { typ: "JWT" })],
  ["no type", () => signed(good(), { typ: undefined })],
  ["the type of another kind", () => signed(good(), { typ: kinds[otherKind()].typ })],
  ["a type there is none of", () => signed(good(), { typ: "refresh+jwt" })],
  ["another issuer", () => signed({ ...good(), iss: "elsewhere" })],
  ["no issuer", () => signed({ ...good(), iss: undefined })],
  ["the audience of another kind", () => signed({ ...good(), aud: kinds[otherKind()].aud })],
  ["two audiences", () => signed({ ...good(), aud: ["realtime", "api"] })],
  ["no audience", () => signed({ ...good(), aud: undefined })],
  ["no end", () => signed({ ...good(), exp: undefined })],
  ["an end in the past", () => signed({ ...good(), exp: seconds - 1 })],
  ["no beginning", () => signed({ ...good(), iat: undefined })],
  [
    "issued longer ago than it lives, with a long life",
    () => signed({ ...good(), iat: seconds - kinds[as].life - 30, exp: seconds + 600 }),
  ],
  ["issued in the future", () => signed({ ...good(), iat: seconds + 3_600, exp: seconds + 3_630 })],
  ["not good yet", () => signed({ ...good(), nbf: seconds + 600 })],
  ["no id", () => signed({ ...good(), jti: undefined })],
  ["an id that is no UUID", () => signed({ ...good(), jti: "1" })],
  ["nobody", () => signed({ ...good(), sub: undefined })],
  ["somebody of another kind", () => signed({ ...good(), sub: as === "ticket" ? accountId : memberId })],
  ["a somebody that is SQL", () => signed({ ...good(), sub: "' OR 1=1 --" })],
  ["a list of somebodies", () => signed({ ...good(), sub: [accountId] as unknown as string })],
  ["another kind of token, whole", () => signed(claimsOf(otherKind()), { typ: kinds[otherKind()].typ })],
  ["the claims of another kind", () => signed(claimsOf(otherKind()))],
  ["a refresh secret", () => `${"A".repeat(43)}.${"B".repeat(43)}`],
  ["a refresh secret and a bit", () => `${"A".repeat(43)}.${"B".repeat(43)}.${"C".repeat(43)}`],
  [
    "an encrypted token",
    () => [text({ alg: "dir", enc: "A256GCM", typ: typ() }), "", text("iv"), text("text"), text("tag")].join("."),
  ],
  ["far too long", async () => `${await signed(good())}${"A".repeat(10_000)}`],
  ["padded base64", async () => `${await signed(good())}==`],
];

beforeAll(async () => {
  await signingKeys(db, now);
});

test("there are enough ways to lie on the list", () => {
  expect(forged.length).toBeGreaterThanOrEqual(40);
});

describe.each(Object.keys(kinds) as Kind[])("a forged %s opens nothing", (kind) => {
  beforeAll(() => {
    as = kind;
  });

  test("and a good one does", async () => {
    expect(await opens[kind](await signed(good()))).toMatchObject({});
  });

  test.each(forged)("%s", async (_, make) => {
    expect(await opens[kind](await make())).toBeNull();
  });

  test("nor does any other kind pass for it", async () => {
    for (const other of Object.keys(kinds) as Kind[]) {
      const opened = await opens[kind](await signed(claimsOf(other), { typ: kinds[other].typ }));
      expect(opened !== null, other).toBe(other === kind);
    }
  });
});

describe("what only one kind of token has", () => {
  const lies: [Kind, string, JWTPayload][] = [
    ["ticket", "no campaign", { campaign: undefined }],
    ["ticket", "a campaign that is a path", { campaign: "../c_abcdefghijklmnopqrst" }],
    ["ticket", "a list of campaigns", { campaign: [campaignId] }],
    ["access", "no session", { sid: undefined }],
    ["access", "a session that is no UUID", { sid: "1" }],
    ["access", "no generation", { gen: undefined }],
    ["access", "a generation below none", { gen: -1 }],
    ["access", "half a generation", { gen: 1.5 }],
  ];
  test.each(lies)("%s: %s", async (kind, _, lie) => {
    expect(await opens[kind](await signed({ ...claimsOf(kind), ...lie }, { typ: kinds[kind].typ }))).toBeNull();
  });

  test("a token of an account that is not there is nobody's", async () => {
    const ghost = new Visitor();
    ghost.cookie = `__Host-emberhall=${await signAccess(db, { accountId, sessionId: jti, generation: 1 }, now)}`;
    expect((await ghost.sends("GET", "/api/me")).status).toBe(401);
    ghost.cookie = `__Host-emberhall=${await signed(claimsOf("old session"), { typ: "session+jwt" })}`;
    expect((await ghost.sends("GET", "/api/me")).status).toBe(401);
  });

  test("a ticket names its place", async () => {
    const ticket = await signTicket(db, place, now);
    expect(await verifyTicket(db, ticket, now + 29_000)).toMatchObject({ memberId, campaignId });
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

describe("an access token lives a quarter of an hour", () => {
  test.each([
    [0, true],
    [899_000, true],
    [901_500, false],
  ])("after %d ms: %s", async (later, lasts) => {
    const token = await signAccess(db, { accountId, sessionId: jti, generation: 1 }, now);
    expect((await verifyAccess(db, token, now + later)) !== null).toBe(lasts);
  });
});

describe("keys", () => {
  test("a rotated key still verifies, a new one signs, and both are published without their secrets", async () => {
    const mira = new Visitor();
    await mira.gets("POST", "/api/auth/guest", { body: { name: "Mira" } });
    const before = (await signingKeys(db, Date.now())).current.keyId;
    const rotated = await rotateNow(db, Date.now());
    const after = await signingKeys(db, Date.now());
    expect(after.current.keyId).not.toBe(before);
    expect(rotated).toEqual({ keyId: after.current.keyId, dropped: 0 });
    expect(await mira.gets("GET", "/api/me")).toMatchObject({ name: "Mira" });
    const { keys } = await mira.gets<{ keys: Record<string, string>[] }>("GET", "/.well-known/jwks.json");
    expect(keys.map(({ kid }) => kid)).toEqual(expect.arrayContaining([before, after.current.keyId]));
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x"]);
  });

  test("a key that leaked is taken away, and who is signed in stays so by the other half", async () => {
    const mira = new Visitor();
    await mira.gets("POST", "/api/auth/guest", { body: { name: "Mira" } });
    const token = mira.cookies.get("__Host-emberhall") ?? "";
    expect(await verifyAccess(db, token, Date.now())).not.toBeNull();
    const { keyId, dropped } = await rotateNow(db, Date.now(), "take old keys away");
    expect(dropped).toBeGreaterThan(0);
    expect(await verifyAccess(db, token, Date.now())).toBeNull();
    const { keys } = await mira.gets<{ keys: { kid: string }[] }>("GET", "/.well-known/jwks.json");
    expect(keys.map(({ kid }) => kid)).toEqual([keyId]);
    expect(await mira.gets("GET", "/api/me")).toMatchObject({ name: "Mira" });
    expect(mira.cookies.get("__Host-emberhall")).not.toBe(token);
  });

  test("many first requests at once agree on one key", async () => {
    await db.prepare("DELETE FROM signing_keys").run();
    const later = now + 3_600_000;
    const made = await Promise.all(Array.from({ length: 12 }, () => signingKeys(db, later)));
    expect(new Set(made.map(({ current }) => current.keyId)).size).toBe(1);
    expect(await db.prepare("SELECT count(*) AS n FROM signing_keys").first("n")).toBe(1);
  });
});
