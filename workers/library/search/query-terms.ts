import { kindredOf } from "../../db/full-text/kindred-words.ts";
import { wordsOf } from "../../db/full-text/words.ts";

/** One thing a question asks about: the stems that answer to it, and how much of the question it is. */
export interface QueryTerm {
  readonly word: string;
  readonly stems: readonly string[];
  /** Stems of other words for it: they count for less. */
  readonly kindred: readonly string[];
  readonly weight: number;
  /** Only mentioned beside the question: who and what is in the scene. Helps to choose, never to find. */
  readonly isAside: boolean;
}

const TERMS_MAX = 24;
const ASIDES_MAX = 12;
const ASIDE_WEIGHT = 0.3;

/** What a question asks about, each thing once, in order. */
export function queryTerms(text: string, names: readonly string[]): QueryTerm[] {
  const terms = new Map<string, QueryTerm>();
  for (const { word, stem } of wordsOf(text)) {
    if (terms.size >= TERMS_MAX) break;
    if (!terms.has(stem)) terms.set(stem, { word, stems: [stem], kindred: kindredOf(stem), weight: 1, isAside: false });
  }
  const asidesUntil = terms.size + ASIDES_MAX;
  for (const { word, stem } of names.flatMap(wordsOf)) {
    if (terms.size >= asidesUntil) break;
    if (!terms.has(stem)) terms.set(stem, { word, stems: [stem], kindred: [], weight: ASIDE_WEIGHT, isAside: true });
  }
  return [...terms.values()];
}

/** How telling a stem is that stands in so many of so many passages. */
export function rarity(inPassages: number, ofPassages: number): number {
  return Math.log(1 + (Math.max(ofPassages, inPassages) - inPassages + 0.5) / (inPassages + 0.5));
}

/** Stems whose passages are looked through, the rarest first: common ones would only cost time. */
export function stemsWorthAsking(
  terms: readonly QueryTerm[],
  counts: ReadonlyMap<string, number>,
  passages: number,
): string[] {
  const found = terms
    .filter(({ isAside }) => !isAside)
    .flatMap(({ stems, kindred }) => [...stems, ...kindred])
    .map((stem) => ({ stem, count: counts.get(stem) ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((left, right) => left.count - right.count);
  const budget = Math.max(PASSAGES_LOOKED_AT_MIN, passages / 10);
  const asked: string[] = [];
  let lookedAt = 0;
  for (const { stem, count } of found) {
    if (asked.length >= STEMS_ASKED_MIN && lookedAt + count > budget) break;
    asked.push(stem);
    lookedAt += count;
  }
  return asked;
}

const PASSAGES_LOOKED_AT_MIN = 4_000;
const STEMS_ASKED_MIN = 2;
