/** A stream as the bytes of a PDF show it, whatever its table of contents says. */
export interface PdfStream {
  /** Names in the order in which they are undone. */
  readonly filters: readonly string[];
  /** Where its data begins, and where it ends at the latest. */
  readonly from: number;
  readonly to: number;
  readonly isImage: boolean;
  /** The longest row that its predictor asks memory for. */
  readonly columns: number;
  /** Something that decides how it is read stands in another object, or the dictionary is too large to keep. */
  readonly unclear: boolean;
}

/** Everything that may be a stream, and what could not be looked at within the work that is reasonable. */
export function pdfStreams(bytes: Uint8Array): { streams: PdfStream[]; tangled: boolean } {
  const scan = new ObjectScan(bytes);
  const found: { dict: Token[]; from: number; cut: boolean }[] = [];
  const numbers = new Map<string, number>();
  for (const after of objectStarts(bytes)) {
    const object = scan.read(after);
    if (scan.work > bytes.length * 3 + 1_000_000) return { streams: [], tangled: true };
    if (typeof object === "number") noteNumber(bytes, after, object, numbers);
    else if (object !== null) found.push(object);
  }
  return { streams: found.map((each) => streamOf(bytes, each, numbers)), tangled: false };
}

type Token = string;
const TOKENS_KEPT = 20_000;
const latin = new TextDecoder("latin1");
/** Small, so that what is decoded is forgotten at once. */
const WINDOW = 1 << 15;

/** Places behind every `obj` that stands behind no letter. */
function* objectStarts(bytes: Uint8Array): Generator<number> {
  for (let start = 0; start < bytes.length; start += WINDOW) {
    // Two more, for a word that lies across the end of the window.
    const text = latin.decode(bytes.subarray(start, start + WINDOW + 2));
    for (let at = text.indexOf("obj"); at !== -1; at = text.indexOf("obj", at + 3)) {
      const before = bytes[start + at - 1] ?? 0x20;
      if (!((before | 32) >= 97 && (before | 32) <= 122)) yield start + at + 3;
    }
  }
}

function noteNumber(bytes: Uint8Array, after: number, value: number, numbers: Map<string, number>): void {
  const id = /(\d{1,10})\s+\d{1,6}\s*obj$/.exec(latin.decode(bytes.subarray(Math.max(0, after - 24), after)))?.[1];
  if (id !== undefined) numbers.set(id, Math.max(value, numbers.get(id) ?? 0));
}

/** Reads one object as far as is needed to know whether it is a stream. */
class ObjectScan {
  work = 0;
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(from: number): { dict: Token[]; from: number; cut: boolean } | number | null {
    this.#at = from;
    try {
      return this.#read();
    } finally {
      this.work += this.#at - from + 8;
    }
  }

  #read(): { dict: Token[]; from: number; cut: boolean } | number | null {
    const first = this.#next();
    if (/^\d{1,10}$/.test(first)) return Number(first);
    if (first !== "<<") return null;
    const dict: Token[] = [];
    let cut = false;
    for (let depth = 1; depth > 0; ) {
      const token = this.#next();
      if (token === "") return null;
      depth += token === "<<" ? 1 : token === ">>" ? -1 : 0;
      if (dict.length < TOKENS_KEPT) dict.push(token);
      else cut = true;
    }
    if (this.#next() !== "stream") return null;
    if (this.#bytes[this.#at] === 0x0d) this.#at += 1;
    if (this.#bytes[this.#at] === 0x0a) this.#at += 1;
    return { dict, from: this.#at, cut };
  }

  /** The next word; a string of any kind is `()`; the end of the file is the empty word. */
  #next(): Token {
    const bytes = this.#bytes;
    this.#skipSpace();
    const start = this.#at;
    const byte = bytes[start];
    if (byte === undefined) return "";
    if (byte === 0x28) return this.#skipString();
    if (byte === 0x3c || byte === 0x3e) {
      if (bytes[start + 1] === byte) {
        this.#at += 2;
        return byte === 0x3c ? "<<" : ">>";
      }
      const end = byte === 0x3c ? bytes.indexOf(0x3e, start) : start;
      this.#at = (end === -1 ? bytes.length : end) + 1;
      return "()";
    }
    this.#at += 1;
    if (byte === 0x5b || byte === 0x5d || byte === 0x7b || byte === 0x7d || byte === 0x29)
      return String.fromCharCode(byte);
    while (isRegular(bytes[this.#at])) this.#at += 1;
    const word = latin.decode(bytes.subarray(start, Math.min(this.#at, start + 64)));
    return word.includes("#")
      ? word.replace(/#([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      : word;
  }

  #skipSpace(): void {
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === 0x25) {
        while (this.#at < this.#bytes.length && this.#bytes[this.#at] !== 0x0a && this.#bytes[this.#at] !== 0x0d)
          this.#at += 1;
      } else if (byte === 0x20 || byte === 0 || (byte !== undefined && byte >= 9 && byte <= 13)) this.#at += 1;
      else return;
    }
  }

  #skipString(): Token {
    for (let depth = 0; this.#at < this.#bytes.length; this.#at += 1) {
      const byte = this.#bytes[this.#at];
      if (byte === 0x5c) this.#at += 1;
      else if (byte === 0x28) depth += 1;
      else if (byte === 0x29) depth -= 1;
      if (depth === 0) break;
    }
    this.#at += 1;
    return "()";
  }
}

function isRegular(byte: number | undefined): boolean {
  if (byte === undefined || byte <= 0x20) return false;
  return !(
    byte === 0x28 ||
    byte === 0x29 ||
    byte === 0x3c ||
    byte === 0x3e ||
    byte === 0x5b ||
    byte === 0x5d ||
    byte === 0x7b ||
    byte === 0x7d ||
    byte === 0x2f ||
    byte === 0x25
  );
}

const keysOfFilters = new Set(["/Filter", "/F"]);
const keysOfParms = new Set(["/DecodeParms", "/DP"]);

function streamOf(
  bytes: Uint8Array,
  { dict, from, cut }: { dict: Token[]; from: number; cut: boolean },
  numbers: Map<string, number>,
): PdfStream {
  const filters: string[] = [];
  let [isImage, unclear, columns, length] = [false, cut, 0, -1];
  for (const [key, value] of entriesOf(dict)) {
    const isReference = value.at(-1) === "R";
    if (keysOfFilters.has(key)) {
      unclear ||= isReference;
      filters.push(...value.filter((each) => each.startsWith("/")).map((each) => each.slice(1)));
    } else if (keysOfParms.has(key)) {
      columns = Math.max(columns, ...value.map((each) => (/^\+?\d+(\.\d*)?$/.test(each) ? Number(each) : 0)));
    } else if (key === "/Subtype" || key === "/Type") isImage ||= value[0] === "/Image" && key === "/Subtype";
    else if (key === "/Length") {
      const said = isReference ? numbers.get(value[0] ?? "") : Number(value[0]);
      length = Math.max(length, said ?? -1);
    }
  }
  return { filters, from, to: endOf(bytes, from, length), isImage, columns, unclear };
}

/** Where the length leads when `endstream` stands there, else the end of the file: deflated data ends by itself. */
function endOf(bytes: Uint8Array, from: number, length: number): number {
  if (length >= 0 && from + length <= bytes.length) {
    const after = latin.decode(bytes.subarray(from + length, from + length + 16));
    if (/^\s*endstream/.test(after)) return from + length;
  }
  return bytes.length;
}

/** Keys of a dictionary with all words of their values, also of what is nested in them. */
function* entriesOf(dict: readonly Token[]): Generator<[string, Token[]]> {
  for (let at = 0; at < dict.length; ) {
    const key = dict[at] ?? "";
    at += 1;
    const value: Token[] = [];
    for (let depth = 0; at < dict.length; at += 1) {
      const token = dict[at] ?? "";
      if (depth === 0 && value.length > 0 && (token.startsWith("/") || token === ">>")) break;
      depth += token === "<<" || token === "[" ? 1 : token === ">>" || token === "]" ? -1 : 0;
      value.push(token);
    }
    yield [key, value];
  }
}
