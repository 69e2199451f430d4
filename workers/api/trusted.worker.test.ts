import { describe, expect, test } from "vitest";
import type { Me } from "../contracts/http.ts";
import { expectProblem, type Heard, production, site, Visitor } from "../testkit/api-visitor.ts";
import { CLIENT, ISSUER } from "../testkit/fake-issuer.ts";

const env = { ...production, TRUSTED_ISSUER: ISSUER, TRUSTED_AUDIENCE: CLIENT.id };
const somebody = () => `robot-${crypto.randomUUID()}`;

/** A token of the issuer, or one that only looks like it. */
async function token(of: { as: string; lie?: string; called?: string }): Promise<string> {
  const address = new URL(`${ISSUER}/mint`);
  for (const [name, value] of Object.entries(of)) address.searchParams.set(name, value);
  return ((await (await fetch(address)).json()) as { token: string }).token;
}
async function asks(bearer: string, path = "/api/me", as: { env?: typeof env; method?: string; body?: object } = {}) {
  const visitor = new Visitor({ env: as.env ?? env });
  const headers = { authorization: `Bearer ${bearer}` };
  return await visitor.sends(as.method ?? "GET", path, { headers, body: as.body });
}
const meIn = (heard: Heard) => heard.body as Me;

describe("a token of the trusted issuer", () => {
  test("opens the API as the same account each time, and leaves no cookie", async () => {
    const as = somebody();
    const first = await asks(await token({ as, called: "The Herald" }));
    expect(meIn(first)).toMatchObject({ name: "The Herald", kind: "kept" });
    expect(first.headers.getSetCookie()).toEqual([]);
    expect(meIn(await asks(await token({ as }))).accountId).toBe(meIn(first).accountId);
    expect(meIn(await asks(await token({ as: somebody() }))).accountId).not.toBe(meIn(first).accountId);
  });

  test("many first requests at once make one account", async () => {
    const bearer = await token({ as: somebody() });
    const heard = await Promise.all(Array.from({ length: 6 }, () => asks(bearer)));
    expect(new Set(heard.map((each) => meIn(each).accountId)).size).toBe(1);
  });

  test("is the person who signs in with that issuer in a browser", async () => {
    const as = somebody();
    const both = { ...env, OIDC_ISSUER: ISSUER, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret };
    const mira = new Visitor({ env: both });
    const { url } = await mira.gets<{ url: string }>("POST", "/api/auth/outside", { body: {} });
    const { back } = (await (await fetch(`${url}&as=${as}`)).json()) as { back: string };
    await mira.sends("GET", back.replace(site, ""));
    const { accountId } = await mira.gets<Me>("GET", "/api/me");
    expect(meIn(await asks(await token({ as }))).accountId).toBe(accountId);
  });

  test("may be an access token by type", async () => {
    expect((await asks(await token({ as: somebody(), lie: "an access token" }))).status).toBe(200);
  });

  test.each([
    ["POST", "/api/me/passkeys/options"],
    ["POST", "/api/me/recovery-codes"],
    ["GET", "/api/me/sessions"],
    ["POST", "/api/auth/sign-out-everywhere"],
  ])("does not reach what only a browser may: %s %s", async (method, path) => {
    expectProblem(await asks(await token({ as: somebody() }), path, { method }), "sign-in-needed");
  });

  test("counts for nothing beside a session, whose cookies go first", async () => {
    const mira = new Visitor({ env });
    const { accountId } = await mira.gets<Me>("POST", "/api/auth/guest", { body: { name: "Mira" } });
    const headers = { authorization: `Bearer ${await token({ as: somebody() })}` };
    expect(await mira.gets("GET", "/api/me", { headers })).toMatchObject({ accountId });
  });
});

describe("what is no token of it opens nothing", () => {
  const lies = [
    ...["another issuer", "another audience", "run out", "no end", "no beginning", "nobody", "an empty somebody"],
    ...["a somebody of 256 letters", "no signature", "our secret as the key", "a key of its own"],
    "a key nobody published",
  ];
  test.each(lies)("%s", async (lie) => {
    expectProblem(await asks(await token({ as: somebody(), lie })), "session-expired");
  });

  test.each([["nonsense"], ["a.b.c"], ["A".repeat(9_000)]])("%s", async (bearer) => {
    expectProblem(await asks(bearer), "session-expired");
  });

  test("and our own tokens are no bearers", async () => {
    const mira = new Visitor({ env });
    await mira.gets("POST", "/api/auth/guest", { body: { name: "Mira" } });
    expectProblem(await asks(mira.cookies.get("__Host-emberhall") ?? ""), "session-expired");
  });

  test("nor does a good one where no issuer is trusted", async () => {
    const none = { ...env, TRUSTED_ISSUER: "", TRUSTED_AUDIENCE: "" };
    expectProblem(await asks(await token({ as: somebody() }), "/api/me", { env: none }), "sign-in-needed");
  });

  test.each<[string, object]>([
    ["only an audience is named", { TRUSTED_ISSUER: undefined }],
    ["no audience is named", { TRUSTED_AUDIENCE: "" }],
    ["the issuer is not https", { TRUSTED_ISSUER: "http://issuer.test" }],
    ["its keys are fetched in clear", { TRUSTED_JWKS: "http://issuer.test/keys" }],
  ])("nor anything where %s: nobody is served until it is set right", async (_, wrong) => {
    const bearer = await token({ as: somebody() });
    expectProblem(await asks(bearer, "/api/me", { env: { ...env, ...wrong } }), "misconfigured");
  });

  test.each<[string, object]>([
    ["another audience is named", { TRUSTED_AUDIENCE: "another-table" }],
    ["its keys lie elsewhere", { TRUSTED_JWKS: `${ISSUER}/nowhere` }],
    ["its document is not its own", { TRUSTED_ISSUER: `${ISSUER}/other` }],
  ])("nor where %s", async (_, wrong) => {
    const bearer = await token({ as: somebody() });
    expectProblem(await asks(bearer, "/api/me", { env: { ...env, ...wrong } }), "session-expired");
  });
});
