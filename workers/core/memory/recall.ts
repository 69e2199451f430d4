import type { EntityKind } from "../../contracts/memory.ts";
import type { Recalled } from "../ports.ts";
import { cardNames, entityName } from "./cards.ts";
import { heavyIn, pinnedIn } from "./chosen-facts.ts";
import { namedIn } from "./entities.ts";
import { type Fact, stands } from "./fact-book.ts";
import { type Asked, relevanceIn } from "./fact-index.ts";
import { keptWords, type RecalledCard } from "./kept-words.ts";
import type { Memory, MemoryViewer } from "./memory.ts";
import { plainText } from "./plain-text.ts";
import { booksOf, isSoFor, recalledFact, type SeenFact, seenIn } from "./recalled-fact.ts";
import { storySoFar } from "./recap.ts";
import { cardFor, lanesFor, mergedBy, mergedInto } from "./who-may-see.ts";
import { wordsOf } from "./words.ts";

/** What is going on: the words that were said, the names that fell, where and when. */
export interface RecallAbout {
  readonly text: string;
  readonly names: readonly string[];
  /** Id of the scene in sight. */
  readonly scene: string | null;
  readonly minutes: number;
}

/** How much is recalled at most: bounded for ever, however long a campaign is played. */
export const RECALLED_FACTS_MAX = 28;
/** Of them so many for what is spoken of; the rest by weight and recency alone. */
const SPOKEN_OF_FACTS_MAX = 20;
export const RECALLED_CHARS_MAX = 4_800;
export const PINNED_RECALLED_MAX = 40;
export const PINNED_CHARS_MAX = 3_600;
export const RECALLED_CARDS_MAX = 6;
const CARD_CHARS_MAX = 400;
const CARD_FACTS_MAX = 4;
const CARD_FACT_CHARS_MAX = 140;
const QUERY_WORDS_MAX = 120;
/** What does not weigh much is thought of unasked while it stands on the newest pages. */
const NEWEST_PAGES = 6;
/** In how many minutes of the story something fades to a third, and after how many events. */
const FADES_MINUTES = 3 * 1_440;
const FADES_EVENTS = 400;

/** What matters now of all that is remembered, for those who may know it. */
export function recall(memory: Memory, viewer: MemoryViewer, about: RecallAbout): Recalled {
  const asked = askedBy(memory, viewer, about);
  const pinned = pinnedFor(memory, viewer);
  const taken = new Set(pinned.map(({ fact }) => fact));
  const relevance = relevanceIn(
    booksOf(memory, viewer).map(([, book]) => book),
    asked,
    memory.scenes,
  );
  const spokenOf = spokenOfFacts(memory, viewer, { about, relevance, taken });
  const weighty = weightyFacts(memory, viewer, {
    about,
    taken: new Set([...taken, ...spokenOf.map(({ fact }) => fact)]),
  });
  const facts = withinChars([...spokenOf, ...weighty], { most: RECALLED_FACTS_MAX, chars: RECALLED_CHARS_MAX });
  const recap = storySoFar(memory, viewer);
  const said = [...pinned, ...facts];
  const cards = cardsSpokenOf(memory, viewer, { asked, about, relevance, said });
  return {
    recap,
    pinned: inOrder(pinned).map((seen) => recalledFact(memory, seen)),
    facts: inOrder(facts).map((seen) => recalledFact(memory, seen)),
    cards: cards.map(({ card }) => card),
    kept: keptWords(memory, { recap, said, cards }),
  };
}

/** What is asked: the words, and who and what is meant by them. The scene in sight is meant a little too. */
function askedBy(memory: Memory, viewer: MemoryViewer, { text, names }: RecallAbout): Asked {
  const words = [...new Set(wordsOf(text))].slice(0, QUERY_WORDS_MAX);
  const called = names.flatMap(wordsOf);
  const found = lanesFor(memory, viewer).flatMap(([, lane]) => [
    ...namedIn(lane.entities, text, { asked: true }),
    ...namedIn(cardNames(lane.cards), text, { asked: true }),
    ...names.flatMap((name) => namedIn(lane.entities, name, { asked: true })),
  ]);
  const into = new Set(found.map((id) => mergedInto(memory, viewer, id)));
  const under = mergedBy(memory, viewer);
  const from = [...into].flatMap((id) => under.get(id) ?? []);
  return { words: words.length === 0 ? called : words, entities: [...new Set([...into, ...from])] };
}

const newerFirst = (left: Fact, right: Fact): number => right.seq - left.seq || (left.id < right.id ? 1 : -1);
const byNewest = (left: SeenFact, right: SeenFact): number => newerFirst(left.fact, right.fact);

/** What is pinned and still so; when there is more than fits, what those who run the table pinned, and the newest. */
function pinnedFor(memory: Memory, viewer: MemoryViewer): SeenFact[] {
  const seen = booksOf(memory, viewer)
    .flatMap(([audience, book]) => pinnedIn(book).map((fact): SeenFact => ({ fact, audience })))
    .filter((each) => isSoFor(memory, viewer, each))
    .sort((left, right) => Number(isPlayers(left)) - Number(isPlayers(right)) || byNewest(left, right));
  return withinChars(seen, { most: PINNED_RECALLED_MAX, chars: PINNED_CHARS_MAX });
}

const isPlayers = ({ fact }: SeenFact): boolean => fact.pinnedBy !== undefined;

interface Choosing {
  readonly about: RecallAbout;
  readonly taken: ReadonlySet<Fact>;
}

function spokenOfFacts(
  memory: Memory,
  viewer: MemoryViewer,
  { about, relevance, taken }: Choosing & { readonly relevance: ReadonlyMap<Fact, number> },
): SeenFact[] {
  const recency = recencyIn(memory, about);
  const scored = [...relevance].flatMap(([fact, fits]) =>
    taken.has(fact) ? [] : [{ fact, score: fits * (1 + 0.25 * recency(fact) + 0.25 * (fact.importance / 10)) }],
  );
  return best(memory, viewer, scored, SPOKEN_OF_FACTS_MAX);
}

/** What is old weighs on nobody's mind unless it weighed much when it came about. */
function weightyFacts(memory: Memory, viewer: MemoryViewer, { about, taken }: Choosing): SeenFact[] {
  const recency = recencyIn(memory, about);
  const scored = booksOf(memory, viewer).flatMap(([, book]) =>
    [...heavyIn(book), ...book.pages.slice(-NEWEST_PAGES).flat()].flatMap((fact) =>
      !stands(fact) || taken.has(fact) ? [] : [{ fact, score: (0.2 + recency(fact)) * (fact.importance / 10) }],
    ),
  );
  return best(memory, viewer, scored, RECALLED_FACTS_MAX);
}

/** 1 for what has just been, fading with the time of the story and with what has happened since. */
function recencyIn({ throughSeq }: Memory, { minutes }: RecallAbout): (fact: Fact) => number {
  return (fact) =>
    0.5 * Math.exp(-Math.max(0, minutes - fact.minutes) / FADES_MINUTES) +
    0.5 * Math.exp(-Math.max(0, throughSeq - fact.seq) / FADES_EVENTS);
}

function best(
  memory: Memory,
  viewer: MemoryViewer,
  scored: { readonly fact: Fact; readonly score: number }[],
  most: number,
): SeenFact[] {
  const chosen = new Map<Fact, SeenFact>();
  for (const { fact } of scored.sort((left, right) => right.score - left.score || newerFirst(left.fact, right.fact))) {
    if (chosen.size >= most) break;
    const seen = seenIn(memory, fact);
    if (isSoFor(memory, viewer, seen)) chosen.set(fact, seen);
  }
  return [...chosen.values()];
}

/** The first of them, as many as fit. */
function withinChars(seen: readonly SeenFact[], { most, chars }: { most: number; chars: number }): SeenFact[] {
  let sum = 0;
  return seen
    .filter(({ fact }) => {
      if (sum + fact.text.length > chars) return false;
      sum += fact.text.length;
      return true;
    })
    .slice(0, most);
}

const inOrder = (seen: readonly SeenFact[]): SeenFact[] => [...seen].sort((left, right) => byNewest(right, left));

interface Speaking {
  readonly asked: Asked;
  readonly about: RecallAbout;
  readonly relevance: ReadonlyMap<Fact, number>;
  /** What is recalled already: a card need not say it once more. */
  readonly said: readonly SeenFact[];
}

/** Cards that are pinned or spoken of: what somebody wrote, and the newest that play says. */
function cardsSpokenOf(
  memory: Memory,
  viewer: MemoryViewer,
  { asked, about, relevance, said }: Speaking,
): RecalledCard[] {
  const pinned = lanesFor(memory, viewer).flatMap(([, { cards }]) =>
    Object.values(cards).flatMap(({ card }) => (card.pinned ? [card.id as string] : [])),
  );
  const here = about.scene === null ? [] : [`place:${about.scene}`];
  const standFor = [...pinned, ...asked.entities, ...here].map((id) => mergedInto(memory, viewer, id));
  const ids = [...new Set(standFor)].slice(0, 4 * RECALLED_CARDS_MAX);
  const factsAbout = factsByEntity(memory, viewer, { relevance, said, ids });
  return ids
    .flatMap((id): RecalledCard[] => {
      const name = entityName(memory, viewer, id);
      const { written, audience: writtenFor } = cardFor(memory, viewer, id) ?? { written: null, audience: "all" };
      const text = plainText(written?.card.text ?? "", CARD_CHARS_MAX);
      const newest = (factsAbout.get(id) ?? []).sort(newerFirst);
      const known = newest.filter((fact) => isSoFor(memory, viewer, seenIn(memory, fact))).slice(0, CARD_FACTS_MAX);
      const facts = known.map((fact) => plainText(fact.text, CARD_FACT_CHARS_MAX));
      if (name === null || (text === "" && facts.length === 0)) return [];
      const aliases = written?.card.aliases ?? [];
      const called = aliases.length === 0 ? {} : { aliases };
      return [{ id, known, writtenFor, card: { name, kind: kindOf(id), text, facts: facts.reverse(), ...called } }];
    })
    .slice(0, RECALLED_CARDS_MAX);
}

/** The facts that fit what was asked, under those of these entities that they are about. */
function factsByEntity(
  memory: Memory,
  viewer: MemoryViewer,
  { relevance, said, ids }: Pick<Speaking, "relevance" | "said"> & { readonly ids: readonly string[] },
): Map<string, Fact[]> {
  const known = new Set(said.map(({ fact }) => fact));
  const facts = new Map(ids.map((id): [string, Fact[]] => [id, []]));
  for (const fact of relevance.keys())
    if (!known.has(fact))
      for (const id of new Set(fact.about.map((each) => mergedInto(memory, viewer, each)))) facts.get(id)?.push(fact);
  return facts;
}

export const kindOf = (id: string): EntityKind => KINDS.find((kind) => id.startsWith(`${kind}:`)) ?? "thing";
const KINDS: readonly EntityKind[] = ["person", "place", "thing", "faction", "quest"];
