/** Damerau-Levenshtein distance (adjacent swaps count one), or `bound + 1` as soon as it must be more. */
export function editDistance(a: string, b: string, bound: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
      least = Math.min(least, best);
    }
    if (least > bound) return bound + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? bound + 1;
}

/** How many slips of the finger a word of this length may hold and still be taken for another. */
export function slipsAllowed(length: number): number {
  if (length < 4) return 0;
  return length < 7 ? 1 : 2;
}

/** Whether `typed` is probably a misspelling of `word`. The first letters decide: people rarely get both wrong. */
export function looksLike(typed: string, word: string): boolean {
  const bound = slipsAllowed(Math.min(typed.length, word.length));
  if (bound === 0) return false;
  if (typed[0] !== word[0] && !(typed[0] === word[1] && typed[1] === word[0])) return false;
  return editDistance(typed, word, bound) <= bound;
}
