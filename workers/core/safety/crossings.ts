import type { Boundary } from "../../contracts/dm.ts";
import { type FoldedWord, foldedWords } from "./folded-words.ts";
import { inflectionsOf, pluralsOf, stemsOf } from "./inflections.ts";
import { SUBJECTS } from "./subjects.ts";

/** Where a text touches a boundary: `at` and `end` enclose the word that completes it. */
export interface Crossing {
  readonly boundary: Boundary;
  readonly at: number;
  readonly end: number;
}

/** What stands in for one word of a phrase: all its forms. */
type Forms = ReadonlySet<string>;
interface Sign {
  readonly boundary: Boundary;
  /** The word that completes it is the last of these, in order. */
  readonly phrase: readonly Forms[];
  /** All of these must stand near as well, in any order. */
  readonly near: readonly Forms[];
  readonly innocent: readonly (readonly Forms[])[];
}
/** Boundaries made ready for reading: every sign by each word that may complete it. */
export interface BoundaryWatch {
  readonly signs: ReadonlyMap<string, readonly Sign[]>;
}

/** How many words apart two words of one sentence still speak of one thing. */
const NEAR_WORDS = 8;

/** All places where a text touches a boundary, in order. Linear in the text. */
export function crossings(text: string, boundaries: readonly Boundary[]): Crossing[] {
  return crossingsIn(text, watchFor(boundaries));
}

/** The same with boundaries that were made ready before; a single sentence is judged like any text. */
export function crossingsIn(text: string, watch: BoundaryWatch): Crossing[] {
  if (watch.signs.size === 0) return [];
  const words = foldedWords(text);
  return words.flatMap((_, index) => {
    const verdict = judgeWord(watch, words, { index, whole: true });
    return verdict === null || verdict === "wait" ? [] : [verdict];
  });
}

/**
 * Whether a word completes a crossing, judged from the words around it. "wait" means that the next word may yet make it
 * innocent, and that a text which is still growing should hold it back; of a `whole` text it is never said.
 */
export function judgeWord(
  { signs }: BoundaryWatch,
  words: readonly FoldedWord[],
  { index, whole }: { index: number; whole: boolean },
): Crossing | "wait" | null {
  const word = words[index];
  const candidates = word === undefined ? undefined : signs.get(word.word);
  if (word === undefined || candidates === undefined) return null;
  let waits = false;
  let veil: Crossing | null = null;
  for (const sign of candidates) {
    if (!endsHere(sign.phrase, words, index) || !isNear(sign.near, words, index)) continue;
    const excuse = isInnocent(sign, words, { index, whole });
    if (excuse === "wait") waits = true;
    if (excuse !== "no") continue;
    const crossing = { boundary: sign.boundary, at: word.at, end: word.end };
    if (sign.boundary.kind === "line") return crossing;
    veil ??= crossing;
  }
  return veil ?? (waits ? "wait" : null);
}

function endsHere(phrase: readonly Forms[], words: readonly FoldedWord[], index: number): boolean {
  const from = index - phrase.length + 1;
  if (from < 0) return false;
  return phrase.every((forms, at) => {
    const word = words[from + at];
    return word !== undefined && forms.has(word.word) && (at === 0 || !word.opens);
  });
}

function isNear(near: readonly Forms[], words: readonly FoldedWord[], index: number): boolean {
  if (near.length === 0) return true;
  const missing = new Set(near);
  for (let at = index; at >= 0 && at > index - NEAR_WORDS; at -= 1) {
    const word = words[at];
    if (word === undefined) break;
    for (const forms of missing) if (forms.has(word.word)) missing.delete(forms);
    if (missing.size === 0) return true;
    if (word.opens) break;
  }
  return false;
}

function isInnocent(
  { innocent }: Sign,
  words: readonly FoldedWord[],
  { index, whole }: { index: number; whole: boolean },
): "yes" | "no" | "wait" {
  let answer: "no" | "wait" = "no";
  for (const phrase of innocent) {
    for (let place = 0; place < phrase.length; place += 1) {
      const fit = fitsAt(phrase, words, index - place);
      if (fit === "all") return "yes";
      if (fit === "so far" && !whole) answer = "wait";
    }
  }
  return answer;
}

function fitsAt(phrase: readonly Forms[], words: readonly FoldedWord[], from: number): "all" | "so far" | "not" {
  if (from < 0) return "not";
  for (const [at, forms] of phrase.entries()) {
    const word = words[from + at];
    if (word === undefined) return "so far";
    if (!forms.has(word.word) || (at > 0 && word.opens)) return "not";
  }
  return "all";
}

/** Whether a boundary names nothing that could be recognised: it would be on the list and keep nothing out. */
export function signless(boundary: Boundary): boolean {
  return madeReady([boundary]).signs.size === 0;
}

const ready = new WeakMap<readonly Boundary[], BoundaryWatch>();

/** Makes boundaries ready, once for each list of them. */
export function watchFor(boundaries: readonly Boundary[]): BoundaryWatch {
  const watch = ready.get(boundaries) ?? madeReady(boundaries);
  ready.set(boundaries, watch);
  return watch;
}

function madeReady(boundaries: readonly Boundary[]): BoundaryWatch {
  const signs = new Map<string, Sign[]>();
  for (const boundary of boundaries) {
    for (const sign of [...signsOfTag(boundary), ...signsOfText(boundary)]) {
      for (const form of sign.phrase.at(-1) ?? []) {
        const known = signs.get(form);
        if (known === undefined) signs.set(form, [sign]);
        else known.push(sign);
      }
    }
  }
  return { signs };
}

function signsOfTag(boundary: Boundary): Sign[] {
  if (boundary.tag === null) return [];
  const { words, phrases, pairs, innocent } = SUBJECTS[boundary.tag];
  const excuses = innocent.map(phraseOf);
  const sign = (phrase: readonly Forms[], near: readonly Forms[] = []): Sign => {
    const last = [...(phrase.at(-1) ?? [])];
    // Only the excuses that speak of the same word are asked for when it is read.
    const own = excuses.filter((each) => each.some((forms) => last.some((form) => forms.has(form))));
    return { boundary, phrase, near, innocent: own };
  };
  return [
    ...listOf(words).map((word) => sign([new Set(formsOf(word))])),
    ...phrases.map((phrase) => sign(phraseOf(phrase))),
    ...pairs.flatMap(([one, other]) => {
      const [first, second] = [anyOf(one), anyOf(other)];
      return [sign([first], [second]), sign([second], [first])];
    }),
  ];
}

const SMALL = new Set(
  "a an the of to in on at by for from with without any no not all every my our your their his her its is are be being been that which who about into and or anything anyone someone something please never scene scenes mention mentions mentioned describe described description descriptions depiction depictions detail details detailed graphic explicit content kind kinds sort like such as against involving other you i me we us he she him her they them it this these those there here what when where how very too so do does did can could will would should must may might have has had than then".split(
    " ",
  ),
);

/** A boundary in a table's own words: each thing it lists by its significant words, all of them near one another. */
function signsOfText(boundary: Boundary): Sign[] {
  return boundary.text
    .split(/[,;/&|\n]|\b(?:and|or)\b/i)
    .map((part) => foldedWords(part).flatMap(({ word }) => (SMALL.has(word) ? [] : [anyFormOf(word)])))
    .filter((things) => things.length > 0)
    .flatMap((things) =>
      things.map((thing) => ({ boundary, phrase: [thing], near: without(things, thing), innocent: [] })),
    );
}

const without = (list: readonly Forms[], one: Forms): Forms[] => list.filter((each) => each !== one);
const listOf = (words: string): string[] => words.split(" ").filter((word) => word !== "");
const formsOf = (word: string): string[] => (word.endsWith("~") ? inflectionsOf(word.slice(0, -1)) : pluralsOf(word));
const phraseOf = (phrase: string): Forms[] => listOf(phrase).map((place) => new Set(place.split("|").flatMap(formsOf)));
const anyOf = (words: string): Forms => new Set(listOf(words).flatMap(formsOf));
const anyFormOf = (word: string): Forms => new Set(stemsOf(word).flatMap(inflectionsOf));
