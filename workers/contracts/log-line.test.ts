import { expect, test } from "vitest";
import { filesBelow, textOf } from "../../scripts/testing/read-sources.ts";
import { logLine } from "./log-line.ts";

test("a line is one JSON object, with the event first and nothing that is not on the list", () => {
  const smuggled = { campaignId: "c_x", why: "down", text: "My words", name: "TypeError" } as never;
  expect(logLine("job-retry", smuggled)).toBe(
    '{"event":"job-retry","campaignId":"c_x","name":"TypeError","why":"down"}',
  );
});

test.each([
  "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhXzEyMyJ9.c2lnbmF0dXJlLXRoYXQtaXMtbG9uZy1lbm91Z2gtdG8tYmUtb25l",
  "sk-live-0123456789abcdef0123456789abcdef0123456789abcdef",
  "__Host-refresh=0123456789abcdef0123456789abcdef0123456789abcdef0123",
])("what looks like a secret is cut out of the words of a library: %s", (secret) => {
  expect(logLine("issuer-refused", { why: `Bad token ${secret} here` })).not.toContain(secret.slice(20, 60));
});

test("what a database was asked with is left out", () => {
  expect(logLine("api-fault", { why: 'D1_ERROR: UPDATE x SET y params: ["Tom, hello"]' })).not.toContain("Tom");
});

test("a query string never stands in a log, nor more than a few lines of anything", () => {
  const line = logLine("api-fault", { why: `GET https://x.example/j?code=RAVEN234 failed. ${"long ".repeat(400)}` });
  expect(line).not.toContain("RAVEN234");
  expect(line.length).toBeLessThan(600);
});

test("whatever the Worker writes to its log goes through this one place", () => {
  const ours = filesBelow("workers").filter((file) => !/\.test\.ts$|\/testkit\/|\/dojo\/|log-line\.ts$/.test(file));
  const calls = ours.flatMap((file) =>
    [...textOf(file).matchAll(/console\.\w+\(\s*([^\n]{0,60})/g)].map(([, argument = ""]) => ({ file, argument })),
  );
  expect(calls.length).toBeGreaterThan(15);
  expect(calls.filter(({ argument }) => !argument.startsWith("logLine("))).toEqual([]);
});
