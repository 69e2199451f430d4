/**
 * The stem of an English word by M. F. Porter's algorithm of 1980, as SQLite's `porter` tokenizer has it. Ours because the
 * index, the question and the score of a passage must agree on what one word is, and SQLite only tells the first.
 * Words in other scripts come back as they are.
 */
export function stem(word: string): string {
  if (word.length < 3 || word.length > 40 || !/^[a-z]+$/.test(word)) return word;
  return lastSteps(fourthStep(thirdStep(secondStep(yToI(pastAndPresent(plural(word)))))));
}

const shapes = new Map<string, string>();

/** Vowels and consonants of a stem: `y` is a vowel after a consonant. */
function shape(text: string): string {
  const known = shapes.get(text);
  if (known !== undefined) return known;
  let made = "";
  for (let at = 0; at < text.length; at += 1) {
    const isVowel = "aeiou".includes(text.charAt(at)) || (text.charAt(at) === "y" && made.endsWith("c"));
    made += isVowel ? "v" : "c";
  }
  if (shapes.size > 4_000) shapes.clear();
  shapes.set(text, made);
  return made;
}

/** How often a vowel is followed by a consonant: Porter's m. */
function measure(text: string): number {
  return shape(text).match(/v+c+/g)?.length ?? 0;
}

function hasVowel(text: string): boolean {
  return shape(text).includes("v");
}

function endsDouble(text: string): boolean {
  return text.length > 1 && text.at(-1) === text.at(-2) && shape(text).endsWith("c");
}

/** Consonant, vowel, consonant at the end, the last none of w, x and y. */
function endsShort(text: string): boolean {
  return shape(text).endsWith("cvc") && !/[wxy]$/.test(text);
}

function plural(word: string): string {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

function pastAndPresent(word: string): string {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const ending = ["ed", "ing"].find((each) => word.endsWith(each));
  if (ending === undefined) return word;
  const rest = word.slice(0, -ending.length);
  if (!hasVowel(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (endsDouble(rest) && !/[lsz]$/.test(rest)) return rest.slice(0, -1);
  return measure(rest) === 1 && endsShort(rest) ? `${rest}e` : rest;
}

function yToI(word: string): string {
  return word.endsWith("y") && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

type Endings = readonly (readonly [string, string])[];

const second: Endings = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["logi", "log"],
  ["bli", "ble"],
  ["alli", "al"],
  ["entli", "ent"],
  ["eli", "e"],
  ["ousli", "ous"],
  ["ization", "ize"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
];
const third: Endings = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
];
const fourth = "al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize".split(" ");

function replaced(word: string, endings: Endings): string {
  const found = endings.find(([ending]) => word.endsWith(ending));
  if (found === undefined) return word;
  const rest = word.slice(0, -found[0].length);
  return measure(rest) > 0 ? rest + found[1] : word;
}

function secondStep(word: string): string {
  return replaced(word, second);
}

function thirdStep(word: string): string {
  return replaced(word, third);
}

function fourthStep(word: string): string {
  const ending = fourth.find((each) => word.endsWith(each));
  if (ending === undefined) return word;
  const rest = word.slice(0, -ending.length);
  if (measure(rest) < 2 || (ending === "ion" && !/[st]$/.test(rest))) return word;
  return rest;
}

function lastSteps(word: string): string {
  const rest = word.slice(0, -1);
  const dropsE = word.endsWith("e") && (measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest)));
  const plain = dropsE ? rest : word;
  return plain.endsWith("ll") && measure(plain) > 1 ? plain.slice(0, -1) : plain;
}
