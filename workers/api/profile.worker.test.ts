import { describe, expect, test } from "vitest";
import { bindings, expectProblem, production, Visitor } from "../testkit/api-visitor.ts";

const dev = { ...bindings, PROFILE: "dev" };

describe("the local sign-in", () => {
  test("is one click on this machine, and the same name is the same account", async () => {
    const local = new Visitor({ env: dev, site: "http://localhost:8787" });
    const first = await local.gets<{ accountId: string }>("POST", "/api/auth/dev", { body: { name: "Mira" } });
    expect(first).toMatchObject({ name: "Mira", kind: "dev" });
    const other = new Visitor({ env: dev, site: "http://127.0.0.1:8787" });
    expect(await other.gets("POST", "/api/auth/dev", { body: { name: "Mira" } })).toEqual(first);
  });

  const nearlyDev = [
    undefined,
    "",
    " ",
    "dev ",
    " dev",
    "Dev",
    "DEV",
    "development",
    "local",
    "test",
    "production",
    "prod",
    "staging",
    "true",
    "1",
    "0",
    "null",
    "undefined",
    "dev,production",
    "dev\n",
  ];
  const addresses = ["https://table.example", "http://localhost:8787"];
  test.each(
    nearlyDev.flatMap((profile) => addresses.map((address): [string | undefined, string] => [profile, address])),
  )("PROFILE %j at %s opens no such door", async (PROFILE, site) => {
    const visitor = new Visitor({ env: { ...bindings, PROFILE }, site });
    const heard = await visitor.sends("POST", "/api/auth/dev", { body: {} });
    const isProduction = PROFILE === undefined || PROFILE === "" || PROFILE === "production";
    expectProblem(heard, isProduction ? "not-found" : "misconfigured");
    expect(visitor.cookie).toBeNull();
  });
});

describe("the dev profile answers nobody but this machine", () => {
  const far = [
    ...[
      "https://table.example",
      "http://table.example",
      "http://192.168.1.20:8787",
      "http://10.0.0.2",
      "http://0.0.0.0:8787",
    ],
    ...[
      "http://169.254.169.254",
      "http://[2001:db8::1]:8787",
      "http://[::ffff:7f00:1]:8787",
      "http://localhost.evil.example",
    ],
    ...["http://127.0.0.1.evil.example", "http://evil-localhost", "http://128.0.0.1", "https://emberhall.workers.dev"],
  ];
  test.each(far)("%s", async (site) => {
    const visitor = new Visitor({ env: dev, site });
    for (const [method, path] of [
      ["GET", "/api/health"],
      ["GET", "/docs"],
      ["POST", "/api/auth/dev"],
      ["POST", "/api/auth/guest"],
      ["GET", "/nowhere"],
    ] as const) {
      expectProblem(await visitor.sends(method, path), "unavailable");
    }
  });

  test.each([
    "http://localhost",
    "http://localhost:8787",
    "http://127.0.0.1:8787",
    "http://127.8.9.10",
    "http://[::1]:8787",
    "http://play.localhost:8787",
  ])("%s is this machine", async (site) => {
    expect((await new Visitor({ env: dev, site }).sends("GET", "/api/health")).status).toBe(200);
  });

  test("a name elsewhere that was pointed here does not pass for here", async () => {
    const rebound = new Visitor({ env: dev, site: "http://127.0.0.1:8787" });
    expectProblem(await rebound.sends("GET", "/api/me", { headers: { host: "evil.example:8787" } }), "unavailable");
  });
});

test("in production the whole sign-in works without any configuration", async () => {
  const mira = new Visitor({ env: production });
  await mira.startsTable();
  expect((await mira.sends("GET", "/api/health")).body).toMatchObject({ ok: true, parts: { database: "ok" } });
});
