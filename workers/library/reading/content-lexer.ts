/** What may stand in a content stream. */
export const KIND = {
  end: 0,
  number: 1,
  name: 2,
  /** A string of either kind. */
  string: 3,
  openArray: 4,
  closeArray: 5,
  openDictionary: 6,
  closeDictionary: 7,
  /** An operator, or a word nobody knows. */
  word: 8,
  /** pdf.js gives up here. */
  fault: 9,
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/** How many values each operator takes; some take so many at most. Null for what only begins like one. */
export const OPERATORS: ReadonlyMap<string, { readonly takes: number; readonly atMost: boolean } | null> = new Map([
  ...[
    "q Q h S s f F f* B B* b b* n W W* BT ET T* BI ID EMC BX EX",
    "w J j M ri i gs Tc Tw Tz TL Tr Ts Tj TJ '",
  ].flatMap((words, takes) => wordsTaking(words, takes)),
  ...wordsTaking("CS cs G g sh EI Do MP BMC", 1),
  ...wordsTaking("d m l Tf Td TD d0 DP BDC", 2),
  ...wordsTaking('RG rg "', 3),
  ...wordsTaking("v y re K k", 4),
  ...wordsTaking("cm c Tm d1", 6),
  ...wordsTaking("SC sc", 4, true),
  ...wordsTaking("SCN scn", 33, true),
  ..."BM BD true fa fal fals false nu nul null".split(" ").map((word) => [word, null] as const),
]);

function wordsTaking(words: string, takes: number, atMost = false) {
  return words.split(" ").map((word) => [word, { takes, atMost }] as const);
}

const WHITE = 1;
const DELIMITER = 2;
const DIGIT = 4;
const SIGN = 8;
const classes = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) classes[byte] = WHITE;
for (const sign of "()<>[]{}/%") classes[sign.charCodeAt(0)] = DELIMITER;
for (const sign of "0123456789") classes[sign.charCodeAt(0)] = DIGIT;
for (const sign of "+-.") classes[sign.charCodeAt(0)] = SIGN;
const SPECIAL = WHITE | DELIMITER;

const signs = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
const known = new Map(
  [...OPERATORS.keys()].filter(({ length }) => length > 1 && length < 4).map((word) => [packed(word), word]),
);
const WORD_MAX = 128;

function packed(word: string): number {
  return [...word].reduce((sum, sign) => sum * 256 + sign.charCodeAt(0), 0);
}

/** Cuts a content stream into words exactly where pdf.js does, whatever is in it. */
export class ContentLexer {
  at: number;
  /** Where the last word began, and what it was when it is one. */
  start = 0;
  word = "";
  /** It ends within something. */
  torn = false;
  readonly #bytes: Uint8Array;
  readonly #end: number;

  constructor(bytes: Uint8Array, from = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#end = Math.min(end, bytes.length);
    this.at = from;
  }

  next(): Kind {
    this.#skipSpace();
    const bytes = this.#bytes;
    this.start = this.at;
    if (this.at >= this.#end) return KIND.end;
    const byte = bytes[this.at] ?? 0;
    const what = classes[byte] ?? 0;
    if ((what & (DIGIT | SIGN)) !== 0) return this.#number(byte);
    if (what === 0) return this.#operator(byte);
    if (byte === 0x28) return this.#string();
    if (byte === 0x2f) {
      this.at += 1;
      while (this.at < this.#end && ((classes[bytes[this.at] ?? 0] ?? 0) & SPECIAL) === 0) this.at += 1;
      return KIND.name;
    }
    const double = this.at + 1 < this.#end && bytes[this.at + 1] === byte;
    if (byte === 0x3c && !double) return this.#hexString();
    this.at += double && (byte === 0x3c || byte === 0x3e) ? 2 : 1;
    if (byte === 0x5b) return KIND.openArray;
    if (byte === 0x5d) return KIND.closeArray;
    if (byte === 0x3c) return KIND.openDictionary;
    if (byte === 0x3e && double) return KIND.closeDictionary;
    if (byte === 0x29) return KIND.fault;
    this.word = signs[byte] ?? "";
    return KIND.word;
  }

  #skipSpace(): void {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = this.at;
    for (; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === 0x25) {
        while (at < end && bytes[at] !== 10 && bytes[at] !== 13) at += 1;
        // What stands in another part behind it belongs to the remark.
        if (at >= end) this.torn = true;
      } else if (classes[byte] !== WHITE) break;
    }
    this.at = Math.min(at, end);
  }

  #number(first: number): Kind {
    const bytes = this.#bytes;
    let at = this.at;
    let byte: number | undefined = first;
    if (byte === 0x2d) {
      at += 1;
      if (bytes[at] === 0x2d) at += 1;
    } else if (byte === 0x2b) at += 1;
    while (bytes[at] === 10 || bytes[at] === 13) at += 1;
    let dot = bytes[at] === 0x2e;
    if (dot) at += 1;
    byte = at < this.#end ? bytes[at] : undefined;
    this.at = at;
    if (byte === undefined || byte === 32 || byte === 9 || byte === 13 || byte === 10 || byte === 0x28 || byte === 0x3c)
      return KIND.number;
    if (classes[byte] !== DIGIT) return KIND.fault;
    for (; at < this.#end; at += 1) {
      byte = bytes[at] ?? 0;
      if (byte === 0x2e && !dot) dot = true;
      else if (classes[byte] !== DIGIT && byte !== 0x2d) break;
    }
    this.at = at;
    return KIND.number;
  }

  #string(): Kind {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = this.at + 1;
    for (let depth = 1; depth > 0; at += 1) {
      if (at >= end) {
        this.torn = true;
        break;
      }
      const byte = bytes[at];
      if (byte === 0x5c) at += 1;
      else if (byte === 0x28) depth += 1;
      else if (byte === 0x29) depth -= 1;
    }
    this.at = Math.min(at, end);
    return KIND.string;
  }

  #hexString(): Kind {
    const close = this.#bytes.indexOf(0x3e, this.at);
    this.torn ||= close === -1 || close >= this.#end;
    this.at = close === -1 || close >= this.#end ? this.#end : close + 1;
    return KIND.string;
  }

  /** pdf.js ends a word as soon as it is an operator and with the next sign would be none. */
  #operator(first: number): Kind {
    const bytes = this.#bytes;
    const start = this.at;
    let end = start + 1;
    let code = first;
    while (end < this.#end && ((classes[bytes[end] ?? 0] ?? 0) & SPECIAL) === 0) {
      code = code * 256 + (bytes[end] ?? 0);
      end += 1;
      if (end - start > 4) break;
    }
    this.at = start + 1;
    this.word = signs[first] ?? "";
    if (end - start === 1) return KIND.word;
    const whole = end - start < 4 ? known.get(code) : undefined;
    if (whole === undefined) return this.#glued(first);
    this.at = end;
    this.word = whole;
    return KIND.word;
  }

  #glued(first: number): Kind {
    const bytes = this.#bytes;
    const next = bytes[this.at] ?? 0;
    if ((first < 32 || first > 127) && next >= 32 && next <= 127) return KIND.word;
    let word = this.word;
    for (; this.at < this.#end; this.at += 1) {
      const byte = bytes[this.at] ?? 0;
      if (((classes[byte] ?? 0) & SPECIAL) !== 0) break;
      const longer = word + signs[byte];
      if (OPERATORS.has(word) && !OPERATORS.has(longer)) break;
      if (word.length === WORD_MAX) return KIND.fault;
      word = longer;
    }
    this.word = word;
    return KIND.word;
  }
}
