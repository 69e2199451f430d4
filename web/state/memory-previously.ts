import type { Evening, MemoryView, RecapSentence } from "../../workers/contracts/memory.ts";
import type { Keep } from "./keep.ts";

export const SENTENCES_MAX = 6;

/** The last evening in a few sentences, and who was there. */
export interface Previously {
  readonly evening: Evening;
  readonly sentences: readonly RecapSentence[];
  readonly who: readonly string[];
}

/** What to tell somebody who comes back: the last evening that has anything to tell and was over by `endedBefore`. */
export function previouslyOf(view: MemoryView, endedBefore: number): Previously | null {
  const evening = view.evenings.findLast(({ sentences, endedAt }) => sentences.length > 0 && endedAt <= endedBefore);
  if (evening === undefined) return null;
  const within = view.facts.filter(({ seq }) => seq >= evening.fromSeq && seq <= evening.toSeq);
  return {
    evening,
    sentences: weightiest(evening.sentences, within),
    who: [...new Set(within.flatMap(({ knownBy }) => knownBy))],
  };
}

/** The sentences that rest on what matters most, and of equals the later ones, in the order they are told. */
function weightiest(sentences: readonly RecapSentence[], facts: MemoryView["facts"]): readonly RecapSentence[] {
  if (sentences.length <= SENTENCES_MAX) return sentences;
  const weights = new Map<number, number>();
  for (const { rests, importance } of facts)
    for (const seq of rests) weights.set(seq, Math.max(importance, weights.get(seq) ?? 0));
  const weighed = sentences.map((sentence, at) => ({
    sentence,
    at,
    weight: Math.max(...sentence.rests.map((seq) => weights.get(seq) ?? 0)),
  }));
  return weighed
    .sort((left, right) => right.weight - left.weight || right.at - left.at)
    .slice(0, SENTENCES_MAX)
    .sort((left, right) => left.at - right.at)
    .map(({ sentence }) => sentence);
}

const keyOf = (campaignId: string) => `emberhall.previously.${campaignId}`;

/** An evening is known by its first event. */
export function wasPutAway(keep: Keep, campaignId: string, { fromSeq }: Evening): boolean {
  return keep.read(keyOf(campaignId)) === String(fromSeq);
}

export function putAway(keep: Keep, campaignId: string, { fromSeq }: Evening): void {
  keep.write(keyOf(campaignId), String(fromSeq));
}
