import { plainWords } from "../../core/safety/folded-words.ts";
import type { Cast, CastMember } from "./cast.ts";

/** A word of a sentence, or a whole quotation, with the punctuation before it. */
export interface Token {
  readonly word: string;
  readonly before: string;
  /** What stands in quotation marks, when the token is a quotation. */
  readonly quote: string | null;
  /** Whom it names, when it is the first word of a name. */
  readonly who: CastMember | null;
  /** Everybody it may name: of two wolves either is "the wolf". */
  readonly whoever: readonly CastMember[];
  /** How many words the name takes. */
  readonly length: number;
}

const QUOTED = /“[^”]*(?:”|$)|«[^»]*(?:»|$)|"[^"]*(?:"|$)/g;
const WORD = /[\p{L}\p{N}]+(?:[’'][\p{L}]+)*/gu;

/** Reads a sentence into words and quotations; names of the cast are found, the longest first. */
export function tokensIn(sentence: string, cast: Cast): Token[] {
  const bare: Bare[] = [];
  let from = 0;
  const words = (text: string): string => {
    let at = 0;
    for (const found of text.matchAll(WORD)) {
      bare.push({ word: folded(found[0]), before: text.slice(at, found.index), quote: null, raw: found[0] });
      at = found.index + found[0].length;
    }
    return text.slice(at);
  };
  for (const quote of sentence.matchAll(QUOTED)) {
    const rest = words(sentence.slice(from, quote.index));
    bare.push({ word: "", before: rest, quote: quote[0].replace(/^[“«"]|[”»"]$/g, ""), raw: "" });
    from = quote.index + quote[0].length;
  }
  words(sentence.slice(from));
  return bare.map(({ word, before, quote }, at) => {
    const found = quote === null ? nameAt(bare, at, cast) : null;
    return {
      word,
      before,
      quote,
      who: found?.whoever[0] ?? null,
      whoever: found?.whoever ?? [],
      length: found?.length ?? 1,
    };
  });
}

interface Bare {
  readonly word: string;
  readonly before: string;
  readonly quote: string | null;
  readonly raw: string;
}

const folded = (word: string): string =>
  word
    .split(/[’']/)
    .map((part) => plainWords(part).join(""))
    .join("'");

function nameAt(tokens: readonly Bare[], at: number, { all }: Cast): { whoever: CastMember[]; length: number } | null {
  let [whoever, length]: [CastMember[], number] = [[], 0];
  const capital = /^\p{Lu}/u.test(tokens[at]?.raw ?? "");
  for (const who of all) {
    // A hero called Nettle is not every nettle by the road.
    if (who.kind === "hero" && !capital) continue;
    const called = who.calls.find((call) =>
      call.every((word, offset) => bareName(tokens[at + offset]?.word ?? "") === word),
    );
    if (called === undefined || called.length < length) continue;
    whoever = called.length > length ? [who] : [...whoever, who];
    length = called.length;
  }
  return length === 0 ? null : { whoever, length };
}

const bareName = (word: string): string => word.replace(/'s$/, "");

/** Something a hero is said to do: the verb, and the words after it. `you` may be any hero who acts. */
export interface Deed {
  readonly heroes: readonly CastMember[];
  readonly verb: string;
  readonly at: number;
  /** The words after the verb to the end of the sentence. */
  readonly after: readonly string[];
}

const JOINS = new Set([
  "and",
  "but",
  "so",
  "then",
  "yet",
  "or",
  "as",
  "while",
  "because",
  "though",
  "although",
  "now",
  "here",
  "still",
  "again",
  "inside",
  "outside",
  "there",
]);
const OPENS_CONDITION = new Set(
  "if unless whether should perhaps maybe when whenever once until before what whatever how however where wherever why who whoever which than lest".split(
    " ",
  ),
);
const MODALS = new Set(
  "can could may might would will should shall must do does did never not cannot need needn't can't couldn't won't wouldn't don't doesn't didn't have to almost nearly d'".split(
    " ",
  ),
);
const ADVERBS = new Set(
  "still then now finally also just soon quickly slowly again simply already even only at last once more both all together".split(
    " ",
  ),
);
const SUBJECTS = new Set(
  "he she they it we i the a an this that these those his her their its someone somebody nobody everyone".split(" "),
);
const ENDS_SCAN = new Set("as while that because when who which until where whose".split(" "));
/** Verbs after which another verb is somebody else's: "you watch the guards agree". */
const SENSES = new Set(
  "watch watches watched see sees saw hear hears heard let lets make makes made help helps helped feel feels felt notice notices".split(
    " ",
  ),
);
const SCAN_MAX = 40;
/** "Behind the board Wren finds": a sentence may open with where, and its subject follows soon. */
const LEADS = new Set(
  "behind beneath under in on with without from after at by among across beside above below near inside into over through toward towards for against".split(
    " ",
  ),
);
const LEADING_WORDS = 5;

/** What heroes do in a sentence, as far as it says so plainly: no conditions, no questions, nothing denied. */
export function deedsIn(tokens: readonly Token[], subject: Subjects): Deed[] {
  const deeds: Deed[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.quote !== null) continue;
    const heroes = subject.heroesAt(tokens, at);
    if (heroes.length === 0 || !opensClause(tokens, at)) continue;
    deeds.push(...deedsFrom(tokens, at + token.length, heroes));
  }
  return deeds;
}

/** Who a word stands for when it is the subject of a clause. */
export interface Subjects {
  heroesAt(tokens: readonly Token[], at: number): readonly CastMember[];
}

function opensClause(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const earlier = tokens[at - 1];
  if (token === undefined || /'s$/.test(token.word)) return false;
  if (tokens.slice(0, at).some(({ word }) => OPENS_CONDITION.has(word))) return false;
  if (earlier === undefined) return true;
  if (token.who !== null && at <= LEADING_WORDS && LEADS.has(tokens[0]?.word ?? "") && !LEADS.has(earlier.word))
    return !/^(?:of|the|a|an|to)$/.test(earlier.word);
  return (
    earlier.quote !== null || /[,;:—–…(-]/.test(token.before) || JOINS.has(earlier.word) || /ly$/.test(earlier.word)
  );
}

function deedsFrom(tokens: readonly Token[], from: number, heroes: readonly CastMember[]): Deed[] {
  const deeds: Deed[] = [];
  let wantsVerb = true;
  for (let at = from; at < Math.min(tokens.length, from + SCAN_MAX); at += 1) {
    const token = tokens[at];
    if (token === undefined || token.quote !== null) break;
    const { word, before } = token;
    if (/[;:—–(]/.test(before) || ENDS_SCAN.has(word)) break;
    if (before.includes(",")) wantsVerb = true;
    if (word === "and" || word === "but" || word === "then") {
      wantsVerb = true;
      continue;
    }
    if (!wantsVerb || ADVERBS.has(word) || /ly$/.test(word)) continue;
    if (MODALS.has(word)) {
      wantsVerb = false;
      continue;
    }
    if (token.who !== null || SUBJECTS.has(word)) {
      if (at > from) break;
      wantsVerb = false;
      continue;
    }
    deeds.push({ heroes, verb: word, at, after: wordsAfter(tokens, at) });
    if (SENSES.has(word)) break;
    wantsVerb = false;
  }
  return deeds;
}

export function wordsAfter(tokens: readonly Token[], at: number): string[] {
  return tokens.slice(at + 1).map(({ word }) => word);
}
