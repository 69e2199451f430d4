import type { FactView } from "../../contracts/memory.ts";
import { type Fact, type FactBook, type Page, stands } from "./fact-book.ts";
import type { SceneSpan } from "./spans.ts";
import { stemOf, wordsOf } from "./words.ts";

/** What is asked for when a kind of fact is: the words stand in no sentence of it. */
const KIND_WORDS: Readonly<Record<FactView["kind"], readonly string[]>> = {
  happened: ["happen"],
  holds: ["hold", "carry", "have", "own", "possess"],
  knows: ["learn", "know", "discover", "find"],
  promised: ["promise", "swear", "vow", "pledge", "oath"],
  place: ["place", "where"],
  person: ["person", "alive", "die", "health"],
  ruling: ["rule", "ruling", "decide"],
  told: ["tell", "say", "hear"],
  note: ["note"],
};
/** What people ask for who want to know what somebody has in their purse. */
const COIN_WORDS = ["coin", "money", "purse"].map(stemOf);
const kindStems = new Map(Object.entries(KIND_WORDS).map(([kind, words]) => [kind, words.map(stemOf)]));

/** Where each word stands on a page: at which facts that still stand. */
type Postings = ReadonlyMap<string, readonly Fact[]>;
const postingsKept = new WeakMap<Page, Postings>();

/** A word for an entity: facts about it are found by it under whatever name they were asked for. */
export const entityWord = (id: string): string => `@${id}`;
const sceneWord = (word: string): string => `#${word}`;

function postingsOf(page: Page, scenes: readonly SceneSpan[]): Postings {
  const kept = postingsKept.get(page);
  if (kept !== undefined) return kept;
  const postings = new Map<string, Fact[]>();
  for (const fact of page) {
    if (!stands(fact)) continue;
    for (const word of indexedWords(fact, scenes)) {
      const facts = postings.get(word);
      if (facts === undefined) postings.set(word, [fact]);
      else facts.push(fact);
    }
  }
  postingsKept.set(page, postings);
  return postings;
}

function indexedWords(fact: Fact, scenes: readonly SceneSpan[]): ReadonlySet<string> {
  const scene = sceneAt(scenes, fact.seq);
  return new Set([
    ...wordsOf(fact.text),
    ...(kindStems.get(fact.kind) ?? []),
    ...(fact.aspect?.startsWith("coin:") === true ? COIN_WORDS : []),
    ...fact.about.map(entityWord),
    ...(scene === null ? [] : wordsOf(scene.title).map(sceneWord)),
  ]);
}

/** The scene an event happened in. */
export function sceneAt(scenes: readonly SceneSpan[], seq: number): SceneSpan | null {
  let [low, high] = [0, scenes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scenes[middle]?.fromSeq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return scenes[low - 1] ?? null;
}

export interface Asked {
  /** Stems that were said. */
  readonly words: readonly string[];
  /** Entities that are spoken of, and whatever was merged into them. */
  readonly entities: readonly string[];
}

/** How much weight it has that a fact happened where the words say, beside saying the words itself. */
const SCENE_SHARE = 0.6;
const ENTITY_SHARE = 0.8;

/**
 * How well the facts of these books that stand fit what was asked, 0 to 1: rare words count for more, as they do in every
 * search. Facts that fit not at all are left out.
 */
export function relevanceIn(
  books: readonly FactBook[],
  { words, entities }: Asked,
  scenes: readonly SceneSpan[],
): Map<Fact, number> {
  const pages = books.flatMap((book) => book.pages.map((page) => postingsOf(page, scenes)));
  const total = books.reduce((sum, { count }) => sum + count, 1);
  const asked: (readonly [word: string, share: number, ceiling: number])[] = [
    ...[...new Set(words)].flatMap((word) => [[word, 1, 1] as const, [sceneWord(word), SCENE_SHARE, 0] as const]),
    ...[...new Set(entities)].map((id) => [entityWord(id), ENTITY_SHARE, ENTITY_SHARE] as const),
  ];
  const found = new Map<Fact, number>();
  let best = 0;
  for (const [word, share, ceiling] of asked) {
    const hits = pages.flatMap((postings) => postings.get(word) ?? []);
    if (hits.length === 0) continue;
    const weight = Math.log(1 + total / hits.length);
    best += weight * ceiling;
    for (const fact of hits) found.set(fact, (found.get(fact) ?? 0) + weight * share);
  }
  if (best > 0) for (const [fact, sum] of found) found.set(fact, Math.min(1, sum / best));
  return found;
}
