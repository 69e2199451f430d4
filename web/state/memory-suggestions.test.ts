import { expect, test } from "vitest";
import type { CardSuggestion, CardSuggestions } from "../../workers/contracts/memory.ts";
import { createSuggestions, SUGGESTED_MIN } from "./memory-suggestions.ts";
import { ownProblem, type Result } from "./result.ts";

const suggested = (name: string): CardSuggestion => ({
  heading: name,
  card: { id: `person:${name}`, name, aliases: [], text: "", pinned: false, source: null },
});
const page = (from: number, count: number, next: string | null): Result<CardSuggestions> => ({
  ok: true,
  value: { items: Array.from({ length: count }, (_, at) => suggested(`n${from + at}`)), next },
});

test("more are asked for as those shown are kept or passed by, from where the last page ended, each once", async () => {
  const pages: Record<string, Result<CardSuggestions>> = {
    begin: page(0, 8, "second"),
    second: page(6, 0, "third"),
    third: page(6, 4, null),
  };
  const asked: string[] = [];
  const gone = new Set<string>();
  const list = createSuggestions(
    async (cursor) => {
      asked.push(cursor ?? "begin");
      return pages[cursor ?? "begin"] ?? page(0, 0, null);
    },
    ({ card }) => !gone.has(card.name),
  );
  const fill = async () => {
    while (list.wantsMore()) await list.more();
  };
  await fill();
  expect([asked, list.items().length, list.done()]).toEqual([["begin"], 8, false]);
  for (const name of ["n0", "n1", "n2"]) gone.add(name);
  expect(list.items().length).toBeLessThan(SUGGESTED_MIN);
  await fill();
  expect(asked).toEqual(["begin", "second", "third"]);
  expect(list.items().map(({ card }) => card.name)).toEqual(["n3", "n4", "n5", "n6", "n7", "n8", "n9"]);
  expect(list.done()).toBe(true);
});

test("a page that does not come is asked for again by hand, and not over and over", async () => {
  let away = true;
  const list = createSuggestions(
    async () => (away ? { ok: false, problem: ownProblem("unavailable", "Away.") } : page(0, 2, null)),
    () => true,
  );
  await list.more();
  expect([list.problem()?.slug, list.wantsMore()]).toEqual(["unavailable", false]);
  away = false;
  await list.more();
  expect([list.problem(), list.items().length, list.done()]).toEqual([null, 2, true]);
});
