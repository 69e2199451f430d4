import type { CardView, Evening, FactView, MemoryQuery, MemoryView, SceneRecap } from "../../contracts/memory.ts";
import { entityName } from "./cards.ts";
import { isProperName } from "./entities.ts";
import { allFacts, type Fact, stands } from "./fact-book.ts";
import type { Memory, MemoryViewer } from "./memory.ts";
import { kindOf } from "./recall.ts";
import { booksOf, type SeenFact } from "./recalled-fact.ts";
import { sentencesOf } from "./recap.ts";
import { knowersOf } from "./who-knows.ts";
import { cardFor, lanesFor, mergedBy, mergedInto } from "./who-may-see.ts";
import { wordsOf } from "./words.ts";

const FACTS_SHOWN_MAX = 1_000;
const CARDS_SHOWN_MAX = 400;
const CARD_FACTS_MAX = 40;
const CARD_ALIASES_MAX = 8;
const RECAPS_SHOWN_MAX = 100;
const TITLE_CHARS_MAX = 80;

/** What one viewer may see of a campaign's memory: newest facts and cards first, evenings and scenes oldest first. */
export function memoryView(memory: Memory, viewer: MemoryViewer, query: MemoryQuery): MemoryView {
  const seen = booksOf(memory, viewer).flatMap(([audience, book]) =>
    withoutRepeats(allFacts(book)).map((fact): SeenFact => ({ fact, audience })),
  );
  const merged = new Map<string, string>();
  const into = (id: string): string => {
    const known = merged.get(id) ?? mergedInto(memory, viewer, id);
    merged.set(id, known);
    return known;
  };
  const fitting = seen.filter(({ fact }) => isAskedFor(fact, query, into));
  return {
    throughSeq: memory.throughSeq,
    facts: shown(fitting).map((each) => factView(memory, each, into)),
    factsTotal: fitting.length,
    cards: cardsFor(memory, viewer, { query, into, seen, under: mergedBy(memory, viewer) }),
    ...(query.about === undefined && query.q === undefined
      ? { scenes: scenesOf(memory, viewer), evenings: eveningsOf(memory, viewer) }
      : { scenes: [], evenings: [] }),
  };
}

/**
 * Of an event that is told, what only says once more where it left somebody is not shown: "came to the mill" says that the
 * party is at the mill. What somebody has pinned or worded is.
 */
function withoutRepeats(facts: readonly Fact[]): Fact[] {
  const told = new Map<number, Set<string>>();
  const key = ({ about }: Fact): string => [...about].sort().join(" ");
  for (const fact of facts)
    if (fact.kind === "happened") told.set(fact.seq, (told.get(fact.seq) ?? new Set()).add(key(fact)));
  return facts.filter(
    (fact) =>
      fact.kind !== "place" ||
      fact.pinned === true ||
      fact.correctedBy !== undefined ||
      told.get(fact.seq)?.has(key(fact)) !== true,
  );
}

function isAskedFor(fact: Fact, { about, q }: MemoryQuery, into: (id: string) => string): boolean {
  if (about !== undefined && !fact.about.some((id) => into(id) === into(about))) return false;
  return q === undefined || saysAll(fact.text, q);
}

/** Every word that was typed stands in the text, in whatever form; a word that is still being typed may be cut short. */
function saysAll(text: string, q: string): boolean {
  if (text.toLowerCase().includes(q.trim().toLowerCase())) return true;
  const said = new Set(wordsOf(text));
  const asked = wordsOf(q);
  return asked.length > 0 && asked.every((word) => said.has(word));
}

/** The newest; where there are too many, those of little weight are left out. */
function shown(seen: readonly SeenFact[]): SeenFact[] {
  const weight = ({ fact }: SeenFact): number =>
    fact.importance + (stands(fact) ? 10 : 0) + (fact.pinned === true ? 30 : 0);
  const byNewest = (left: SeenFact, right: SeenFact): number => right.fact.seq - left.fact.seq;
  if (seen.length <= FACTS_SHOWN_MAX) return [...seen].sort(byNewest);
  return [...seen]
    .sort((left, right) => weight(right) - weight(left) || byNewest(left, right))
    .slice(0, FACTS_SHOWN_MAX)
    .sort(byNewest);
}

function factView(memory: Memory, { fact, audience }: SeenFact, into: (id: string) => string): FactView {
  const { id, text, kind, importance, seq, at, minutes } = fact;
  return {
    ...{ id, text, kind, importance, seq, at, minutes, audience },
    rests: [seq],
    about: [...new Set(fact.about.map(into))],
    knownBy: knowersOf(memory, fact, audience),
    pinned: fact.pinned === true,
    correctedBy: fact.correctedBy ?? null,
    forgotten: fact.forgotten === true,
    supersededBy: fact.supersededBy ?? null,
  };
}

interface Looking {
  readonly query: MemoryQuery;
  readonly into: (id: string) => string;
  readonly seen: readonly SeenFact[];
  /** What was merged into each entity. */
  readonly under: ReadonlyMap<string, readonly string[]>;
}

function cardsFor(memory: Memory, viewer: MemoryViewer, { query, into, seen, under }: Looking): CardView[] {
  const facts = new Map<string, Fact[]>();
  for (const { fact } of seen)
    if (stands(fact))
      for (const id of new Set(fact.about.map(into))) {
        const known = facts.get(id);
        if (known === undefined) facts.set(id, [fact]);
        else known.push(fact);
      }
  const ids = new Set(
    lanesFor(memory, viewer).flatMap(([, { cards, entities }]) =>
      [...Object.keys(cards), ...Object.keys(entities)].map(into),
    ),
  );
  const cards = [...ids].flatMap((id) =>
    cardView(memory, viewer, { id, facts: facts.get(id) ?? [], under: under.get(id) ?? [] }),
  );
  return cards
    .filter((card) => isCardAskedFor(card, query, into))
    .sort((left, right) => Number(right.written) - Number(left.written) || right.lastSeq - left.lastSeq)
    .slice(0, CARDS_SHOWN_MAX)
    .sort((left, right) => right.lastSeq - left.lastSeq || (left.id < right.id ? -1 : 1));
}

function isCardAskedFor(card: CardView, { about, q }: MemoryQuery, into: (id: string) => string): boolean {
  if (about !== undefined && card.id !== into(about)) return false;
  return q === undefined || saysAll([card.name, ...card.aliases, card.text].join(" · "), q);
}

function cardView(
  memory: Memory,
  viewer: MemoryViewer,
  { id, facts, under }: { readonly id: string; readonly facts: readonly Fact[]; readonly under: readonly string[] },
): CardView[] {
  const name = entityName(memory, viewer, id);
  if (name === null) return [];
  const found = cardFor(memory, viewer, id);
  const written = found?.written;
  const isOfTable = Object.hasOwn(memory.all.entities, id) || Object.hasOwn(memory.all.cards, id);
  const newest = [...facts].sort((left, right) => right.seq - left.seq);
  const came = lanesFor(memory, viewer).map(([, { entities }]) => entities[id]?.seq ?? 0);
  return [
    {
      id,
      kind: kindOf(id),
      name,
      aliases: aliasesOf(memory, viewer, { ids: [id, ...under], name }),
      text: written?.card.text ?? "",
      audience: found?.audience ?? (isOfTable ? "all" : "gm"),
      ...(found?.audience === "gm" && isOfTable ? { openToo: true as const } : {}),
      pinned: written?.card.pinned === true,
      written: written !== undefined,
      source: written?.card.source ?? null,
      facts: newest.slice(0, CARD_FACTS_MAX).map((fact) => fact.id),
      lastSeq: Math.max(newest[0]?.seq ?? 0, written?.seq ?? 0, ...came),
    },
  ];
}

/** Other names: those written on the card, proper ones used in play, and what was merged into it. */
function aliasesOf(
  memory: Memory,
  viewer: MemoryViewer,
  { ids, name }: { readonly ids: readonly string[]; readonly name: string },
): string[] {
  const lanes = lanesFor(memory, viewer);
  const called = ids.flatMap((id) => [
    ...(cardFor(memory, viewer, id)?.written.card.aliases ?? []),
    ...lanes.flatMap(([, { entities }]) => {
      const entity = Object.hasOwn(entities, id) ? entities[id] : undefined;
      return entity === undefined ? [] : [entity.name, ...entity.aliases.filter(isProperName)];
    }),
  ]);
  return [...new Set(called)].filter((alias) => alias !== name).slice(0, CARD_ALIASES_MAX);
}

function scenesOf(memory: Memory, viewer: MemoryViewer): SceneRecap[] {
  return memory.scenes.slice(-RECAPS_SHOWN_MAX).flatMap(({ title, fromSeq, toSeq }): SceneRecap[] => {
    const { sentences, written } = sentencesOf(memory, viewer, { scope: "scene", fromSeq, toSeq });
    const span = { fromSeq, toSeq: toSeq ?? Math.max(fromSeq, memory.throughSeq) };
    return sentences.length === 0
      ? []
      : [{ title: title.slice(0, TITLE_CHARS_MAX), ...span, sentences: [...sentences], written }];
  });
}

function eveningsOf(memory: Memory, viewer: MemoryViewer): Evening[] {
  return memory.evenings.slice(-RECAPS_SHOWN_MAX).map((evening): Evening => {
    const { sentences, written } = sentencesOf(memory, viewer, { scope: "evening", ...evening });
    return { ...evening, sentences: [...sentences], written };
  });
}
