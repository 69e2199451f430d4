import { expect, test } from "vitest";
import { RateLimits, REFUSALS_MAX, SOCKET_ALLOWANCE } from "./rate-limits.ts";

test("a burst goes through, then so much a second, each key for itself", () => {
  const limits = new RateLimits<string>({ burst: 5, perSecond: 2 });
  for (let n = 0; n < 5; n += 1) expect(limits.take("bo", 0).ok).toBe(true);
  expect(limits.take("bo", 0)).toMatchObject({ ok: false, retryAfterMs: 500 });
  expect(limits.take("mira", 0).ok).toBe(true);
  expect(limits.take("bo", 500).ok, "waited as long as was said").toBe(true);
  expect(limits.take("bo", 500).ok).toBe(false);
  expect(limits.take("bo", 100).ok, "a clock set back gives nothing away").toBe(false);
  expect(limits.take("bo", 60_000).ok).toBe(true);
});

test("a flood goes over the line however long it lasts; somebody only a little hasty never does", () => {
  const worst = (perSecond: number) => {
    const limits = new RateLimits<string>(SOCKET_ALLOWANCE);
    const refusals = Array.from({ length: 20 * perSecond }, (_, n) => limits.take("bo", (n * 1_000) / perSecond)).map(
      (answer) => (answer.ok ? 0 : answer.refused),
    );
    return Math.max(...refusals);
  };
  expect(worst(200)).toBeGreaterThan(REFUSALS_MAX);
  expect(worst(15)).toBeLessThan(REFUSALS_MAX);
});
