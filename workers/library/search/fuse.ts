/** By how much the first places of a list stand out: 60 is what the method's authors took, and nobody found better. */
const RANK_OFFSET = 60;

/** Reciprocal rank fusion: what stands high in several lists stands highest in one. A list one trusts less may count for less. Best first. */
export function fuse(
  lists: readonly { readonly keys: readonly string[]; readonly weight: number }[],
): { key: string; score: number }[] {
  const scores = new Map<string, number>();
  for (const { keys, weight } of lists) {
    for (const [rank, key] of keys.entries()) {
      scores.set(key, (scores.get(key) ?? 0) + weight / (RANK_OFFSET + rank + 1));
    }
  }
  return [...scores.entries()]
    .map(([key, score]) => ({ key, score }))
    .toSorted((left, right) => right.score - left.score || left.key.localeCompare(right.key));
}
