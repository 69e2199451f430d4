import type { Embedder } from "../embedder.ts";

/** What speaks for a passage: how much of the question stands in it, and how alike the two are; null without vectors. */
export interface Evidence {
  readonly covered: number;
  readonly alike: number | null;
}

export type Closeness = Pick<Embedder, "related" | "close" | "trust">;

/** Below this the best passage has nothing to do with the question: set on half of the retrieval set. */
const BEST_AT_LEAST = 0.4;
/** What is so much weaker than the best is there for a word in common. */
const SHARE_OF_BEST = 0.4;

/** Which passages have to do with the question at all. Nothing is better than something. */
export function areRelated(evidence: readonly Evidence[], embedder: Closeness | null): boolean[] {
  const strengths = evidence.map(({ covered, alike }) => covered + nearness(alike, embedder));
  const best = Math.max(0, ...strengths);
  return strengths.map((strength) => best >= BEST_AT_LEAST && strength >= SHARE_OF_BEST * best);
}

/** From 0 for strangers to all the trust there is for what is close. */
function nearness(alike: number | null, embedder: Closeness | null): number {
  if (alike === null || embedder === null) return 0;
  const share = (alike - embedder.related) / (embedder.close - embedder.related);
  return embedder.trust * Math.max(0, Math.min(1, share));
}
