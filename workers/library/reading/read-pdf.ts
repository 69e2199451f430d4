import {
  FILE_CHARS_MAX,
  FILE_PAGES_MAX,
  PAGE_CHARS_MAX,
  PAGES_PER_LEAF,
  READABLE_PDF_BYTES_MAX,
  type ReadPage,
} from "../../contracts/library.ts";
import type { Reading } from "./open-reading.ts";
import { segmentsOf } from "./page-rows.ts";
import { type BodyType, bodyTypeOf, type PageRuns, withInitials } from "./page-runs.ts";
import { textOfPage } from "./page-text.ts";
import { defuse } from "./pdf-bombs.ts";
import { type OpenPdf, openWithPdfjs } from "./pdfjs.ts";
import { withoutRunningLines } from "./running-lines.ts";
import { DAMAGED, noteOnBlankPages, PICTURES_ONLY, Unreadable } from "./unreadable.ts";

/** Pages are looked at together, to see what runs over all of them; a few more when there are fewer than these. */
const PAGES_TOGETHER_MIN = 6;
/** What one call may take; an honest leaf takes a twentieth of it. */
const CALL_MS_MAX = 25_000;

/** Opens a PDF. `bytes` is looked over, its pictures are blanked in place, and then it belongs to pdf.js. */
export async function openPdf(bytes: Uint8Array): Promise<Reading> {
  if (bytes.length > READABLE_PDF_BYTES_MAX) {
    throw new Unreadable(
      "This PDF is larger than can be read; 50 MB is the most. Make its pictures smaller, or split it.",
    );
  }
  if (!isPdf(bytes))
    throw new Unreadable("This file is not a PDF, whatever its name says. Export it as a PDF and upload that.");
  defuse(bytes);
  const pdf = await openWithPdfjs(bytes);
  if (pdf.pagesTotal > FILE_PAGES_MAX) {
    await pdf.close();
    const pages = pdf.pagesTotal.toLocaleString("en");
    throw new Unreadable(`This PDF says that it has ${pages} pages; 1,500 is the most. Split it and upload each part.`);
  }
  return new PdfReading(pdf);
}

/** pdf.js looks for its mark in the first kilobyte, and so do we. */
function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, 1_024)).includes("%PDF-");
}

class PdfReading implements Reading {
  readonly pagesTotal: number;
  readonly #pdf: OpenPdf;
  readonly #blank = new Set<number>();
  readonly #broken = new Set<number>();
  readonly #cut = new Set<number>();
  readonly #read = new Set<number>();
  #chars = 0;

  constructor(pdf: OpenPdf) {
    this.#pdf = pdf;
    this.pagesTotal = pdf.pagesTotal;
  }

  get note(): string | null {
    const { size } = this.#broken;
    const notes = [
      noteOnBlankPages(this.#blank.size, this.pagesTotal),
      size > 0 ? `${size} of ${this.pagesTotal} pages could not be read.` : null,
      this.#cut.size > 0 ? `${this.#cut.size} of ${this.pagesTotal} pages had to be cut short.` : null,
    ].filter((note) => note !== null);
    return notes.length === 0 ? null : notes.join(" ");
  }

  async *read(from: number, to: number): AsyncGenerator<ReadPage> {
    const last = Math.min(to, this.pagesTotal);
    for (let first = Math.max(1, from); first <= last; first += PAGES_PER_LEAF) {
      yield* this.#readTogether(first, Math.min(first + PAGES_PER_LEAF - 1, last));
    }
    const without = this.#blank.size + this.#broken.size;
    if (without === this.pagesTotal) throw new Unreadable(this.#blank.size > 0 ? PICTURES_ONLY : DAMAGED);
  }

  async close(): Promise<void> {
    await this.#pdf.close();
  }

  async *#readTogether(from: number, to: number): AsyncGenerator<ReadPage> {
    const until = Date.now() + CALL_MS_MAX;
    const [first, last] = this.#around(from, to);
    const pages: PageRuns[] = [];
    for (let page = first; page <= last; page += 1) pages.push(await this.#pdf.runsOf(page, until));
    for (const { page, broken } of pages) if (broken && page >= from && page <= to) this.#broken.add(page);
    const body = bodyTypeOf(pages);
    const segments = pages.map(({ page, runs }) => ({ page, segments: segmentsOf(withInitials(runs, body)) }));
    for (const each of withoutRunningLines(segments)) {
      if (each.page < from || each.page > to) continue;
      yield { page: each.page, text: this.#textOf(each, body) };
    }
  }

  #textOf({ page, segments }: Parameters<typeof withoutRunningLines>[0][number], body: BodyType): string {
    const text = textOfPage(segments, body);
    if (!this.#read.has(page)) this.#chars += text.length;
    if (this.#chars > FILE_CHARS_MAX) {
      throw new Unreadable(
        "This PDF has more letters than can be read; 6 million is the most. Split it and upload each part.",
      );
    }
    this.#read.add(page);
    if (text.length >= PAGE_CHARS_MAX - 1) this.#cut.add(page);
    if (text === "" && !this.#broken.has(page)) this.#blank.add(page);
    return text;
  }

  /** Some pages before and behind, when these alone are too few to tell a running head by. */
  #around(from: number, to: number): [number, number] {
    let [first, last] = [from, to];
    while (last - first + 1 < PAGES_TOGETHER_MIN && (first > 1 || last < this.pagesTotal)) {
      if (first > 1) first -= 1;
      if (last < this.pagesTotal && last - first + 1 < PAGES_TOGETHER_MIN) last += 1;
    }
    return [first, last];
  }
}
