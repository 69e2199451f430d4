/** How many letters apart two words are: added, missing, other, or two neighbours swapped. Gives up past `most`. */
export function lettersApart(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= right.length; at += 1) {
      const isSame = left[row - 1] === right[at - 1];
      let cost = Math.min((last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (isSame ? 0 : 1));
      if (row > 1 && at > 1 && left[row - 1] === right[at - 2] && left[row - 2] === right[at - 1]) {
        cost = Math.min(cost, (beforeLast[at - 2] ?? 0) + 1);
      }
      next.push(cost);
    }
    if (Math.min(...next) > most) return most + 1;
    [beforeLast, last] = [last, next];
  }
  return last[right.length] ?? most + 1;
}

const ALIKE_MAX = 3;

/** The words that a misspelt one may have meant: the nearest, and no others. */
export function likelyMeant(word: string, candidates: readonly string[]): string[] {
  const most = word.length < 6 ? 1 : word.length < 9 ? 2 : 3;
  let nearest = most;
  const rated = new Map<string, number>();
  for (const candidate of candidates) {
    const apart = lettersApart(word, candidate, nearest);
    // Two wrong letters in a short word leave nothing of it unless it begins alike.
    if (apart > nearest || (apart > 1 && word.length < 7 && word[0] !== candidate[0])) continue;
    nearest = apart;
    rated.set(candidate, apart);
  }
  return [...rated.entries()]
    .filter(([, apart]) => apart === nearest)
    .map(([candidate]) => candidate)
    .slice(0, ALIKE_MAX);
}
