import { describe, expect, test } from "vitest";
import { bindings, expectProblem, Visitor } from "../testkit/api-visitor.ts";

describe("signing in as a guest", () => {
  test("a name is enough, and the browser is known from then on", async () => {
    const mira = new Visitor();
    expectProblem(await mira.sends("GET", "/api/me"), "sign-in-needed");
    await mira.gets("POST", "/api/auth/guest", { body: { name: "  Mira  Thornwood " } });
    expect(await mira.gets("GET", "/api/me")).toMatchObject({ name: "Mira Thornwood", kind: "guest" });
  });

  test("both cookies are bound to this host and out of reach of scripts; one lasts 30 days", async () => {
    const heard = await new Visitor().sends("POST", "/api/auth/guest", { body: { name: "Mira" } });
    const flags = "HttpOnly; Secure; SameSite=Lax; Path=/";
    expect(heard.headers.getSetCookie()).toEqual([
      expect.stringMatching(new RegExp(`^__Host-emberhall=[\\w-]+\\.[\\w-]+\\.[\\w-]+; Max-Age=900; ${flags}$`)),
      expect.stringMatching(
        new RegExp(`^__Host-emberhall-refresh=[\\w-]{43}\\.[\\w-]{43}; Max-Age=2592000; ${flags}$`),
      ),
    ]);
  });

  test("over http on this machine they have names that browsers accept there", async () => {
    const local = new Visitor({ env: bindings, site: "http://localhost:8787" });
    const heard = await local.sends("POST", "/api/auth/guest", { body: { name: "Mira" } });
    expect(heard.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^emberhall=[^;]+; Max-Age=900; HttpOnly; SameSite=Lax; Path=\/$/),
      expect.stringMatching(/^emberhall-refresh=[^;]+; Max-Age=2592000; HttpOnly; SameSite=Lax; Path=\/$/),
    ]);
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
