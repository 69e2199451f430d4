/** A stream as the bytes of a PDF show it, whatever its table of contents says. */
export interface PdfStream {
  /** Names in the order in which they are undone. */
  readonly filters: readonly string[];
  /** Where its data begins, and where it ends at the latest. */
  readonly from: number;
  readonly to: number;
  readonly isImage: boolean;
  /** It may be drawn by another. */
  readonly isForm: boolean;
  /** Its length stands in another object, which may not be the one that was found. */
  readonly isFar: boolean;
  /** The longest row that its predictor asks memory for. */
  readonly columns: number;
  /** How its rows were packed; null when there are none. */
  readonly rows: { readonly rowBytes: number; readonly pixelBytes: number } | null;
  /** The number of its object, when it says one. */
  readonly id: number | null;
  /** Where the first object in it begins and how many there are, when it may hold objects. */
  readonly holds: { readonly first: number; readonly count: number } | null;
  /** Something that decides how it is read stands in another object, or the dictionary is too large to keep. */
  readonly unclear: boolean;
}

export interface PdfStreams {
  readonly streams: readonly PdfStream[];
  /** The numbers of objects that are named one after the other in an array. */
  readonly series: readonly (readonly number[])[];
  /** Not all could be looked at within the work that is reasonable. */
  readonly tangled: boolean;
}

/** Everything that may be a stream. */
export function pdfStreams(bytes: Uint8Array): PdfStreams {
  const scan = new ObjectScan(bytes);
  const found: Found[] = [];
  const numbers = new Map<string, number[]>();
  for (const after of objectStarts(bytes)) {
    const object = scan.read(after);
    if (scan.odd || scan.work > bytes.length * 3 + 1_000_000) return { streams: [], series: [], tangled: true };
    if (typeof object === "number") noteNumber(bytes, after, object, numbers);
    else if (object !== null) found.push({ ...object, id: idBefore(bytes, after) });
  }
  return { streams: found.map((each) => streamOf(bytes, each, numbers)), series: scan.series, tangled: false };
}

interface Found {
  readonly dict: Token[];
  readonly from: number;
  readonly cut: boolean;
  readonly id: string | undefined;
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

function noteNumber(bytes: Uint8Array, after: number, value: number, numbers: Map<string, number[]>): void {
  const id = idBefore(bytes, after) ?? "";
  const known = numbers.get(id);
  if (known === undefined) numbers.set(id, [value]);
  else if (known.length < 100) known.push(value);
}

function idBefore(bytes: Uint8Array, after: number): string | undefined {
  return /(\d{1,10})\s+\d{1,6}\s*obj$/.exec(latin.decode(bytes.subarray(Math.max(0, after - 24), after)))?.[1];
}

/** Gathers what arrays name, word by word. */
export class SeriesScan {
  readonly series: number[][] = [];
  /** Brackets are not closed as they were opened, so nobody can tell what is in them. */
  odd = false;
  readonly #open: (number[] | null)[] = [];
  #before = "";
  #last = "";

  /** Whether all that was opened is closed. */
  get closed(): boolean {
    return this.#open.length === 0;
  }

  take(token: string): void {
    if (token === "[") this.#open.push([]);
    else if (token === "<<") this.#open.push(null);
    else if (token === "]" || token === ">>") this.#close(token);
    else if (token === "R" && /^\+?\d+$/.test(this.#last) && /^\+?\d+$/.test(this.#before))
      this.#open.at(-1)?.push(Number(this.#before));
    this.#before = this.#last;
    this.#last = token;
  }

  #close(token: string): void {
    const named = this.#open.pop();
    if (named === undefined || (named === null) !== (token === ">>")) this.odd = true;
    else if (named !== null && named.length > 1) this.series.push(named);
  }
}

/** Reads one object as far as is needed to know whether it is a stream. */
class ObjectScan {
  work = 0;
  odd = false;
  readonly series: number[][] = [];
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(from: number): Omit<Found, "id"> | number | null {
    this.#at = from;
    try {
      return this.#read();
    } finally {
      this.work += this.#at - from + 8;
    }
  }

  #read(): Omit<Found, "id"> | number | null {
    const first = this.#next();
    if (/^\d{1,10}$/.test(first)) return Number(first);
    if (first !== "<<" && first !== "[") return null;
    const dict: Token[] = [];
    const named = new SeriesScan();
    named.take(first);
    let cut = false;
    while (!named.closed) {
      const token = this.#next();
      // An array without an end may still be read, in the mode in which pdf.js puts broken files together.
      if (token === "") named.odd ||= first === "[";
      if (token === "") break;
      named.take(token);
      if (dict.length < TOKENS_KEPT) dict.push(token);
      else cut = true;
    }
    this.odd ||= named.odd;
    for (const each of named.series) this.series.push(each);
    if (!named.closed || first === "[" || this.#next() !== "stream") return null;
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
/** More objects than any stream holds. */
const HELD_MAX = 1_000_000;
const keysOfParms = new Set(["/DecodeParms", "/DP"]);

function streamOf(bytes: Uint8Array, { dict, from, cut, id }: Found, numbers: Map<string, number[]>): PdfStream {
  const filters: string[] = [];
  const parms: string[] = [];
  const told = new Set<string>();
  const lengths: number[] = [];
  let [isImage, isForm, unclear, isFar, first, count] = [false, false, cut, false, -1, -1];
  for (const [key, value] of entriesOf(dict)) {
    const isReference = value.at(-1) === "R";
    const figures = isReference ? (numbers.get(value[0] ?? "") ?? []) : [Number(value[0])];
    if (keysOfFilters.has(key)) {
      unclear ||= isReference || told.has("filter");
      told.add("filter");
      filters.push(...value.filter((each) => each.startsWith("/")).map((each) => each.slice(1)));
    } else if (keysOfParms.has(key)) {
      // What stands elsewhere might say something else.
      unclear ||= told.has("parms") || value.includes("R");
      told.add("parms");
      parms.push(...value);
    } else if (key === "/Subtype" || key === "/Type") {
      isImage ||= value[0] === "/Image" && key === "/Subtype";
      isForm ||= key === "/Subtype" && (isReference || value[0] === "/Form");
    } else if (key === "/First") first = Math.max(first, 0, ...figures);
    else if (key === "/N") count = Math.max(count, ...(isReference ? [HELD_MAX] : figures));
    else if (key === "/Length") {
      isFar ||= isReference;
      lengths.push(...figures);
    }
  }
  return {
    ...{
      filters,
      from,
      to: endOf(bytes, from, lengths),
      isImage,
      isForm,
      isFar,
      id: id === undefined ? null : Number(id),
    },
    columns: Math.max(0, ...parms.map((each) => (/^\+?\d+(\.\d*)?$/.test(each) ? Number(each) : 0))),
    rows: rowsOf(parms),
    holds: first >= 0 && count >= 0 ? { first, count } : null,
    unclear: unclear || isOdd(parms),
  };
}

function rowsOf(parms: readonly string[]): PdfStream["rows"] {
  const said = (...names: string[]) => Number(parms[parms.findIndex((each) => names.includes(each)) + 1]) || 0;
  if (said("/Predictor") <= 1) return null;
  const pixelBits = (said("/Colors") || 1) * (said("/BPC", "/BitsPerComponent") || 8);
  return { rowBytes: ((said("/Columns") || 1) * pixelBits + 7) >> 3, pixelBytes: (pixelBits + 7) >> 3 };
}

/** The differences of TIFF, and the code of LZW that comes one later, have not been written for thirty years. */
function isOdd(parms: readonly string[]): boolean {
  const names = parms.filter((each) => each.startsWith("/"));
  const isTwice = new Set(names).size < names.length;
  return isTwice || names.includes("/EarlyChange") || parms[parms.indexOf("/Predictor") + 1] === "2";
}

/** Where a length leads when `endstream` stands there, else the end of the file: deflated data ends by itself. */
function endOf(bytes: Uint8Array, from: number, lengths: readonly number[]): number {
  const good = lengths.filter((length) => {
    if (!(length >= 0 && from + length <= bytes.length)) return false;
    return /^\s*endstream/.test(latin.decode(bytes.subarray(from + length, from + length + 16)));
  });
  return good.length === 0 ? bytes.length : from + Math.max(...good);
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
