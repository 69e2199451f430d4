import { ContentLexer, KIND, type Kind } from "./content-lexer.ts";
import { endOfInlineImage } from "./inline-image.ts";

/** How deep the graphics states of a content stream are nested, counted as pdf.js goes through it. */
export interface Nesting {
  readonly peak: number;
  /** How many are still open at its end. */
  readonly left: number;
  /** It ends within something or breaks off: a part behind it, or it behind a part, may be read otherwise. */
  readonly hanging: boolean;
  /** It draws pictures or forms. */
  readonly draws: boolean;
  /** pdf.js gives up here, whatever follows. */
  readonly ends: boolean;
  /** How many bytes were looked at. */
  readonly work: number;
}

/** Counts `q` and `Q`. Where it is uncertain whether pdf.js acts on them, a `q` counts and a `Q` does not. */
export function nestingOf(bytes: Uint8Array): Nesting {
  const scan = new NestingScan(bytes);
  scan.run();
  return scan.nesting;
}

/** In a dictionary keys and values take turns. */
const ARRAY = 0;
const KEY = 1;
const VALUE = 2;

class NestingScan {
  #peak = 0;
  #left = 0;
  #hanging = false;
  #ends = false;
  #draws = false;
  readonly #bytes: Uint8Array;
  readonly #lexer: ContentLexer;
  readonly #open: number[] = [];
  /** Brackets are not closed as they were opened, so it is no longer known what is within them. */
  #odd = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#lexer = new ContentLexer(bytes);
  }

  get nesting(): Nesting {
    return {
      peak: this.#peak,
      left: this.#left,
      hanging: this.#hanging,
      draws: this.#draws,
      ends: this.#ends,
      work: this.#lexer.at,
    };
  }

  run(): void {
    const lexer = this.#lexer;
    for (;;) {
      const kind = lexer.next();
      if (kind === KIND.end) break;
      if (kind === KIND.fault) {
        this.#hanging = true;
        this.#ends = true;
        return;
      }
      if (kind === KIND.word) {
        if (!this.#act(lexer.word)) return;
      } else if (kind > KIND.string || this.#open.length > 0) this.#bracket(kind);
    }
    this.#hanging = lexer.torn || this.#open.length > 0;
  }

  /** False where nothing behind it is read, or no more is worth reading. */
  #act(word: string): boolean {
    if (this.#open.length > 0) {
      if (word === "true" || word === "false" || word === "null") this.#value(KIND.string);
      else this.#odd = true;
    }
    if (word === "q") this.#save();
    else if (word === "Q") {
      if (this.#left > 0 && this.#open.length === 0 && !this.#odd) this.#left -= 1;
    } else if (word === "Do") this.#draws = true;
    else if (word === "BI") return this.#skipImage();
    return true;
  }

  #save(): void {
    if (this.#open.length > 0 && !this.#odd) return;
    this.#left += 1;
    if (this.#left > this.#peak) this.#peak = this.#left;
  }

  #skipImage(): boolean {
    const end = this.#open.length > 0 ? "unclear" : endOfInlineImage(this.#bytes, this.#lexer.at);
    if (typeof end === "number") {
      this.#lexer.at = end;
      return true;
    }
    if (end === "unclear") this.#peak = Number.POSITIVE_INFINITY;
    this.#hanging = true;
    return false;
  }

  #bracket(kind: Kind): void {
    const top = this.#open.at(-1);
    if (kind === KIND.openArray || kind === KIND.openDictionary) {
      if (top !== undefined) this.#value(kind);
      this.#open.push(kind === KIND.openArray ? ARRAY : KEY);
    } else if (kind === KIND.closeArray || kind === KIND.closeDictionary) {
      if (top === (kind === KIND.closeArray ? ARRAY : KEY)) this.#open.pop();
      else if (top !== undefined) this.#odd = true;
    } else this.#value(kind);
  }

  #value(kind: Kind): void {
    const top = this.#open.at(-1);
    if (top === KEY && kind !== KIND.name) this.#odd = true;
    else if (top !== ARRAY) this.#open[this.#open.length - 1] = top === KEY ? VALUE : KEY;
  }
}
