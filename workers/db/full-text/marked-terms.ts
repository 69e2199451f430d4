import { folded, wordsOf } from "./words.ts";

/**
 * What each term of a campaign begins with in the index. Digits, so that the tokenizer keeps mark and word together; two
 * campaigns with one mark would only make each other's searches slower, since every passage is asked of its row.
 */
export function campaignMark(campaignId: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < campaignId.length; at += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(campaignId.charCodeAt(at))) * 0x100000001b3n);
  }
  return (hash % 10n ** MARK_DIGITS).toString().padStart(Number(MARK_DIGITS), "0");
}

const MARK_DIGITS = 12n;

/** A text as its campaign's terms, for the full-text index. */
export function markedText(mark: string, text: string): string {
  return wordsOf(text)
    .map((each) => mark + each.stem)
    .join(" ");
}

/** A question to the full-text index: passages that have any of these stems. */
export function anyOf(mark: string, stems: readonly string[]): string {
  return stems.map((each) => `"${mark}${each.replaceAll('"', "")}"`).join(" OR ");
}

/** Words as their campaign's trigrams. The ends of a word count as letters, so that short words have some too. */
export function markedGrams(mark: string, words: readonly string[]): string[] {
  const grams = new Set<string>();
  for (const word of words) {
    const signs = [..."9", ...folded(word), ..."9"];
    for (let at = 0; at + 3 <= signs.length; at += 1) grams.add(mark + signs.slice(at, at + 3).join(""));
  }
  return [...grams];
}

/** Shorter words are not put right: too many others look like them. */
export const MISSPELT_CHARS_MIN = 4;

/** Words worth being found when they are misspelt, each once, in order of the alphabet. */
export function spellingsOf(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => wordsOf(text).map(({ word }) => word));
  const worth = words.filter((word) => word.length >= MISSPELT_CHARS_MIN && /^\p{L}+$/u.test(word));
  return [...new Set(worth)].toSorted();
}
