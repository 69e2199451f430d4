import { type BoundaryWatch, judgeWord, watchFor } from "../../core/safety/crossings.ts";
import { type FoldedWord, foldedWords, isWordPart } from "../../core/safety/folded-words.ts";
import type { Evidence } from "./evidence.ts";
import { ECHO_WORDS, runsOfOrders } from "./said-before.ts";

/** Words further back than this change no verdict: no phrase, pair or echo reaches over more. */
const WORDS_KEPT = 24;
/** Longer than this, in characters, no marker or tag is: what was held back is passed on. */
const HELD_MAX = 60;
/** A word without an end is passed on at this length. */
const WORD_MAX = 80;
const ENDS_SENTENCE = /[.!?…\n。！？]/u;
/** Signs of markup, and those that nobody sees, which a draft goes without. A joiner inside an emoji stays. */
const MARKUP = /[*`#_~\u{e0000}-\u{e0fff}]|(?![\u200d\ufe0f])\p{Cf}|(?![\n\t])\p{Cc}|\p{Surrogate}/u;
const THINKING_OPENS = /^<think(?:ing)?>$/i;
const THINKING_CLOSES = /^<\/think(?:ing)?>$/i;
/** What makes an address of the word before it. Nobody at a table should see one of a model's, not even for a moment. */
const ADDRESS = "://";
const ENDS_ADDRESS = /[\s)\]]/;
/** The numbers of facts and of sources, so far. A letter without its number is text. */
const NUMBERS = /^\[(?:[\d,;\s]*\]?|(?:\s*(?:s\s?)?\d+\s*[,;])*\s*(?:s\s?)?(?:\d+\s*\]?)?)$/i;
const BROKEN_OFF = "…";
const LOOPS = 3;

/**
 * Passes the words of a stream on as they come. It holds back the word that is still being written, a marker that is
 * not closed, and a word that the next may turn harmless; it stops a sentence before the word that crosses a boundary
 * and before an address, and falls silent when a model recites its orders. The same text comes out however it was cut
 * into pieces.
 */
export class DraftGuard {
  readonly #watch: BoundaryWatch;
  readonly #orders: ReadonlySet<string>;
  readonly #sentences = new Map<string, number>();
  #words: FoldedWord[] = [];
  /** Text that is judged and waits for the words after it: each piece is a word with the signs before it. */
  #waiting: { readonly text: string; readonly word: FoldedWord }[] = [];
  #half = "";
  #signs = "";
  #word = "";
  #mark = "";
  /** Signs after a word which may yet make an address of it. */
  #lead = "";
  /** The last sign of an address that is being passed over; null outside of one. */
  #address: string | null = null;
  #sentence: string[] = [];
  #opens = true;
  #skips = false;
  #thinks = false;
  #silent = false;
  #passed = false;
  #loops = false;
  #taken = 0;

  constructor({ boundaries, orders }: Pick<Evidence, "boundaries" | "orders">) {
    this.#watch = watchFor(boundaries);
    this.#orders = runsOfOrders(orders);
  }

  /** What may be shown now that this has come. */
  push(piece: string): string {
    let text = this.#half + piece;
    // A sign of two halves may come in two pieces.
    this.#half = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : "";
    text = text.slice(0, text.length - this.#half.length);
    let shown = "";
    for (const sign of text) {
      if (this.isLost) break;
      this.#taken += sign.length;
      shown += this.#read(sign);
    }
    return shown;
  }

  /** How far it read, in UTF-16 units: to the sign at which it was lost, when it was. */
  get taken(): number {
    return this.#taken;
  }

  /** What was held back when nothing more comes. */
  end(): string {
    const mark = this.#mark;
    this.#mark = "";
    const shown = mark === "" || mark.startsWith("<") ? "" : this.#plain(mark);
    return shown + this.#letGo() + this.#closeWord() + this.#settle(true) + this.#flushSigns();
  }

  /** Whether nothing after this is worth waiting for: the model recites its orders, or says the same thing over and over. */
  get isLost(): boolean {
    return this.#silent || this.#loops;
  }

  #read(sign: string): string {
    if (this.#silent) return "";
    if (this.#mark !== "") return this.#inMark(sign);
    if (sign === "[" || sign === "<") {
      this.#mark = sign;
      return "";
    }
    if (this.#thinks) return "";
    return this.#plainSign(sign);
  }

  /** "[12]", "[S1]" and "<b>" are taken out whole; what only began like one is text. */
  #inMark(sign: string): string {
    const mark = this.#mark + sign;
    const closes = mark.startsWith("[") ? sign === "]" : mark.startsWith("<<") ? mark.endsWith(">>") : sign === ">";
    const fits = mark.startsWith("[") ? NUMBERS.test(mark) : /^<(?:<?[/|!a-z][^<\n]*|<)$/i.test(mark);
    if (fits && closes) {
      this.#mark = "";
      if (THINKING_OPENS.test(mark)) this.#thinks = true;
      else if (THINKING_CLOSES.test(mark)) this.#thinks = false;
      return "";
    }
    if (fits && mark.length < HELD_MAX) {
      this.#mark = mark;
      return "";
    }
    this.#mark = "";
    if (this.#thinks) return "";
    const [head, last] = sign === "[" || sign === "<" ? [mark.slice(0, -sign.length), sign] : [mark, ""];
    const shown = this.#plain(head);
    this.#mark = last;
    return shown;
  }

  #plain(text: string): string {
    let shown = "";
    for (const sign of text) shown += this.#plainSign(sign);
    return shown;
  }

  #plainSign(sign: string): string {
    if (MARKUP.test(sign)) return "";
    if (this.#address !== null) return this.#inAddress(sign);
    const lead = this.#lead + sign;
    if (this.#makesAddress(lead)) return this.#stopAtAddress(sign);
    if (this.#word !== "" && ADDRESS.startsWith(lead)) {
      this.#lead = lead;
      return "";
    }
    return this.#letGo() + this.#proseSign(sign);
  }

  #makesAddress(lead: string): boolean {
    return this.#word !== "" && (lead === ADDRESS || (lead === "." && foldedWords(this.#word)[0]?.word === "www"));
  }

  /** The signs after a word that made no address of it. */
  #letGo(): string {
    const lead = this.#lead;
    this.#lead = "";
    let shown = "";
    for (const sign of lead) shown += this.#proseSign(sign);
    return shown;
  }

  /** The word before it is not shown, nor the rest of its sentence. */
  #stopAtAddress(sign: string): string {
    this.#address = sign;
    this.#word = "";
    this.#lead = "";
    this.#signs = "";
    const shown = this.#settle(true);
    if (this.#skips) return shown;
    this.#skips = true;
    return this.#passed ? shown + BROKEN_OFF : shown;
  }

  #inAddress(sign: string): string {
    if (!ENDS_ADDRESS.test(sign)) {
      this.#address = sign;
      return "";
    }
    // A full stop at the end of an address is that of its sentence.
    const shown = ENDS_SENTENCE.test(this.#address ?? "") ? this.#endSentence() : "";
    this.#address = null;
    return shown + this.#plainSign(sign);
  }

  #proseSign(sign: string): string {
    if (isWordPart(sign)) {
      this.#word += sign;
      return this.#word.length > WORD_MAX ? this.#closeWord() : "";
    }
    const shown = this.#closeWord();
    // Where a marker was taken out, no blank is left before the full stop, and no second one.
    if (/[ ,.;:!?…]/.test(sign)) this.#signs = this.#signs.replace(/ +$/, "");
    this.#signs += sign;
    if (!ENDS_SENTENCE.test(sign)) return shown;
    return shown + this.#endSentence();
  }

  #endSentence(): string {
    const shown = this.#settle(true);
    if (this.#skips) {
      this.#skips = false;
      this.#signs = "";
    }
    this.#opens = true;
    const key = this.#sentence.join(" ");
    if (this.#sentence.length >= 4) {
      const times = (this.#sentences.get(key) ?? 0) + 1;
      this.#sentences.set(key, times);
      this.#loops ||= times >= LOOPS;
    }
    this.#sentence = [];
    return shown + this.#flushSigns();
  }

  /** Signs are shown with the word after them, except where a sentence ends or a text does. */
  #flushSigns(): string {
    if (this.#skips || this.#silent) return "";
    const signs = this.#signs;
    this.#signs = "";
    return this.#trimmed(signs);
  }

  #trimmed(text: string): string {
    const shown = this.#passed ? text : text.trimStart();
    this.#passed ||= shown !== "";
    return shown;
  }

  #closeWord(): string {
    if (this.#word === "") return "";
    const [first] = foldedWords(this.#word);
    const text = this.#signs + this.#word;
    this.#signs = "";
    this.#word = "";
    if (first === undefined) return "";
    const word = { ...first, opens: this.#opens };
    this.#opens = false;
    this.#sentence.push(word.word);
    this.#words.push(word);
    this.#waiting.push({ text, word });
    if (this.#recites()) {
      this.#silent = true;
      this.#waiting = [];
      return this.#passed ? BROKEN_OFF : "";
    }
    return this.#settle(false);
  }

  /** Shows the words that are judged harmless, up to the first that has to wait or that crosses. */
  #settle(whole: boolean): string {
    let shown = "";
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const index = this.#words.indexOf(next.word);
      const verdict = judgeWord(this.#watch, this.#words, { index, whole });
      if (verdict === "wait") break;
      this.#waiting.shift();
      if (this.#skips) continue;
      if (verdict !== null) {
        this.#skips = true;
        shown += this.#passed ? BROKEN_OFF : "";
      } else shown += this.#trimmed(next.text);
    }
    if (this.#waiting.length === 0 && this.#words.length > WORDS_KEPT * 2) this.#words = this.#words.slice(-WORDS_KEPT);
    return shown;
  }

  #recites(): boolean {
    const last = this.#words.slice(-ECHO_WORDS);
    return last.length === ECHO_WORDS && this.#orders.has(last.map(({ word }) => word).join(" "));
  }
}
