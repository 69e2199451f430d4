import { ContentLexer, KIND, OPERATORS } from "./content-lexer.ts";

const DICTIONARY_BYTES_MAX = 16_384;
/** So far pdf.js looks behind an end whether it is one. */
const LOOK_BYTES = 15;
const LOOK_WORDS_BYTES = 75;

/**
 * Where pdf.js goes on behind a picture that stands within a content stream; `at` is behind its `BI`. Null where pdf.js gives
 * up or the stream ends, and `unclear` where it is not worth following.
 */
export function endOfInlineImage(bytes: Uint8Array, at: number): number | "unclear" | null {
  const head = headOf(bytes, at);
  if (head === null || head === "unclear") return head;
  const { filter, data } = head;
  // The sign before the data is looked at once more behind it.
  if (![0, 9, 10, 12, 13, 32].includes(bytes[data - 1] ?? -1)) return data > bytes.length ? null : "unclear";
  if (/^DCT/.test(filter)) return "unclear";
  const close = /^(?:A85|ASCII85Decode)$/.test(filter)
    ? endOfBase85(bytes, data)
    : /^(?:AHx|ASCIIHexDecode)$/.test(filter)
      ? bytes.indexOf(0x3e, data) + 1
      : 0;
  return close > 0 ? behindMark(bytes, close) : endByMark(bytes, data);
}

/** The filter, and where the data begins. */
function headOf(bytes: Uint8Array, at: number): { filter: string; data: number } | "unclear" | null {
  const lexer = new ContentLexer(bytes, at, Math.min(bytes.length, at + DICTIONARY_BYTES_MAX));
  let filter = "";
  for (;;) {
    const kind = lexer.next();
    if (kind === KIND.word && lexer.word === "ID") return { filter, data: lexer.at + 1 };
    if (kind !== KIND.name) return lexer.at >= at + DICTIONARY_BYTES_MAX ? "unclear" : null;
    const key = textOf(bytes, lexer);
    if (key.includes("#")) return "unclear";
    const value = firstNameOf(bytes, lexer);
    if (value === null) return "unclear";
    if (key === "/F" || key === "/Filter") {
      if (filter !== "" || value.includes("#")) return "unclear";
      filter = value;
    }
  }
}

/** A value, of which only a name or the first name in an array is wanted. Null for what pdf.js might take otherwise. */
function firstNameOf(bytes: Uint8Array, lexer: ContentLexer): string | null {
  let first = "";
  const open: number[] = [];
  for (let count = 0; ; count += 1) {
    const kind = lexer.next();
    if (kind === KIND.end || kind === KIND.fault) return null;
    if (kind === KIND.word && !/^(?:true|false|null)$/.test(lexer.word)) return null;
    if (kind === KIND.name && first === "" && (count === 0 || (count === 1 && open[0] === KIND.openArray)))
      first = textOf(bytes, lexer).slice(1);
    if (kind === KIND.openArray || kind === KIND.openDictionary) open.push(kind);
    else if (kind === KIND.closeArray || kind === KIND.closeDictionary) {
      if (open.pop() !== kind - 1) return null;
    }
    if (open.length === 0) return first;
  }
}

function textOf(bytes: Uint8Array, { start, at }: ContentLexer): string {
  return String.fromCharCode(...bytes.subarray(start, Math.min(at, start + 64)));
}

function endOfBase85(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x7e, from); at !== -1; at = bytes.indexOf(0x7e, at + 1)) {
    let next = at + 1;
    while ([9, 10, 13, 32].includes(bytes[next] ?? -1)) next += 1;
    if (bytes[next] === 0x3e) return next + 1;
    if (next > at + 1 && bytes[next] === 0x45 && bytes[next + 1] === 0x49) return next;
  }
  return 0;
}

/** Behind the next `EI` and the sign after it, whatever that is. */
function behindMark(bytes: Uint8Array, from: number): number | null {
  let state = 0;
  for (let at = from; at < bytes.length; at += 1) {
    if (state === 2) return at + 1;
    state = state === 1 ? (bytes[at] === 0x49 ? 2 : 0) : bytes[at] === 0x45 ? 1 : 0;
  }
  return null;
}

/** Behind the first `EI` with a space after it that is followed by what looks like operators. */
function endByMark(bytes: Uint8Array, from: number): number | "unclear" | null {
  let state = 0;
  let last = false;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (state < 2) {
      state = state === 0 ? (byte === 0x45 ? 1 : 0) : byte === 0x49 ? 2 : 0;
      continue;
    }
    state = 0;
    if (byte !== 32 && byte !== 10 && byte !== 13) continue;
    last = true;
    if (at + 1 === bytes.length) return at + 1;
    const looks = looksLikeOperators(bytes, at + 1);
    if (looks === "fault") return null;
    if (looks) return at + 1;
  }
  // pdf.js goes back to the last mark there was; whoever writes such a thing may print it anew.
  return last ? "unclear" : null;
}

function looksLikeOperators(bytes: Uint8Array, from: number): boolean | "fault" {
  const look = bytes.subarray(from, from + LOOK_BYTES);
  for (const [at, byte] of look.entries()) {
    if (byte === 0 && look[at + 1] !== 0) continue;
    if (byte !== 10 && byte !== 13 && (byte < 32 || byte > 127)) return false;
  }
  const lexer = new ContentLexer(bytes, from, from + LOOK_WORDS_BYTES);
  for (let values = 0; ; ) {
    const kind = lexer.next();
    if (kind === KIND.fault) return "fault";
    if (kind === KIND.end) return false;
    if (isCommand(kind, lexer.word)) {
      const operator = kind === KIND.word ? OPERATORS.get(lexer.word) : undefined;
      if (operator === undefined || operator === null) return false;
      if (operator.atMost ? values <= operator.takes : values === operator.takes) return true;
      values = 0;
    } else values += 1;
  }
}

/** To the lexer of pdf.js brackets are commands, too, and these three words are values. */
function isCommand(kind: number, word: string): boolean {
  if (kind === KIND.word) return word !== "true" && word !== "false" && word !== "null";
  return kind >= KIND.openArray && kind <= KIND.closeDictionary;
}
