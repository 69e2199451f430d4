import { describe, expect, test } from "vitest";
import type { StoredEvent } from "../../contracts/events.ts";
import { longLog } from "../../testkit/long-log.ts";
import { allFacts } from "./fact-book.ts";
import { emptyMemory, FACTS_KEPT_MAX, type Memory, remember } from "./memory.ts";
import { recall } from "./recall.ts";

const BYTES_MAX = 1_400_000;
/** At four characters to a token, what recall adds to a prompt at most: some five thousand tokens. */
const RECALLED_CHARS_MAX = 20_000;

const QUESTIONS = [
  "Who holds the moonlantern, who the iron whistle, and where is Orla?",
  "What did the party learn at Coldmill, at Saltgate, at The Kiln and at Tarn House, and what did Ash promise?",
  "Everything about Ash, Birch, Jasper, Nettie, Corvin, Pell, Dunstan, Ysolde, Tobin and Marrow",
  "",
];

/** Characters of everything that would go into a prompt. */
function recalledChars(memory: Memory, text: string): number {
  const about = {
    text,
    names: ["Ash", "Coldmill"],
    scene: memory.stage.scene?.id ?? null,
    minutes: memory.stage.minutes,
  };
  const { recap, pinned, facts, cards } = recall(memory, { memberId: null, gm: true }, about);
  return [
    ...[...recap, ...pinned, ...facts].map((each) => each.text),
    ...cards.flatMap((card) => [card.name, card.text, ...card.facts]),
  ].join("\n").length;
}

describe.each([200, 2_000, 20_000])("[K6] after %i events", (events) => {
  const memory = longLog(events).reduce(remember, emptyMemory);

  test("what is recalled stays within its bounds", () => {
    for (const text of QUESTIONS) expect(recalledChars(memory, text), text).toBeLessThanOrEqual(RECALLED_CHARS_MAX);
  });

  test("so does what is kept", () => {
    const facts = [memory.all.book, memory.gm.book, memory.private].flatMap(allFacts);
    expect(facts.length).toBeLessThanOrEqual(FACTS_KEPT_MAX);
    expect(new TextEncoder().encode(JSON.stringify(memory)).length).toBeLessThan(BYTES_MAX);
  });
});

test("[K6] however wordy people are, and in whatever script, what is kept stays within its bounds", () => {
  const log = longLog(200);
  const last = log.at(-1);
  const memberId =
    last?.body.actor.memberId ?? log.find(({ body }) => body.type === "player_action")?.body.actor.memberId;
  if (last === undefined || memberId === undefined) throw new Error("Nobody plays.");
  const wordy = Array.from({ length: 6_000 }, (_, at): StoredEvent => {
    const audience = ["all" as const, "gm" as const, { members: [memberId] }][at % 3] ?? "all";
    const payload = { memberId, text: `${at} ${"漢".repeat(390)}`, about: [], pinned: false };
    const body = { type: "fact_noted", v: 1, actor: { kind: "player" }, cause: {}, audience, payload } as const;
    return { ...last, header: { ...last.header, seq: last.header.seq + at + 1 }, body };
  });
  const memory = [...log, ...wordy].reduce(remember, emptyMemory);
  expect(new TextEncoder().encode(JSON.stringify(memory)).length).toBeLessThan(900_000);
  expect(memory.private.count).toBeGreaterThan(30);
});

test("[K6] a book that is full lets go of what was superseded and weighs least, and of nothing that is pinned", () => {
  const log = longLog(20_000);
  const early = log.slice(0, 300).reduce(remember, emptyMemory);
  const kept = allFacts(early.all.book).find(
    ({ kind, supersededBy }) => kind === "happened" && supersededBy === undefined,
  );
  const pinned = early.all.book.pages.map((page) =>
    page.map((fact) => (fact.id === kept?.id ? { ...fact, pinned: true, importance: 1 } : fact)),
  );
  const pinnedEarly = { ...early, all: { ...early.all, book: { ...early.all.book, pages: pinned } } };
  const memory = log.slice(300).reduce(remember, pinnedEarly);
  const facts = allFacts(memory.all.book);
  expect(facts.length).toBeLessThan(log.length / 4);
  expect(facts.map(({ id }) => id)).toContain(kept?.id);
  const old = facts.slice(0, facts.length / 2);
  expect(old.filter((fact) => fact.supersededBy !== undefined && fact.pinned !== true)).toEqual([]);
  const { pinned: recalled } = recall(
    memory,
    { memberId: null, gm: false },
    { text: "", names: [], scene: null, minutes: 0 },
  );
  expect(recalled.map(({ id }) => id)).toEqual([kept?.id]);
});
