import { expect, test } from "vitest";
import { ModelFault, type ModelFaultKind } from "./port.ts";
import { retrying } from "./with-retries.ts";

/** Fails with each fault in turn, then answers. */
function failing(...faults: Error[]) {
  const waits: number[] = [];
  let calls = 0;
  const call = async (): Promise<string> => {
    const fault = faults[calls];
    calls += 1;
    if (fault !== undefined) throw fault;
    return "told";
  };
  const sleep = async (ms: number): Promise<void> => {
    waits.push(ms);
  };
  return {
    waits,
    calls: () => calls,
    run: (more: object = {}) => retrying(call, { random: () => 0.5, sleep, ...more }),
  };
}

test("a fault that may pass is asked once more, after a wait with jitter", async () => {
  const busy = failing(new ModelFault("busy"));
  expect(await busy.run()).toBe("told");
  expect(busy.waits).toEqual([250]);
});

test("the second wait may be twice as long", async () => {
  const away = failing(new ModelFault("unreachable"), new ModelFault("timeout"));
  expect(await away.run({ tries: 3 })).toBe("told");
  expect(away.waits).toEqual([250, 500]);
});

test("a wait the provider names is the least", async () => {
  const busy = failing(new ModelFault("busy", { retryAfterMs: 2_000 }));
  await busy.run();
  expect(busy.waits).toEqual([2_250]);
});

test("a wait longer than a table has patience for is not begun", async () => {
  const busy = failing(new ModelFault("busy", { retryAfterMs: 60_000 }));
  await expect(busy.run()).rejects.toMatchObject({ kind: "busy", retryAfterMs: 60_000 });
  expect(busy.waits).toEqual([]);
});

test("two calls in all, unless more are asked for", async () => {
  const busy = failing(new ModelFault("busy"), new ModelFault("busy"));
  await expect(busy.run()).rejects.toMatchObject({ kind: "busy" });
  expect(busy.calls()).toBe(2);
});

test.each<ModelFaultKind>(["quota", "not-allowed", "model-gone", "too-long", "bad-request", "filtered"])(
  "[M3] %s is never asked again",
  async (kind) => {
    const refused = failing(new ModelFault(kind));
    await expect(refused.run({ tries: 5 })).rejects.toMatchObject({ kind });
    expect(refused.calls()).toBe(1);
  },
);

test("a quota is not asked again even when it claims that it may", async () => {
  const refused = failing(new ModelFault("quota", { retryable: true }));
  await expect(refused.run()).rejects.toMatchObject({ kind: "quota" });
  expect(refused.calls()).toBe(1);
});

test("a bug of ours is not asked again", async () => {
  const broken = failing(new TypeError("ours"));
  await expect(broken.run()).rejects.toThrow("ours");
  expect(broken.calls()).toBe(1);
});

test("a cancel ends the waiting", async () => {
  const cancel = new AbortController();
  const sleep = async (): Promise<void> => cancel.abort("enough");
  const busy = failing(new ModelFault("busy"));
  await expect(busy.run({ sleep, signal: cancel.signal })).rejects.toBe("enough");
  expect(busy.calls()).toBe(1);
});
