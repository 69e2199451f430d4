/** Scripts that put no blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Words for comparing. A run of signs without blanks is a whole sentence and no word: its pairs of neighbours are. */
export function pairedWords(words: readonly string[]): string[] {
  return words.flatMap((word) => (UNSPACED.test(word) ? pairsOf([...word]) : [word]));
}

function pairsOf(signs: readonly string[]): string[] {
  return signs.length < 2 ? [...signs] : signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
}
