import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeRefresh, REFRESH_GRACE_MS } from "./judge-refresh.ts";

const rotated = { secretHash: "new", previousHash: "old", rotatedAt: 1_000, generation: 3, seenGeneration: 3 };
const long = 1_000 + REFRESH_GRACE_MS + 1;

test.each([
  ["the newest secret", rotated, "new", long, "rotate"],
  ["the one before, a moment ago", rotated, "old", 1_000 + REFRESH_GRACE_MS, "forgive"],
  ["the one before, later, when its successor has been shown", rotated, "old", long, "stolen"],
  ["the one before, later, when its successor never was", { ...rotated, seenGeneration: 2 }, "old", long, "again"],
  ["one from longer ago", rotated, "older", 1_001, "stolen"],
  ["one from longer ago, while a successor is on its way", { ...rotated, seenGeneration: 2 }, "older", long, "stolen"],
  ["anything but the first secret", { ...rotated, previousHash: null }, "old", 1_001, "stolen"],
] as const)("%s", (_, session, hash, now, verdict) => {
  expect(judgeRefresh(session, { hash, now })).toBe(verdict);
});

test("[W6] a secret two parties hold ends the session once both have used what followed it", () => {
  fc.assert(
    fc.property(fc.integer({ min: REFRESH_GRACE_MS + 1, max: 1e9 }), fc.integer({ min: 1, max: 100 }), (later, n) => {
      const session = { ...rotated, generation: n, seenGeneration: n };
      expect(judgeRefresh(session, { hash: "old", now: 1_000 + later })).toBe("stolen");
    }),
  );
});
