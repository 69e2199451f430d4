import { expect, test } from "vitest";
import type { CardSuggestion } from "../../workers/contracts/memory.ts";
import { makeKeep } from "./keep.ts";
import { createPassed, PASSED_MAX } from "./memory-passed.ts";

const suggested = (name: string): CardSuggestion => ({
  heading: name,
  card: { id: `person:${name}`, name, aliases: [], text: "", pinned: false, source: null },
});
function emptyKeep() {
  const stored = new Map<string, string>();
  return makeKeep(
    () =>
      ({
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => void stored.set(key, value),
      }) as unknown as Storage,
  );
}

test("what was passed by stays so after a reload, at this table only", () => {
  const keep = emptyKeep();
  createPassed(keep, "c_one").pass(suggested("ash"));
  const reloaded = createPassed(keep, "c_one");
  expect([suggested("ash"), suggested("bo")].map(reloaded.has)).toEqual([true, false]);
  expect(createPassed(keep, "c_two").has(suggested("ash"))).toBe(false);
});

test("only so many refusals are kept, and what stands in their place unread counts as none", () => {
  const keep = emptyKeep();
  const passed = createPassed(keep, "c_one");
  for (let each = 0; each <= PASSED_MAX; each++) passed.pass(suggested(`n${each}`));
  expect([suggested("n0"), suggested("n1")].map(createPassed(keep, "c_one").has)).toEqual([false, true]);
  keep.write("emberhall.passed.c_one", "{}");
  expect(createPassed(keep, "c_one").has(suggested("n1"))).toBe(false);
});
