import { stem } from "./stem.ts";

/** A word of a text: as it was written but for case and marks, and the stem by which it is found. */
export interface TextWord {
  readonly word: string;
  readonly stem: string;
}

/** Longer runs of letters are no words but noise of an extraction. */
const WORD_CHARS_MAX = 40;

/** The words of a text that say something, in order; the small words of English are left out. */
export function wordsOf(text: string): TextWord[] {
  const found: TextWord[] = [];
  for (const [run] of folded(text).matchAll(/[\p{L}\p{N}]+(?:'[\p{L}]+)*/gu)) {
    const word = run.replace(/'s$/, "").replaceAll("'", "");
    if (unspaced.test(word)) found.push(...pairsOf(word));
    else if (word.length <= WORD_CHARS_MAX && word.length > 1 && !smallWords.has(word)) {
      found.push({ word, stem: stemOf(word) });
    }
  }
  return found;
}

/** Lower case without accents; signs that look alike are one. */
export function folded(text: string): string {
  return text
    .replaceAll(/[\u00ad\u200b-\u200d\ufeff]/g, "")
    .replaceAll(/[’ʼ‘`]/g, "'")
    .normalize("NFKD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase()
    .replaceAll(/[ßæœøłđ]/g, (letter) => plainLetters[letter] ?? letter);
}

const plainLetters: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d" };

/** Scripts that put no space between words: every pair of neighbours counts as one. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

function pairsOf(run: string): TextWord[] {
  const signs = [...run];
  if (signs.length === 1) return [{ word: run, stem: run }];
  return signs.slice(1).map((sign, at) => {
    const pair = `${signs[at]}${sign}`;
    return { word: pair, stem: pair };
  });
}

const stems = new Map<string, string>();
const STEMS_KEPT = 20_000;

function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = stem(word);
  if (stems.size >= STEMS_KEPT) stems.clear();
  stems.set(word, made);
  return made;
}

/** Words that stand in every text and every question; "not" and "no" among them, since neither finds a passage. */
const smallWords = new Set(
  [
    "a an the this that these those some any each every either neither both all no not nor none such own same other",
    "i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it its",
    "itself they them their theirs themselves who whom whose which what where when why how there here",
    "is are was were be been being am do does did doing done have has had having can could will would shall should may",
    "might must ought cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent",
    "and or but if then else than as so too very just only also even still yet of at by for with about against between",
    "into through during before after above below to from up down in out on off over under again further once upon",
    "within without toward towards onto per via because while until unless though although whether ever never always",
    "say says said tell tells told know knows get gets got give gives let lets please thing things something anything",
    "anyone someone anybody somebody everyone nobody much many more most few less least one ones",
    "im ive youre theyre weve whats wheres whos hows thats theres ill youll well ok okay hey",
  ]
    .join(" ")
    .split(" "),
);
