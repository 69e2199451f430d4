import { wordsOf } from "../../db/full-text/words.ts";
import type { PassageRow } from "../../db/read/chunks.ts";
import { type QueryTerm, rarity } from "./query-terms.ts";

export interface WordScore {
  /** BM25 over what this reader may have, asides included. */
  readonly score: number;
  /** How much of the question stands in the passage, weighed by how telling each word is: 0 to 1. */
  readonly covered: number;
}

/** How quickly a word said again stops counting, and how much long passages are held back. */
const SATURATION = 1.2;
const LENGTH_PENALTY = 0.5;
const HEADING_WEIGHT = 2;
/** Words of the question that stand side by side in the passage too. */
const NEIGHBOURS_WEIGHT = 0.4;

/** Another word for it is not quite it. */
const KINDRED_WEIGHT = 0.4;
const KINDRED_TIMES_MAX = 2;
const KINDRED_COVERS = 0.6;

interface Corpus {
  readonly passages: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Scores passages against a question by their words. */
export function scorePassages(
  terms: readonly QueryTerm[],
  rows: readonly Pick<PassageRow, "heading" | "text">[],
  { passages, counts }: Corpus,
): WordScore[] {
  const weighed = terms.map((term) => {
    const most = (stems: readonly string[]) => Math.max(0, ...stems.map((stem) => counts.get(stem) ?? 0));
    // A word that stands nowhere is as telling as the words that may stand for it.
    const inPassages = most(term.stems) || most(term.kindred);
    return { ...term, value: term.weight * rarity(inPassages, passages) };
  });
  const asked = sum(weighed.filter(({ isAside }) => !isAside).map(({ value }) => value));
  const read = rows.map(readPassage);
  const usual = sum(read.map(({ length }) => length)) / Math.max(1, read.length);
  return read.map((passage) => {
    let score = 0;
    let found = 0;
    let before: readonly string[] = [];
    for (const { stems, kindred, value, isAside } of weighed) {
      const said = sum(stems.map((stem) => passage.times.get(stem) ?? 0));
      const alike = sum(kindred.map((stem) => passage.times.get(stem) ?? 0));
      const times = said + KINDRED_WEIGHT * Math.min(alike, KINDRED_TIMES_MAX);
      const room = SATURATION * (1 - LENGTH_PENALTY + (LENGTH_PENALTY * passage.length) / Math.max(1, usual));
      score += value * ((times * (SATURATION + 1)) / (times + room));
      if (!isAside) found += value * (said > 0 ? 1 : alike > 0 ? KINDRED_COVERS : 0);
      const areNeighbours = before.some((one) => stems.some((other) => passage.pairs.has(`${one} ${other}`)));
      if (areNeighbours) score += NEIGHBOURS_WEIGHT * value;
      before = stems;
    }
    return { score, covered: asked === 0 ? 0 : found / asked };
  });
}

function readPassage({ heading, text }: Pick<PassageRow, "heading" | "text">) {
  const times = new Map<string, number>();
  const pairs = new Set<string>();
  const words = wordsOf(text);
  const count = (stem: string, weight: number) => times.set(stem, (times.get(stem) ?? 0) + weight);
  words.forEach(({ stem }, at) => {
    count(stem, 1);
    const last = words[at - 1];
    if (last !== undefined) pairs.add(`${last.stem} ${stem}`);
  });
  for (const { stem } of wordsOf(heading)) count(stem, HEADING_WEIGHT);
  return { times, pairs, length: words.length };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
