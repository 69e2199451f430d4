import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PROBLEMS, Problem, type ProblemSlug } from "../contracts/problems.ts";
import { bindings, doors, expectProblem, production, site, Visitor } from "../testkit/api-visitor.ts";
import { BODY_BYTES_MAX } from "./body.ts";
import { withoutInsideHeaders } from "./edge-headers.ts";

const guest = { name: "Mira" };

function chunked(bytes: number): ReadableStream<Uint8Array> {
  let left = bytes;
  return new ReadableStream({
    pull(controller) {
      const size = Math.min(left, 8_192);
      left -= size;
      if (size === 0) controller.close();
      else controller.enqueue(new Uint8Array(size).fill(32));
    },
  });
}

describe("a request that is none is told why, and does nothing", () => {
  test.each<[string, { body?: unknown; headers?: Record<string, string> }, ProblemSlug]>([
    ["no content type", { body: JSON.stringify(guest), headers: { "content-type": "" } }, "wrong-content-type"],
    ["text", { body: JSON.stringify(guest), headers: { "content-type": "text/plain" } }, "wrong-content-type"],
    [
      "a form",
      { body: "name=Mira", headers: { "content-type": "application/x-www-form-urlencoded" } },
      "wrong-content-type",
    ],
    [
      "JSON with something behind",
      { body: JSON.stringify(guest), headers: { "content-type": "application/json, text/plain" } },
      "wrong-content-type",
    ],
    [
      "another charset",
      { body: JSON.stringify(guest), headers: { "content-type": "application/json; charset=utf-16" } },
      "wrong-content-type",
    ],
    ["half of it", { body: '{"name":', headers: { "content-type": "application/json" } }, "bad-request"],
    ["two of them", { body: "{}{}", headers: { "content-type": "application/json" } }, "bad-request"],
    ["nothing", { headers: { "content-type": "application/json" } }, "bad-request"],
    ["a word", { body: '"Mira"', headers: { "content-type": "application/json" } }, "bad-request"],
    ["a field too many", { body: { ...guest, role: "gm" } }, "bad-request"],
    ["a key that is no UUID", { body: guest, headers: { "idempotency-key": "1" } }, "bad-request"],
    ["65 KiB", { body: { name: "x".repeat(BODY_BYTES_MAX) } }, "body-too-large"],
    [
      "65 KiB in chunks",
      { body: chunked(BODY_BYTES_MAX + 1), headers: { "content-type": "application/json" } },
      "body-too-large",
    ],
  ])("%s", async (_, more, slug) => {
    const visitor = new Visitor();
    const before = await bindings.DB.prepare("SELECT count(*) AS n FROM accounts").first("n");
    expectProblem(await visitor.sends("POST", "/api/auth/guest", more), slug);
    expect(visitor.cookie).toBeNull();
    expect(await bindings.DB.prepare("SELECT count(*) AS n FROM accounts").first("n")).toBe(before);
  });

  test("what was typed is not repeated in the answer", async () => {
    const heard = await new Visitor().sends("POST", "/api/auth/guest", { body: { "s3cret-field": "s3cret-value" } });
    expect(heard.text).not.toContain("s3cret");
  });

  test.each([
    "/nowhere",
    "/api",
    "/api/",
    "/api/me/",
    "/api//me",
    "/api/campaigns/../me/x",
    "/api/%E0%A4%A",
    "/api/invites/%00/accept/x",
    `/api/${"x".repeat(4_000)}`,
  ])("there is nothing at %s", async (path) => {
    expectProblem(await new Visitor().sends("GET", path), "not-found");
  });

  test.each([
    ["PUT", "/api/me", "GET"],
    ["DELETE", "/api/campaigns", "GET, POST"],
    ["POST", "/api/campaigns/x/log", "GET"],
  ])("%s is not for %s", async (method, path, allow) => {
    const heard = await new Visitor().sends(method, path);
    expect(heard.status).toBe(405);
    expect(heard.headers.get("allow")).toBe(allow);
    expect(Problem.parse(heard.body).status).toBe(405);
  });
});

test("every answer carries the same shields", async () => {
  const shields = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
    "cache-control": "no-store",
  };
  for (const [method, path] of [
    ["GET", "/api/me"],
    ["GET", "/api/campaigns"],
    ["POST", "/api/auth/guest"],
    ["GET", "/nowhere"],
    ["PUT", "/api/me"],
  ] as const) {
    const heard = await new Visitor().sends(method, path);
    expect(Object.fromEntries(Object.keys(shields).map((name) => [name, heard.headers.get(name)])), path).toEqual(
      shields,
    );
    expect(heard.headers.get("permissions-policy")).toContain("camera=()");
    expect(heard.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("pages to read run no script and fetch nothing from elsewhere", async () => {
  for (const path of ["/docs", "/problems/slow-down"]) {
    const heard = await new Visitor().sends("GET", path);
    expect(heard.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const style = heard.text.match(/<style>([\s\S]*?)<\/style>/)?.[1] ?? "";
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
    const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
    expect(heard.headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(heard.text).not.toMatch(/<script|https?:\/\/|style="| on\w+="/);
  }
});

test("the description is OpenAPI 3.1 and leads to something everywhere", async () => {
  const { body } = await new Visitor().sends("GET", "/openapi.json");
  const document = body as {
    openapi: string;
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    components: { schemas: Record<string, unknown> };
  };
  expect(document.openapi).toBe("3.1.0");
  for (const { method, path, answers } of doors.all) {
    expect(Object.keys(document.paths[path]?.[method.toLowerCase()]?.responses ?? {})).toEqual(
      expect.arrayContaining(Object.keys(answers)),
    );
  }
  const refs = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = ""]) => name);
  expect(refs.length).toBeGreaterThan(50);
  expect(refs.filter((name) => document.components.schemas[name] === undefined)).toEqual([]);
});

test("every problem has its page", async () => {
  for (const slug of Object.keys(PROBLEMS)) {
    const heard = await new Visitor().sends("GET", `/problems/${slug}`);
    expect(heard.status).toBe(200);
    expect(heard.text).toContain(`<code>${slug}</code>`);
  }
});

test("a stranger's claims in headers are not heard", () => {
  const claims = [
    "X-Emberhall-Member",
    "x-emberhall-jti",
    "X-Internal-User",
    "x-forwarded-host",
    "X-Forwarded-For",
    "forwarded",
    "x-real-ip",
    "x-original-url",
    "x-rewrite-url",
  ];
  const headers = Object.fromEntries([...claims, "accept", "cookie"].map((name) => [name, "1"]));
  const heard = withoutInsideHeaders(new Request(site, { headers }));
  expect([...heard.headers.keys()].sort()).toEqual(["accept", "cookie"]);
});

test.each(["D1_ERROR: no such table: secrets_of_mira", "D1_ERROR: table secrets_of_mira has no column named x"])(
  "a database that is behind is told as what it is, with what to do, and without its names: %s",
  async (message) => {
    const DB = {
      prepare: () => {
        throw new Error(message);
      },
    } as unknown as D1Database;
    const visitor = new Visitor({ env: { ...production, DB } });
    const heard = await visitor.sends("POST", "/api/auth/guest", { body: guest });
    expect(expectProblem(heard, "misconfigured").detail).toContain("npm run deploy");
    expect(heard.text).not.toContain("secrets_of_mira");
  },
);

test("our fault is told without its reason", async () => {
  const broken = {
    ...production,
    DB: {
      prepare: () => {
        throw new Error("D1_ERROR: CHECK constraint failed: secrets_of_mira");
      },
    } as unknown as D1Database,
  };
  const heard = await new Visitor({ env: broken }).sends("POST", "/api/auth/guest", { body: guest });
  const told = expectProblem(heard, "internal");
  expect(told.instance).toBe(`urn:uuid:${heard.headers.get("x-request-id")}`);
  expect(heard.text).not.toContain("secrets_of_mira");
});

test("an outage says when to come back", async () => {
  const down = {
    ...production,
    DB: {
      prepare: () => {
        throw new Error("D1_ERROR: Network connection lost.");
      },
    } as unknown as D1Database,
  };
  const heard = await new Visitor({ env: down }).sends("POST", "/api/auth/guest", { body: guest });
  expectProblem(heard, "unavailable");
  expect(heard.headers.get("retry-after")).toBe("2");
});

describe("whatever is sent, every answer is one we planned", () => {
  const segment = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom("c_aaaaaaaaaaaaaaaaaaaa", "ABCDEFGH", "__proto__", "..", "%", "\u202e", "'--"),
  );
  const anyRequest = fc.record({
    door: fc.constantFrom(...doors.all.filter(({ path }) => path !== "/docs" && path !== "/openapi.json")),
    segment,
    query: fc.dictionary(
      fc.constantFrom("cursor", "limit", "after", "before", "reason", "__proto__", "x"),
      fc.oneof(fc.string({ maxLength: 20 }), fc.integer().map(String)),
      { maxKeys: 3 },
    ),
    body: fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.record(
        {
          name: fc.jsonValue(),
          adventureId: fc.string(),
          title: fc.jsonValue(),
          role: fc.jsonValue(),
          archived: fc.jsonValue(),
          draft: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    ),
    key: fc.option(fc.string({ unit: "grapheme-ascii", maxLength: 40 }), { nil: undefined }),
  });

  test("bodies, paths, queries and keys of every kind", async () => {
    const local = new Visitor({ env: bindings, site: "http://localhost" });
    const { campaign, invite } = await local.startsTable("Fuzz");
    await fc.assert(
      fc.asyncProperty(anyRequest, fc.boolean(), async ({ door, segment: text, query, body, key }, atTable) => {
        const path = door.path
          .replace("{campaignId}", atTable ? campaign.id : encodeURIComponent(text))
          .replace("{code}", atTable ? invite.code : encodeURIComponent(text))
          .replaceAll(/\{\w+\}/g, encodeURIComponent(text));
        // Signing out would only make the rest of the run poorer.
        if (path.includes("sign-out")) return;
        const search = new URLSearchParams(query).toString();
        const headers: Record<string, string> =
          key === undefined || /^\s|\s$/.test(key) ? {} : { "idempotency-key": key };
        const heard = await local.sends(
          door.method,
          `${path}?${search}`,
          door.method === "GET" ? { headers } : { body, headers },
        );
        expect(heard.status, `${door.method} ${path}: ${heard.text.slice(0, 300)}`).toBeLessThan(500);
        if (heard.status >= 400) Problem.parse(heard.body);
      }),
      { numRuns: 1_500 },
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  }, 120_000);
});
