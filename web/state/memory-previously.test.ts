import { describe, expect, test } from "vitest";
import type { CampaignEvent, SeenEvent } from "../../workers/contracts/events.ts";
import type { Evening, FactView, MemoryView, RecapSentence } from "../../workers/contracts/memory.ts";
import { makeKeep } from "./keep.ts";
import { previouslyOf, putAway, SENTENCES_MAX, wasPutAway } from "./memory-previously.ts";
import { lastPlayedAt } from "./memory-return.ts";

const zero = "0".repeat(64);
const event = (seq: number, at: number, type: CampaignEvent["type"] | null) =>
  ({
    header: { seq, epoch: 1, at, prev: zero, bodyHash: zero },
    hash: zero,
    ...(type === null ? {} : { salt: zero, body: { type } }),
  }) as SeenEvent;

describe("when somebody last played", () => {
  const events = [event(1, 100, "player_action"), event(2, 200, "dm_narration"), event(3, 900, "entropy_committed")];
  test.each([
    ["is not moved by what pages do by themselves", events, 3, 200],
    ["is as of the moment the page was opened", [...events, event(4, 950, "player_action")], 3, 200],
    ["is unknown where nobody has played", [event(1, 100, "member_joined"), event(2, 200, null)], 2, null],
  ])("%s", (_, log, throughSeq, at) => {
    expect(lastPlayedAt(log, throughSeq)).toBe(at);
  });
});

const sentence = (seq: number): RecapSentence => ({ text: `Sentence ${seq}`, rests: [seq] });
const evening = (fromSeq: number, toSeq: number, sentences: readonly number[], endedAt = toSeq): Evening => ({
  fromSeq,
  toSeq,
  startedAt: fromSeq,
  endedAt,
  sentences: sentences.map(sentence),
  written: false,
});
const fact = (seq: number, importance: number, ...knownBy: string[]) =>
  ({ seq, rests: [seq], importance, knownBy }) as unknown as FactView;
const view = (evenings: Evening[], facts: FactView[] = []): MemoryView => ({
  throughSeq: 100,
  facts,
  factsTotal: facts.length,
  cards: [],
  scenes: [],
  evenings,
});

describe("previously", () => {
  test("tells of the last evening that was over and has something to tell, and who was there", () => {
    const told = previouslyOf(
      view(
        [evening(1, 20, [3]), evening(21, 40, [25, 30]), evening(41, 50, []), evening(51, 60, [55])],
        [fact(3, 1, "Tev"), fact(25, 1, "Wren"), fact(30, 1, "Wren", "Bo")],
      ),
      50,
    );
    expect(told?.sentences.map(({ text }) => text)).toEqual(["Sentence 25", "Sentence 30"]);
    expect(told?.who).toEqual(["Wren", "Bo"]);
  });

  test("has nothing to tell of an evening that is still on, or without a word about it", () => {
    expect(previouslyOf(view([evening(1, 20, [3])]), 19)).toBeNull();
    expect(previouslyOf(view([evening(1, 20, [])]), 100)).toBeNull();
  });

  test("keeps the weightiest sentences, then the later ones, in their order", () => {
    const seqs = [1, 2, 3, 4, 5, 6, 7, 8];
    const told = previouslyOf(view([evening(1, 20, seqs)], [fact(1, 9), fact(2, 2), fact(3, 5)]), 100);
    expect(told?.sentences).toHaveLength(SENTENCES_MAX);
    expect(told?.sentences.map(({ rests }) => rests[0])).toEqual([1, 2, 3, 6, 7, 8]);
  });
});

test("an evening that was put away stays away, at this table, until there is another", () => {
  const stored = new Map<string, string>();
  const keep = makeKeep(
    () =>
      ({
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => void stored.set(key, value),
        removeItem: (key: string) => void stored.delete(key),
      }) as unknown as Storage,
  );
  const grown = { ...evening(1, 30, [3]) };
  putAway(keep, "c_one", evening(1, 20, [3]));
  expect(wasPutAway(keep, "c_one", grown)).toBe(true);
  expect(wasPutAway(keep, "c_two", grown)).toBe(false);
  expect(wasPutAway(keep, "c_one", evening(31, 40, [35]))).toBe(false);
});
