import { Ability, Skill } from "../../contracts/rules.ts";
import { plainWords } from "../../core/safety/folded-words.ts";
import { narrationSentences } from "../narrator/narration-sentences.ts";
import { SMALL_WORDS } from "../oracle/language/words.ts";
import { pairedWords } from "../sign-pairs.ts";

/** Fewer words are no phrase, and as many or more than the last are found by their runs. */
const WORDS_MIN = 2;
const SENTENCE_WORDS_MIN = 3;
/** So many words of a phrase must say something: "the bell" or "chapter two" could be anybody's. */
const TELLING_WORDS_MIN = 2;
/** What stands in every book of rules and every adventure, and names nothing. */
const COMMON: ReadonlySet<string> = new Set([
  ...[...Ability.options, ...Skill.options].flatMap((name) => plainWords(name)),
  ..."strength dexterity constitution intelligence wisdom charisma hit points point dice die armor armour class difficulty challenge rating saving throw throws check checks ability skill skills bonus action actions reaction speed initiative level damage rest short long attack attacks weapon weapons condition conditions rules rule game master dungeon gm dm player players character characters".split(
    " ",
  ),
  ..."chapter part section appendix introduction background overview summary encounter encounters random table tables notes note adventure adventures scene scenes area areas room rooms location locations treasure monsters monster map maps page continued start ending using running read aloud one two three four five six seven eight nine ten first second third".split(
    " ",
  ),
]);
/** A sentence may open with one of these and a name; they are no part of it. */
const OPENERS: ReadonlySet<string> = new Set(
  "behind beneath under above near inside into over through toward towards against when while after before if once until since though although because beyond every each some many most all no none any another both either neither here there then now only even also however instead perhaps maybe meanwhile later soon today tonight finally roll make give ask tell let have use see has is are was were".split(
    " ",
  ),
);
const JOINTS = /\s*(?:>|\/|:|[–—()[\]|]|\s-\s)\s*/u;
/** Words with capitals in a row, with the small words that names have in them. */
const NAMES = /\p{Lu}[\p{L}’']*(?:[ -](?:(?:of|the|von|van|der|de|du|la|le|al)[ -]){0,2}\p{Lu}[\p{L}’']*)+/gu;

/** A word with a capital after a word without one: a name, and not how a sentence begins. */
const NAME_INSIDE = /(?<=[\p{L}\p{M}\p{N},;]["“‘(]? ["“‘(]?)\p{Lu}[\p{Ll}\p{M}]{2,}/gu;

/** Words of a text as they are compared: folded, and of scripts without blanks the pairs of their signs. */
export const wordsToCompare = (text: string): string[] => pairedWords(plainWords(text));

/** Single names: words that stand in these texts with a capital alone, and not only where a sentence begins. */
export function keptNames(texts: readonly string[]): ReadonlySet<string> {
  const small = new Set(texts.flatMap((text) => plainWordsWithoutCapitals(text)));
  const names = texts
    .flatMap((text) => text.split("\n"))
    .filter((line) => !/^\s*#/.test(line))
    .flatMap((line) => [...line.matchAll(NAME_INSIDE)].flatMap(([name]) => plainWords(name)));
  return new Set(names.filter((name) => !small.has(name) && telling(name) && !OPENERS.has(name)));
}

function plainWordsWithoutCapitals(text: string): string[] {
  return [...text.matchAll(/(?<![\p{L}\p{M}])\p{Ll}[\p{L}\p{M}]*/gu)].flatMap(([word]) => plainWords(word));
}

/** The names that a title, a heading or a card gives, each as plain words that are to be guarded whole. */
export function phrasesOfNames(texts: readonly string[], wordsMax: number): string[] {
  return texts.flatMap((text) => text.split(JOINTS)).flatMap((part) => phrase(part, { wordsMin: WORDS_MIN, wordsMax }));
}

/** The names in a text, and its sentences that are too short for a run. */
export function phrasesOfProse(texts: readonly string[], wordsMax: number): string[] {
  return texts.flatMap((text) => [
    ...[...text.matchAll(NAMES)].flatMap(([name]) => phrase(name, { wordsMin: WORDS_MIN, wordsMax })),
    ...narrationSentences(text).flatMap((sentence) =>
      phrase(sentence.text, { wordsMin: SENTENCE_WORDS_MIN, wordsMax, whole: true }),
    ),
  ]);
}

/** A phrase of few words that says something; small words around it belong to it only where it is a sentence. */
function phrase(
  text: string,
  { wordsMin, wordsMax, whole = false }: { wordsMin: number; wordsMax: number; whole?: boolean },
): string[] {
  const all = wordsToCompare(text);
  const from = whole ? 0 : all.findIndex((word) => telling(word) && !OPENERS.has(word));
  const words = whole ? all : all.slice(Math.max(0, from), all.findLastIndex(telling) + 1);
  if (words.length < wordsMin || words.length > wordsMax) return [];
  return words.filter(telling).length < TELLING_WORDS_MIN ? [] : [words.join(" ")];
}

/** Whether a word says something of what is written, and could not stand in any book. */
export function telling(word: string): boolean {
  return !SMALL_WORDS.has(word) && !COMMON.has(word) && !/^\d+$/.test(word);
}
