import { ContentLexer, KIND } from "./content-lexer.ts";
import { type Nesting, nestingOf } from "./content-nesting.ts";
import { type PdfStream, SeriesScan } from "./pdf-streams.ts";
import { unpacked } from "./unpacked.ts";
import { BUILT_ODDLY, Unreadable } from "./unreadable.ts";

/**
 * pdf.js makes each graphics state from the one around it, so that the work grows with the square of their depth and nothing
 * can stop it on the way. A printer may refuse 28; nobody draws so deep.
 */
const DEPTH_MAX = 512;
/** Forms draw forms, and which draws which is not followed: those that draw may not come to more if each drew the next. */
const FORM_DEPTHS_MAX = 12_000;
/** Of those that are deeper than this there are hardly any, so they may come to less. */
const FORM_DEPTH_USUAL = 32;
const UNUSUAL_DEPTHS_MAX = 2_048;
/** What is gone through, many times what an honest file comes to. */
const WORK_BYTES_MAX = 512 * 1024 * 1024;
/** So much is looked at first: what is no content mostly ends there. */
const FIRST_BYTES = 16 * 1024;
/** A stream no larger than this is unpacked at once. */
const AT_ONCE_BYTES = 256 * 1024;

const TOO_DEEP = "This PDF nests its drawings deeper than can be read. Print it to a new PDF and upload that.";

interface Part extends Nesting {
  readonly stream: PdfStream;
  /** Another stream has the same number. */
  readonly isTwo: boolean;
}

/** Refuses pages and forms whose states are nested too deep, also where a page is put together from several streams. */
export function refuseDeepNesting(
  bytes: Uint8Array,
  streams: readonly PdfStream[],
  series: readonly (readonly number[])[],
): void {
  new NestingLimits(bytes, streams).check(streams, series);
}

class NestingLimits {
  readonly #bytes: Uint8Array;
  readonly #holdsObjects: boolean;
  readonly #parts = new Map<number, Part>();
  readonly #held: number[][] = [];
  #work = 0;
  #depths = 0;
  #unusual = 0;

  constructor(bytes: Uint8Array, streams: readonly PdfStream[]) {
    this.#bytes = bytes;
    this.#holdsObjects = streams.some(({ holds }) => holds !== null);
  }

  check(streams: readonly PdfStream[], series: readonly (readonly number[])[]): void {
    for (const stream of streams) this.#add(stream);
    for (const named of [...series, ...this.#held]) {
      const parts = named.map((id) => this.#parts.get(id)).filter((part) => part !== undefined);
      if (parts.length > 1 && isUncertain(parts)) this.#checkJoined(parts);
    }
  }

  #add(stream: PdfStream): void {
    const nesting = this.#nestingIn(stream);
    if (stream.isForm && nesting.draws) this.#addForm(nesting.peak);
    const { id } = stream;
    if (id === null) {
      if (nesting.left > 0) throw new Unreadable(BUILT_ODDLY);
    } else {
      const before = this.#parts.get(id);
      const isWorse = before === undefined || nesting.hanging || nesting.left > before.left;
      if (isWorse) this.#parts.set(id, { ...nesting, stream, isTwo: before !== undefined });
      else this.#parts.set(id, { ...before, isTwo: true });
    }
    if (stream.holds !== null) this.#held.push(...seriesIn(this.#unpack(stream), stream.holds));
  }

  #addForm(peak: number): void {
    this.#depths += peak + 1;
    if (peak > FORM_DEPTH_USUAL) this.#unusual += peak;
    if (this.#depths > FORM_DEPTHS_MAX || this.#unusual > UNUSUAL_DEPTHS_MAX) throw new Unreadable(TOO_DEEP);
  }

  #nestingIn(stream: PdfStream): Nesting {
    if (stream.filters.length === 0 && stream.isFar && this.#holdsObjects) {
      // Its length may be in a stream that holds objects, and the end that was found none.
      this.#count(nestingOf(this.#bytes.subarray(stream.from)));
    }
    if (stream.to - stream.from <= AT_ONCE_BYTES) return this.#count(nestingOf(this.#unpack(stream)));
    const head = this.#unpack(stream, FIRST_BYTES);
    const nesting = this.#count(nestingOf(head));
    return head.length < FIRST_BYTES || nesting.ends ? nesting : this.#count(nestingOf(this.#unpack(stream)));
  }

  #checkJoined(parts: readonly Part[]): void {
    if (parts.some(({ isTwo }) => isTwo)) throw new Unreadable(BUILT_ODDLY);
    const pieces: Uint8Array[] = [];
    for (const { stream } of parts) pieces.push(this.#unpack(stream));
    const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    this.#count(nestingOf(joined));
  }

  #unpack(stream: PdfStream, sizeMax = WORK_BYTES_MAX): Uint8Array {
    const plain = unpacked(this.#bytes, stream, sizeMax);
    this.#spend(plain.length + 64);
    return plain;
  }

  #count(nesting: Nesting): Nesting {
    this.#spend(nesting.work);
    if (nesting.peak > DEPTH_MAX) throw new Unreadable(TOO_DEEP);
    return nesting;
  }

  #spend(work: number): void {
    this.#work += work;
    if (this.#work > WORK_BYTES_MAX) throw new Unreadable(BUILT_ODDLY);
  }
}

/** Whether together they may be deeper than each by itself. */
function isUncertain(parts: readonly Part[]): boolean {
  const left = parts.reduce((sum, part) => sum + part.left, 0);
  return left > DEPTH_MAX / 2 || parts.slice(0, -1).some(({ hanging }) => hanging);
}

/** What arrays name in a stream that holds objects. Each object is read by itself, from where the list in front says. */
function seriesIn(plain: Uint8Array, { first, count }: { first: number; count: number }): number[][] {
  const list = new ContentLexer(plain, 0, first);
  const starts: number[] = [];
  while (starts.length < count && list.next() === KIND.number && list.next() === KIND.number)
    starts.push(first + Number(textOf(plain, list)));
  starts.sort((one, other) => one - other);
  const series: number[][] = [];
  for (const [at, start] of starts.entries()) {
    const scan = new SeriesScan();
    const lexer = new ContentLexer(plain, start, starts[at + 1] ?? plain.length);
    for (let kind = lexer.next(); kind !== KIND.end && kind !== KIND.fault; kind = lexer.next())
      scan.take(kind === KIND.name || kind === KIND.string ? "" : textOf(plain, lexer));
    if (scan.odd) throw new Unreadable(BUILT_ODDLY);
    series.push(...scan.series);
  }
  return series;
}

function textOf(bytes: Uint8Array, { start, at }: ContentLexer): string {
  return String.fromCharCode(...bytes.subarray(start, Math.min(at, start + 16)));
}
