import { beforeEach, expect, test, vi } from "vitest";
import type { CampaignView } from "../../workers/core/state.ts";
import { createCompare } from "./compare-state.ts";

const MINUTE = 60_000;
const view = { head: { seq: 7, epoch: 1, hash: "" }, public: {}, gm: null, own: null } as unknown as CampaignView;
const other = { seq: 7, hash: "not this" };
let reloads = 0;
let startedOver = 0;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000_000 });
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
  vi.stubGlobal("location", {
    reload: () => {
      reloads += 1;
    },
  });
  reloads = 0;
  startedOver = 0;
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  };
});
/** What a page has in its hands after it was loaded; the browser keeps what it wrote down. */
const page = () =>
  createCompare("c_1", () => {
    startedOver += 1;
  });

test("a page of another version asks for newer code once, and not again when that did not help", () => {
  expect(page().reloadPage()).toBe(true);
  vi.advanceTimersByTime(MINUTE);
  expect(page().reloadPage()).toBe(false);
  expect(reloads).toBe(1);
  vi.advanceTimersByTime(10 * MINUTE);
  expect(page().reloadPage()).toBe(true);
});

test("a view that differs is read again twice before newer code is asked for; one that is behind is not judged", () => {
  const compare = page();
  compare(view, { seq: 8, hash: "any" });
  compare(null, other);
  expect([startedOver, reloads]).toEqual([0, 0]);
  for (let n = 0; n < 5; n += 1) compare(view, other);
  expect([startedOver, reloads]).toEqual([2, 1]);
});

test.each([
  ["forbids it to be read", { getItem: forbidden, setItem: () => undefined }],
  ["has no room left", { getItem: () => null, setItem: forbidden }],
  ["forgets at once", { getItem: () => null, setItem: () => undefined }],
])("a browser whose storage %s is not asked to reload: nothing would end it", (_, storage) => {
  vi.stubGlobal("sessionStorage", storage);
  expect(page().reloadPage()).toBe(false);
  expect(reloads).toBe(0);
});

function forbidden(): never {
  throw new DOMException("The operation is insecure.", "SecurityError");
}
