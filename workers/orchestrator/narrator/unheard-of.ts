import { plainWords } from "../../core/safety/folded-words.ts";
import { SMALL_WORDS } from "../oracle/language/words.ts";

const WORD = /[\p{L}\p{N}]+(?:[’'][\p{L}]+)*/gu;
const CAPITAL = /^\p{Lu}\p{Ll}/u;
/** After one of these a word has a capital because it comes first. */
const OPENS = /[.!?:…“"«(—–]\s*$/u;
const UNITS = words("zero one two three four five six seven eight nine ten eleven twelve");
const TEENS = words("thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
const TENS = words("twenty thirty forty fifty sixty seventy eighty ninety");
/** "One of them" and "the two" count nothing. */
const COUNTS_FROM = 3;
/** A first word that says who does something, where the next says that it does. */
const DOES_ONE = /^(?:is|was|has|does)$/;
const DOES = /^(?:is|was|has|does|are|were|have|had|did|do|will|would|can|could|may|must|[a-z]{2,}ed)$/;
const ANYBODY = new Set(
  words(
    "people everybody everyone nobody somebody someone something nothing everything heroes party adventurers companions friends villagers guards travellers others meanwhile later soon finally today tonight yesterday once then there here afterwards together",
  ),
);

/** What a sentence may take its names and its numbers from. */
export interface HeardOf {
  /** What it rests on. */
  readonly sources: string;
  /** Names that everybody here knows anyhow. */
  readonly names: string;
  /** BCP 47. Where nouns have capitals, or names are translated, only numbers are looked at. */
  readonly language: string;
}

/** Whether a sentence names somebody, or counts something, that what it rests on does not. */
export function isUnheardOf(sentence: string, { sources, names, language }: HeardOf): boolean {
  const counted = numbersIn(sources);
  if ([...numbersIn(sentence)].some((number) => !counted.has(number))) return true;
  if (!/^en\b/i.test(language)) return false;
  const known = new Set(plainWords(`${sources}\n${names}`));
  return namesIn(sentence).some((name) => !known.has(name) && !known.has(name.replace(/s$/, "")));
}

function words(text: string): string[] {
  return text.split(" ");
}

/** Digits as they stand, and what is counted in words. */
function numbersIn(text: string): ReadonlySet<number> {
  const found = new Set([...text.matchAll(/\d+/g)].map(([digits]) => Number(digits)));
  const all = plainWords(text);
  for (const [at, word] of all.entries()) {
    const ten = TENS.indexOf(word);
    const unit = UNITS.indexOf(all[at + 1] ?? "");
    if (ten >= 0) found.add((ten + 2) * 10 + (unit > 0 && unit < 10 ? unit : 0));
    const small = TENS.includes(all[at - 1] ?? "") ? -1 : [...UNITS, ...TEENS].indexOf(word);
    if (small >= COUNTS_FROM) found.add(small);
  }
  return found;
}

/** Words with a capital inside a sentence, and one at its head that does something. */
function namesIn(sentence: string): string[] {
  const found = [...sentence.matchAll(WORD)];
  return found.flatMap(([raw, ...rest], at) => {
    const word = plainWords(raw.replace(/[’']s$/u, ""))[0] ?? "";
    if (!CAPITAL.test(raw) || SMALL_WORDS.has(word) || rest.length > 0) return [];
    const before = sentence.slice(0, found[at]?.index ?? 0);
    const isFirst = before.trim() === "" || OPENS.test(before);
    return isFirst && !actsAsName(word, found[at + 1]?.[0] ?? "") ? [] : [word];
  });
}

function actsAsName(word: string, next: string): boolean {
  if (ANYBODY.has(word) || /(?:ly|ing)$/.test(word)) return false;
  return (word.endsWith("s") ? DOES_ONE : DOES).test(next);
}
