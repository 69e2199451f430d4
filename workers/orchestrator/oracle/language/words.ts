const CONTRACTIONS: Readonly<Record<string, string>> = {
  "i'm": "i am",
  im: "i am",
  "i'll": "i will",
  "i'd": "i would",
  "i've": "i have",
  ive: "i have",
  "we're": "we are",
  "we'll": "we will",
  "we'd": "we would",
  "we've": "we have",
  "let's": "let us",
  lets: "let us",
  "don't": "do not",
  dont: "do not",
  "doesn't": "does not",
  doesnt: "does not",
  "didn't": "did not",
  didnt: "did not",
  "can't": "can not",
  cant: "can not",
  cannot: "can not",
  "won't": "will not",
  wont: "will not",
  "wouldn't": "would not",
  "couldn't": "could not",
  "shouldn't": "should not",
  "isn't": "is not",
  isnt: "is not",
  "aren't": "are not",
  "what's": "what is",
  whats: "what is",
  "who's": "who is",
  whos: "who is",
  "where's": "where is",
  wheres: "where is",
  "how's": "how is",
  "there's": "there is",
  theres: "there is",
  "it's": "it is",
  "that's": "that is",
  thats: "that is",
  "here's": "here is",
  "she's": "she is",
  "he's": "he is",
  "they're": "they are",
  "you're": "you are",
  gonna: "going to",
  wanna: "want to",
  gotta: "got to",
  lemme: "let me",
  gimme: "give me",
  kinda: "kind of",
  dunno: "do not know",
  y: "",
  u: "you",
  ur: "your",
  r: "are",
  pls: "please",
  plz: "please",
  plez: "please",
  ok: "okay",
  k: "okay",
  "w/": "with",
  thru: "through",
  tho: "though",
  "'em": "them",
  em: "them",
  cuz: "because",
  bc: "because",
  "&": "and",
  "+": "and",
  atk: "attack",
  inv: "inventory",
  convo: "conversation",
  tryna: "trying to",
  imma: "i am going to",
  "i'ma": "i am going to",
  finna: "going to",
  hafta: "have to",
  oughta: "ought to",
  shoulda: "should",
  coulda: "could",
  whatcha: "what are you",
  ya: "you",
  yer: "your",
  thx: "thanks",
  nvm: "never mind",
};

export interface Spoken {
  /** Words and punctuation in order; a quotation stands as `"0`, `"1` … */
  readonly words: readonly string[];
  readonly quotes: readonly string[];
}

const WORDS_MAX = 240;

/** Folds case, quotes and spelling habits of chat into plain words, and sets what is quoted aside. */
export function readWords(text: string): Spoken {
  const quotes: string[] = [];
  const aside = (said: string): string => ` "${quotes.push(said.trim()) - 1} `;
  const plain = text
    .normalize("NFKC")
    .replace(/[\u2018\u2019\u02bc`´]/g, "'")
    .replace(/[\u201c\u201d\u201e«»]/g, '"')
    .replace(/[\u2013\u2014]|\.{2,}|…/g, " , ")
    .replace(/"([^"]{1,600})"?/g, (_, said: string) => aside(said))
    .replace(
      /(^|[\s,:])'([^']{2,}(?:'[a-z]{1,2}\b[^']*)*)'(?=$|[\s,.!?])/gi,
      (_, before: string, said: string) => before + aside(said),
    )
    .toLowerCase()
    .replace(/^\s*(?:\/(?:me|do|em|say|act)\b|>+)/, " ")
    .replace(/[*_~()[\]{}<>|\\^=#@]/g, " ");
  const words: string[] = [];
  for (const [word] of plain.matchAll(/"\d+|[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*'?|[&+]|w\/|[,.;:!?]/gu)) {
    if (words.length >= WORDS_MAX) break;
    const bare = word.length > 1 && word.endsWith("'") && !word.endsWith("in'") ? word.slice(0, -1) : word;
    const long = Object.hasOwn(CONTRACTIONS, bare) ? CONTRACTIONS[bare] : undefined;
    if (long !== undefined) words.push(...long.split(" ").filter((part) => part !== ""));
    else if (/[a-z]'s$/.test(bare)) words.push(bare.slice(0, -2), "'s");
    else words.push(bare);
  }
  return { words, quotes };
}

const NAMES_KEPT = 4_000;
const splitNames = new Map<string, readonly string[]>();

/** Splits a name from the adventure the way typed words are split. The same names come in every turn, so they are kept. */
export function nameWords(name: string): readonly string[] {
  const known = splitNames.get(name);
  if (known !== undefined) return known;
  if (splitNames.size >= NAMES_KEPT) splitNames.clear();
  const words = readWords(name).words.filter((word) => !PUNCTUATION.has(word) && word !== "'s");
  splitNames.set(name, words);
  return words;
}

export const PUNCTUATION: ReadonlySet<string> = new Set([",", ".", ";", ":", "!", "?"]);
export const DETERMINERS: ReadonlySet<string> = new Set([
  "the",
  "a",
  "an",
  "my",
  "your",
  "his",
  "its",
  "our",
  "their",
  "this",
  "these",
  "those",
  "some",
  "any",
  "every",
  "each",
  "that",
  "her",
  "another",
]);
/** Words that never name anything by themselves. */
export const SMALL_WORDS: ReadonlySet<string> = new Set([
  ...DETERMINERS,
  "i",
  "we",
  "you",
  "he",
  "she",
  "it",
  "they",
  "me",
  "us",
  "him",
  "them",
  "and",
  "or",
  "but",
  "then",
  "to",
  "at",
  "in",
  "on",
  "into",
  "onto",
  "of",
  "for",
  "with",
  "from",
  "by",
  "about",
  "over",
  "under",
  "behind",
  "through",
  "up",
  "down",
  "out",
  "off",
  "around",
  "near",
  "is",
  "are",
  "am",
  "be",
  "was",
  "were",
  "do",
  "does",
  "did",
  "not",
  "no",
  "yes",
  "so",
  "if",
  "as",
  "there",
  "here",
  "what",
  "who",
  "where",
  "when",
  "why",
  "how",
  "which",
  "can",
  "could",
  "would",
  "will",
  "shall",
  "should",
  "may",
  "might",
  "must",
  "have",
  "has",
  "had",
  "'s",
  "one",
  "ones",
  "thing",
  "stuff",
  "anything",
  "something",
  "everything",
  "all",
  "please",
  "just",
  "really",
  "very",
  "too",
  "also",
  "again",
  "now",
  "more",
  "than",
  "next",
  "back",
  "away",
  "inside",
  "outside",
  "myself",
  "himself",
  "herself",
  "old",
  "big",
  "small",
  "little",
  "new",
  "good",
  "last",
  "first",
  "like",
  "want",
  "know",
  "lets",
  "try",
  "maybe",
  "okay",
  "well",
  "else",
  "only",
  "other",
]);
