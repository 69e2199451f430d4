import { plainWords } from "../../core/safety/folded-words.ts";
import { narrationSentences } from "./narration-sentences.ts";

/** So many words in a row are no accident. */
export const ECHO_WORDS = 8;
const REPEAT_WORDS = 12;
const INSTEAD_WORDS = 6;
/** A sentence of so many words is not said twice in one telling; shorter ones may be a refrain. */
const LOOP_WORDS = 4;

/** Runs of words by their first to last, for finding what was said before. */
export function runsOf(texts: readonly string[], length = ECHO_WORDS): ReadonlySet<string> {
  const runs = new Set<string>();
  for (const text of texts) {
    const words = plainWords(text);
    for (let at = 0; at + length <= words.length; at += 1) runs.add(words.slice(at, at + length).join(" "));
  }
  return runs;
}

const orders = new Map<string, ReadonlySet<string>>();
/** Tables differ in a few wishes only. */
const ORDERS_KEPT = 16;

/** The runs of what a narrator is ordered: long, the same for every telling of a table, and asked for twice in each. */
export function runsOfOrders(texts: readonly string[]): ReadonlySet<string> {
  const key = texts.join("\n");
  const runs = orders.get(key) ?? runsOf(texts);
  if (orders.size >= ORDERS_KEPT) orders.clear();
  orders.set(key, runs);
  return runs;
}

export function sharesARun(text: string, runs: ReadonlySet<string>, length = ECHO_WORDS): boolean {
  const words = plainWords(text);
  for (let at = 0; at + length <= words.length; at += 1)
    if (runs.has(words.slice(at, at + length).join(" "))) return true;
  return false;
}

/** Notices sentences of earlier narrations, and sentences that come twice in one. */
export class SaidBefore {
  readonly #before: ReadonlySet<string>;
  readonly #here = new Set<string>();

  /** Of what is to be told in other words, shorter sentences count as well. */
  constructor(recent: readonly string[], instead: string | null) {
    this.#before = new Set([
      ...recent.flatMap((text) => keysOf(text, REPEAT_WORDS)),
      ...(instead === null ? [] : keysOf(instead, INSTEAD_WORDS)),
    ]);
  }

  wasTold(sentence: string): boolean {
    return this.#before.has(keyOf(sentence));
  }

  /** True from the second time on. */
  comesTwice(sentence: string): boolean {
    const key = keyOf(sentence);
    if (key.split(" ").length < LOOP_WORDS) return false;
    if (this.#here.has(key)) return true;
    this.#here.add(key);
    return false;
  }
}

const keyOf = (sentence: string): string => plainWords(sentence).join(" ");
const keysOf = (text: string, least: number): string[] =>
  narrationSentences(text)
    .map(({ text: sentence }) => keyOf(sentence))
    .filter((key) => key.split(" ").length >= least);
