import { describe, expect, test, vi } from "vitest";
import type { WaysIn } from "../contracts/accounts.ts";
import type { Me } from "../contracts/http.ts";
import { expectProblem, type Heard, production, site, Visitor } from "../testkit/api-visitor.ts";
import { CLIENT, ISSUER, LIES } from "../testkit/fake-issuer.ts";
import { confirmedSessions, shelvePasskey } from "../testkit/shelve-passkey.ts";

const config = {
  OIDC_ISSUER: ISSUER,
  OIDC_CLIENT_ID: CLIENT.id,
  OIDC_CLIENT_SECRET: CLIENT.secret,
  OIDC_NAME: "The Guild",
};
const env = { ...production, ...config };

/** Goes to the issuer as somebody and says where it sends the browser back to. */
async function goes(url: string, as: { as: string; called?: string; lie?: string }): Promise<URL> {
  const address = new URL(url);
  for (const [name, value] of Object.entries(as)) address.searchParams.set(name, value);
  const { back, error } = (await (await fetch(address)).json()) as { back?: string; error?: string };
  expect(error).toBeUndefined();
  return new URL(back ?? "");
}
async function begins(visitor: Visitor, back = "/tables"): Promise<string> {
  return (await visitor.gets<{ url: string }>("POST", "/api/auth/outside", { body: { back } })).url;
}
const returns = (visitor: Visitor, back: URL) => visitor.sends("GET", back.pathname + back.search);
async function signsIn(visitor: Visitor, as: { as: string; called?: string; lie?: string }): Promise<Heard> {
  return await returns(visitor, await goes(await begins(visitor), as));
}
const somebody = () => `user-${crypto.randomUUID()}`;
const meOf = async (visitor: Visitor) => await visitor.gets<Me>("GET", "/api/me");

describe("signing in elsewhere", () => {
  test("makes an account under the name they have there, and leads to it again from another browser", async () => {
    const as = somebody();
    const mira = new Visitor({ env });
    const heard = await signsIn(mira, { as, called: "Mira Thornwood" });
    expect([heard.status, heard.headers.get("location")]).toEqual([303, "/tables"]);
    const { accountId, ...me } = await meOf(mira);
    expect(me).toMatchObject({ name: "Mira Thornwood", kind: "kept" });
    const elsewhere = new Visitor({ env });
    await signsIn(elsewhere, { as, called: "Somebody Renamed" });
    expect(await meOf(elsewhere)).toMatchObject({ accountId, name: "Mira Thornwood" });
    expect(await elsewhere.gets("GET", "/api/me/ways-in")).toMatchObject({ outside: ["The Guild"] });
  });

  test("asks with PKCE, a state and a nonce, for this exact address to come back to", async () => {
    const url = new URL(await begins(new Visitor({ env })));
    expect(url.origin + url.pathname).toBe(`${ISSUER}/authorize`);
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toMatchObject({
      response_type: "code",
      client_id: CLIENT.id,
      redirect_uri: `${site}/api/auth/outside/return`,
      scope: "openid profile",
      code_challenge_method: "S256",
    });
    for (const secret of ["state", "nonce", "code_challenge"]) expect(asked[secret]).toMatch(/^[\w-]{43}$/);
  });

  test("keeps a guest's place where they had it", async () => {
    const guest = new Visitor({ env });
    const { campaign } = await guest.startsTable("Mira");
    const before = await meOf(guest);
    const as = somebody();
    expect((await signsIn(guest, { as })).status).toBe(303);
    expect(await meOf(guest)).toEqual({ ...before, kind: "kept" });
    const elsewhere = new Visitor({ env });
    await signsIn(elsewhere, { as });
    expect(await elsewhere.gets("GET", "/api/campaigns")).toMatchObject({ items: [{ id: campaign.id }] });
  });

  test("as somebody known brings a guest's tables along", async () => {
    const as = somebody();
    const mira = new Visitor({ env });
    await signsIn(mira, { as });
    const guest = new Visitor({ env });
    const { campaign } = await guest.startsTable("Mirabel");
    await signsIn(guest, { as });
    expect((await meOf(guest)).accountId).toBe((await meOf(mira)).accountId);
    expect(await mira.gets("GET", "/api/campaigns")).toMatchObject({ items: [{ id: campaign.id }] });
  });

  test("by several tabs at once makes one account", async () => {
    const as = somebody();
    const tabs = Array.from({ length: 4 }, () => new Visitor({ env }));
    await Promise.all(tabs.map((tab) => signsIn(tab, { as })));
    const accounts = await Promise.all(tabs.map(meOf));
    expect(new Set(accounts.map(({ accountId }) => accountId)).size).toBe(1);
  });

  test.each([
    ["GM", "Wanderer"],
    ["\u202e", "Wanderer"],
    ["x".repeat(300), "x".repeat(40)],
  ])("under the name %j makes them %j", async (called, name) => {
    const visitor = new Visitor({ env });
    await signsIn(visitor, { as: somebody(), called });
    expect((await meOf(visitor)).name).toBe(name);
  });
});

describe("somebody who has a passkey ties no account to theirs", () => {
  async function keptWithPasskey(): Promise<{ mira: Visitor; accountId: string }> {
    const mira = new Visitor({ env });
    const { accountId } = await mira.gets<Me>("POST", "/api/auth/guest", { body: { name: "Mira" } });
    await shelvePasskey({ accountId });
    return { mira, accountId };
  }
  const linked = async (visitor: Visitor) => (await visitor.gets<WaysIn>("GET", "/api/me/ways-in")).outside;

  test("without having shown it, and may take their time at the issuer once they have", async () => {
    const { mira, accountId } = await keptWithPasskey();
    expectProblem(await mira.sends("POST", "/api/auth/outside", { body: {} }), "sign-in-again");
    await confirmedSessions(accountId);
    const back = await goes(await begins(mira), { as: somebody() });
    await mira.env.DB.prepare("UPDATE sessions SET confirmed_at = 0 WHERE account_id = ?").bind(accountId).run();
    expect((await returns(mira, back)).status).toBe(303);
    expect(await linked(mira)).toEqual(["The Guild"]);
  });

  test("by beginning as nobody and coming back as them", async () => {
    const { mira } = await keptWithPasskey();
    const nobody = new Visitor({ env });
    const back = await goes(await begins(nobody), { as: somebody() });
    for (const [name, value] of mira.cookies) nobody.cookies.set(name, value);
    expect((await returns(nobody, back)).status).toBe(403);
    expect(await linked(mira)).toEqual([]);
  });

  test("and one who signed in elsewhere is fresh without a passkey", async () => {
    const as = somebody();
    const mira = new Visitor({ env });
    await signsIn(mira, { as });
    const { accountId } = await meOf(mira);
    await shelvePasskey({ accountId });
    const laptop = new Visitor({ env });
    await signsIn(laptop, { as });
    expect((await laptop.sends("POST", "/api/me/recovery-codes")).status).toBe(201);
  });
});

describe("an issuer that lies lets nobody in", () => {
  test.each(LIES)("%s", async (lie) => {
    const visitor = new Visitor({ env });
    const heard = await signsIn(visitor, { as: somebody(), lie });
    expect(heard.status, heard.text.slice(0, 300)).toBe(401);
    expect(heard.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect((await visitor.sends("GET", "/api/me")).status).toBe(401);
  });
});

describe("coming back is refused", () => {
  test("a second time", async () => {
    const visitor = new Visitor({ env });
    const back = await goes(await begins(visitor), { as: somebody() });
    expect((await returns(visitor, back)).status).toBe(303);
    expect((await returns(visitor, back)).status).toBe(409);
  });

  test("to a browser that did not begin it", async () => {
    const [mine, theirs] = [new Visitor({ env }), new Visitor({ env })];
    await begins(theirs);
    const back = await goes(await begins(mine), { as: somebody() });
    expect((await returns(theirs, back)).status).toBe(409);
    expect((await returns(new Visitor({ env }), back)).status).toBe(409);
    expect((await theirs.sends("GET", "/api/me")).status).toBe(401);
  });

  test.each<[string, (back: URL) => void, number]>([
    ["with a state of one's own", (back) => back.searchParams.set("state", "A".repeat(43)), 409],
    ["without a state", (back) => back.searchParams.delete("state"), 400],
    ["without a code", (back) => back.searchParams.delete("code"), 401],
    ["with a refusal", (back) => back.searchParams.set("code", ""), 401],
    ["with a code of one's own", (back) => back.searchParams.set("code", "e30"), 401],
    ["from another issuer", (back) => back.searchParams.set("iss", "https://elsewhere.example"), 401],
    ["from an issuer that hides its name", (back) => back.searchParams.delete("iss"), 401],
  ])("%s", async (_, change, status) => {
    const visitor = new Visitor({ env });
    const back = await goes(await begins(visitor), { as: somebody() });
    change(back);
    expect((await returns(visitor, back)).status).toBe(status);
    expect((await visitor.sends("GET", "/api/me")).status).toBe(401);
  });

  test("with the code of another sign-in, whose challenge this verifier does not fit", async () => {
    const [mine, theirs] = [new Visitor({ env }), new Visitor({ env })];
    const stolen = await goes(await begins(theirs), { as: somebody() });
    const back = await goes(await begins(mine), { as: somebody() });
    back.searchParams.set("code", stolen.searchParams.get("code") ?? "");
    expect((await returns(mine, back)).status).toBe(401);
  });

  test("after five minutes", async () => {
    const visitor = new Visitor({ env });
    const back = await goes(await begins(visitor), { as: somebody() });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 301_000 });
    expect((await returns(visitor, back)).status).toBe(409);
    vi.useRealTimers();
  });

  test("when another issuer is configured meanwhile", async () => {
    const visitor = new Visitor({ env });
    const back = await goes(await begins(visitor), { as: somebody() });
    const moved = new Visitor({ env: { ...env, OIDC_ISSUER: "https://issuer.test/other" } });
    moved.cookie = visitor.cookie;
    expect((await returns(moved, back)).status).toBe(409);
  });
});

describe("where nothing safe is configured there is no such door", () => {
  test("nothing", async () => {
    const { OIDC_ISSUER: _, OIDC_CLIENT_ID: __, OIDC_CLIENT_SECRET: ___, OIDC_NAME: ____, ...none } = env;
    const visitor = new Visitor({ env: none });
    expectProblem(await visitor.sends("POST", "/api/auth/outside", { body: {} }), "not-found");
    expect(await visitor.gets("GET", "/api/auth/ways")).toEqual({ passkeys: true, outside: null });
  });

  test.each<[string, object]>([
    ["no client", { OIDC_CLIENT_ID: "" }],
    ["an issuer over http", { OIDC_ISSUER: "http://issuer.test" }],
    ["an issuer that is no address", { OIDC_ISSUER: "issuer" }],
    ["an issuer with a query", { OIDC_ISSUER: `${ISSUER}?a=1` }],
    ["an issuer with a password", { OIDC_ISSUER: "https://a:b@issuer.test" }],
  ])("%s, and nobody is served until it is set right", async (_, wrong) => {
    const visitor = new Visitor({ env: { ...env, ...wrong } });
    expectProblem(await visitor.sends("POST", "/api/auth/outside", { body: {} }), "misconfigured");
  });

  test.each(["other", "plain", "moved"])("and an issuer at /%s is not asked again", async (folder) => {
    const visitor = new Visitor({ env: { ...env, OIDC_ISSUER: `${ISSUER}/${folder}` } });
    expectProblem(await visitor.sends("POST", "/api/auth/outside", { body: {} }), "unavailable");
  });

  test("the button is named as the deployer says", async () => {
    expect(await new Visitor({ env }).gets("GET", "/api/auth/ways")).toEqual({ passkeys: true, outside: "The Guild" });
  });

  test.each([
    "//elsewhere.example",
    "https://elsewhere.example",
    "/\\elsewhere.example",
    "tables",
    "/a?b",
    "javascript:x",
  ])("nobody is sent on to %j", async (back) => {
    expectProblem(await new Visitor({ env }).sends("POST", "/api/auth/outside", { body: { back } }), "bad-request");
  });
});
