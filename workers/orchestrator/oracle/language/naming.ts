import { baseForms, singular } from "./inflection.ts";
import { looksLike } from "./spelling.ts";
import { SMALL_WORDS } from "./words.ts";

/** How well a key is found among the words: its number of words, less for misspellings, 0 when it is not there. */
export function findPhrase(words: readonly string[], key: readonly string[]): number {
  if (key.length === 0) return 0;
  let best = 0;
  for (let from = 0; from + key.length <= words.length; from += 1) {
    let sum = 0;
    for (let index = 0; index < key.length; index += 1) {
      const likeness = sameKey(words[from + index] ?? "", key[index] ?? "");
      if (likeness === 0) {
        sum = 0;
        break;
      }
      sum += likeness;
    }
    best = Math.max(best, sum);
  }
  return best;
}

function sameKey(word: string, key: string): number {
  if (word === key) return 1;
  if (SMALL_WORDS.has(word) || word.length < 3) return 0;
  if (singular(word) === singular(key) || baseForms(word).includes(key) || baseForms(key).includes(word)) return 0.95;
  return looksLike(word, key) && Math.min(word.length, key.length) >= 6 ? 0.7 : 0;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** People are spoken of by their first name, once it is one: "Osk Tamber" is Osk, "the ferryman" stays. */
export function shortName(name: string): string {
  return /^[A-Z]\S+ [A-Z]/.test(name) ? (name.split(" ")[0] ?? name) : name;
}
