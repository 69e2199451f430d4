import { describe, expect, test } from "vitest";
import { bindings, expectProblem, production, Visitor } from "../testkit/api-visitor.ts";
import { signSession } from "./tokens.ts";

describe("signing in as a guest", () => {
  test("a name is enough, and the browser is known from then on", async () => {
    const mira = new Visitor();
    expectProblem(await mira.sends("GET", "/api/me"), "sign-in-needed");
    await mira.gets("POST", "/api/auth/guest", { body: { name: "  Mira  Thornwood " } });
    expect(await mira.gets("GET", "/api/me")).toMatchObject({ name: "Mira Thornwood", kind: "guest" });
  });

  test("the cookie is bound to this host, out of reach of scripts, and lasts 30 days", async () => {
    const heard = await new Visitor().sends("POST", "/api/auth/guest", { body: { name: "Mira" } });
    expect(heard.headers.get("set-cookie")).toMatch(
      /^__Host-emberhall=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=2592000; HttpOnly; Secure; SameSite=Lax; Path=\/$/,
    );
  });

  test("over http on this machine it has a name that browsers accept there", async () => {
    const local = new Visitor({ env: bindings, site: "http://localhost:8787" });
    const heard = await local.sends("POST", "/api/auth/guest", { body: { name: "Mira" } });
    expect(heard.headers.get("set-cookie")).toMatch(
      /^emberhall=[^;]+; Max-Age=2592000; HttpOnly; SameSite=Lax; Path=\/$/,
    );
    expect(await local.gets("GET", "/api/me")).toMatchObject({ name: "Mira" });
  });

  test("giving a name again changes it and keeps the account", async () => {
    const mira = new Visitor();
    const first = await mira.gets<{ accountId: string }>("POST", "/api/auth/guest", { body: { name: "Mira" } });
    const second = await mira.gets<{ accountId: string }>("POST", "/api/auth/guest", { body: { name: "Mirabel" } });
    expect(second.accountId).toBe(first.accountId);
    expect(await mira.gets("GET", "/api/me")).toMatchObject({ name: "Mirabel" });
  });

  test.each(["GM", "0racle", "S\u200bystem", "ＤＭ"])("nobody may be called %j", async (name) => {
    expectProblem(await new Visitor().sends("POST", "/api/auth/guest", { body: { name } }), "name-reserved");
  });

  test.each(["...", "\u202e", "\u3164"])("%j is no name", async (name) => {
    expectProblem(await new Visitor().sends("POST", "/api/auth/guest", { body: { name } }), "bad-request");
  });
});

describe("a session", () => {
  test("ends everywhere when it is signed out", async () => {
    const mira = new Visitor();
    await mira.gets("POST", "/api/auth/guest", { body: { name: "Mira" } });
    const thief = new Visitor();
    thief.cookie = mira.cookie;
    await thief.gets("GET", "/api/me");
    const out = await mira.sends("POST", "/api/auth/sign-out");
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    expectProblem(await thief.sends("GET", "/api/me"), "session-expired");
  });

  test("is renewed in passing once a day, under the same session", async () => {
    const mira = new Visitor();
    const { accountId } = await mira.gets<{ accountId: string }>("POST", "/api/auth/guest", { body: { name: "Mira" } });
    const old = await signSession(
      production.DB,
      { accountId, sessionId: crypto.randomUUID() },
      Date.now() - 2 * 86_400_000,
    );
    mira.cookie = `__Host-emberhall=${old}`;
    const heard = await mira.sends("GET", "/api/me");
    expect(heard.headers.get("set-cookie")).toMatch(/^__Host-emberhall=/);
    expect((await mira.sends("GET", "/api/me")).headers.get("set-cookie")).toBeNull();
    await mira.gets("POST", "/api/auth/sign-out");
    mira.cookie = `__Host-emberhall=${old}`;
    expectProblem(await mira.sends("GET", "/api/me"), "session-expired");
  });

  test("is over after 30 days", async () => {
    const mira = new Visitor();
    const { accountId } = await mira.gets<{ accountId: string }>("POST", "/api/auth/guest", { body: { name: "Mira" } });
    const old = await signSession(
      production.DB,
      { accountId, sessionId: crypto.randomUUID() },
      Date.now() - 31 * 86_400_000,
    );
    mira.cookie = `__Host-emberhall=${old}`;
    expectProblem(await mira.sends("GET", "/api/me"), "session-expired");
  });

  test("counts for nothing when two cookies claim it", async () => {
    const mira = new Visitor();
    await mira.gets("POST", "/api/auth/guest", { body: { name: "Mira" } });
    mira.cookie = `${mira.cookie}; ${mira.cookie}`;
    expectProblem(await mira.sends("GET", "/api/me"), "sign-in-needed");
  });
});

test("sign-in is limited per address, and another address is not locked out", async () => {
  const crowd = new Visitor();
  const statuses: number[] = [];
  for (let n = 0; n < 30; n++) {
    crowd.cookie = null;
    statuses.push((await crowd.sends("POST", "/api/auth/guest", { body: { name: `Guest ${n}` } })).status);
  }
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(5);
  const last = await crowd.sends("POST", "/api/auth/guest", { body: { name: "One more" } });
  expectProblem(last, "slow-down");
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
  await new Visitor().gets("POST", "/api/auth/guest", { body: { name: "Mira" } });
});
