import { beforeAll, describe, expect, test } from "vitest";
import { spellingsOf } from "../db/full-text/marked-terms.ts";
import { stem } from "../db/full-text/stem.ts";
import { wordsOf } from "../db/full-text/words.ts";
import { corpus } from "../testkit/lore-corpus/corpus.ts";
import { ndcgAt10, qualityOf, recallAt10 } from "../testkit/lore-corpus/measures.ts";
import { type LoreTrial, trials } from "../testkit/lore-corpus/questions.ts";
import { hashedEmbedder } from "./embedder-hashed.ts";
import { choose } from "./search/choose.ts";
import { placeKey } from "./search/place-key.ts";
import { queryTerms } from "./search/query-terms.ts";
import { rankPassages } from "./search/rank-passages.ts";
import { likelyMeant } from "./search/spelling.ts";

// The retrieval set in memory: nearly the steps of a search, with every passage that has a word of it a candidate, and every
// word a likely spelling. The worker test beside this one asks the database itself. The floor was set on the questions with
// even numbers; what is asserted are all of them.

const passages = corpus.flatMap(({ title, passages: of }, file) =>
  of.map(({ id, draft }, ordinal) => ({ id, uploadId: `u${file}`, version: 1, ordinal, title, ...draft })),
);
const idOf = new Map(passages.map((each) => [placeKey(each), each.id]));
const counts = new Map<string, number>();
const stemsOf = new Map<string, ReadonlySet<string>>();
for (const { id, heading, text } of passages) {
  const stems = new Set(wordsOf(`${heading}\n${text}`).map((word) => word.stem));
  stemsOf.set(id, stems);
  for (const each of stems) counts.set(each, (counts.get(each) ?? 0) + 1);
}
const spellings = spellingsOf(passages.flatMap(({ heading, text }) => [heading, text]));

const near = new Map<LoreTrial, ReadonlyMap<string, number>>();
beforeAll(async () => {
  const vectors = await hashedEmbedder.embed(
    passages.map(({ heading, text }) => `${heading}\n${text}`),
    "passage",
  );
  const asked = await hashedEmbedder.embed(
    trials.map(({ text }) => text),
    "query",
  );
  for (const [at, trial] of trials.entries()) {
    const alike = passages
      .map((each, of): [string, number] => [placeKey(each), product(vectors[of] ?? [], asked[at] ?? [])])
      .toSorted((left, right) => right[1] - left[1]);
    near.set(trial, new Map(alike.slice(0, 40)));
  }
});

function product(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += (left[at] ?? 0) * (right[at] ?? 0);
  return sum;
}

function termsOf(text: string) {
  return queryTerms(text, []).map((term) => {
    const isKnown = term.kindred.length > 0 || term.stems.some((each) => counts.has(each)) || term.word.length < 4;
    const meant = isKnown ? [] : likelyMeant(term.word, spellings);
    return meant.length === 0 ? term : { ...term, stems: meant.map(stem), weight: 0.85 };
  });
}

function found(trial: LoreTrial, withVectors: boolean): string[] {
  const byWords = { terms: termsOf(trial.text), counts, passages: passages.length };
  const byVectors = withVectors
    ? { alike: near.get(trial) ?? new Map<string, number>(), embedder: hashedEmbedder }
    : { alike: new Map<string, number>(), embedder: null };
  const stems = byWords.terms.flatMap((term) => [...term.stems, ...term.kindred]);
  const candidates = passages.filter(
    (each) => byVectors.alike.has(placeKey(each)) || stems.some((one) => stemsOf.get(each.id)?.has(one)),
  );
  const ranked = rankPassages(candidates, byWords, byVectors).map(({ row }) => row);
  return choose(ranked, { limit: 10, tokensMax: 100_000 }).map(({ id }) => id);
}

function quality(find: (trial: LoreTrial) => string[]) {
  return qualityOf(trials.map((trial) => ({ trial, found: find(trial) })));
}

const answers = new Map<string, string[]>();
function once(trial: LoreTrial, withVectors: boolean): string[] {
  const name = `${withVectors} ${trial.text}`;
  const known = answers.get(name) ?? found(trial, withVectors);
  answers.set(name, known);
  return known;
}

describe("the retrieval set", () => {
  test("is large enough, and its labels name passages that are there", () => {
    const ids = new Set(passages.map(({ id }) => id));
    expect(ids.size).toBeGreaterThanOrEqual(120);
    expect(passages.length).toBe(ids.size);
    expect(trials.length).toBeGreaterThanOrEqual(150);
    expect(trials.filter(({ kind }) => kind === "unanswerable").length).toBeGreaterThanOrEqual(20);
    const strangers = trials.flatMap(({ relevant }) => [...relevant.keys()].filter((id) => !ids.has(id)));
    expect(strangers).toEqual([]);
    expect(trials.filter(({ kind, relevant }) => (kind === "unanswerable") !== (relevant.size === 0))).toEqual([]);
    expect(new Set(trials.map(({ text }) => text)).size).toBe(trials.length);
  });

  test("[words only] finds most answers, and nothing for most questions without one", () => {
    const reached = quality((trial) => once(trial, false));
    expect(reached.ndcg).toBeGreaterThan(0.62);
    expect(reached.recall).toBeGreaterThan(0.72);
    expect(reached.rejected).toBeGreaterThan(0.79);
  });

  test("[vectors only, hashed] finds the answer among ten", () => {
    const reached = quality((trial) =>
      [...(near.get(trial)?.keys() ?? [])].slice(0, 10).map((key) => idOf.get(key) ?? ""),
    );
    expect(reached.ndcg).toBeGreaterThan(0.55);
    expect(reached.recall).toBeGreaterThan(0.74);
  });

  test("[fused] finds more than words alone, and still refuses at least twenty questions", () => {
    const [words, fused] = [quality((trial) => once(trial, false)), quality((trial) => once(trial, true))];
    expect(fused.ndcg).toBeGreaterThan(words.ndcg);
    expect(fused.recall).toBeGreaterThan(words.recall);
    const refused = trials.filter((trial) => trial.kind === "unanswerable" && once(trial, true).length === 0);
    expect(refused.length).toBeGreaterThanOrEqual(20);
  });

  test("[fused] reads through bad spelling", () => {
    const runs = trials.filter(({ kind }) => kind === "misspelt").map((trial) => ({ trial, found: once(trial, true) }));
    expect(qualityOf(runs).recall).toBeGreaterThan(0.9);
  });
});

test("the measures are what they are called", () => {
  const trial: LoreTrial = {
    text: "",
    kind: "reworded",
    relevant: new Map([
      ["a", 2],
      ["b", 1],
    ]),
  };
  expect(ndcgAt10(["a", "b"], trial)).toBe(1);
  expect(ndcgAt10(["b", "a"], trial)).toBeCloseTo((1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3)));
  expect([ndcgAt10([], trial), recallAt10(["b"], trial), recallAt10(["x", "a"], trial)]).toEqual([0, 0, 1]);
});
