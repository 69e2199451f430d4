import { inTime, TooLate } from "../search/in-time.ts";
import { type PageRuns, type Run, runOf, type TextItem } from "./page-runs.ts";
import { CUT_SHORT, DAMAGED, Unreadable } from "./unreadable.ts";

/** A PDF in the hands of pdf.js. */
export interface OpenPdf {
  readonly pagesTotal: number;
  /** The text of one page; none where the page cannot be read. Ends with `Unreadable` once `until` has passed. */
  runsOf(page: number, until: number): Promise<PageRuns>;
  close(): Promise<void>;
}

const ITEMS_PER_PAGE_MAX = 60_000;
const CHARS_PER_PAGE_MAX = 400_000;
/** pdf.js tells of ten items at once, and of fewer only where something is drawn within something else. */
const TELLINGS_PER_PAGE_MAX = 10_000;
const PAGE_MS_MAX = 5_000;
const OPEN_MS_MAX = 20_000;
const CLOSE_MS_MAX = 1_000;
/** The clock of a Worker stands still until something outside of it has happened; so often we let it. */
const ITEMS_PER_LOOK = 4_000;
const PAGES_PER_LOOK = 25;

const END_BYTES = 4_096;

const LOCKED = "This PDF is locked with a password. Save a copy without one and upload that.";
const TOO_SLOW = "This PDF takes longer to read than can be waited for. Print it to a new PDF, or split it.";

/** Hands the bytes over: the array that was given is empty afterwards. */
export async function openWithPdfjs(bytes: Uint8Array): Promise<OpenPdf> {
  // Only here: a campaign that wakes must not have to evaluate a megabyte and a half of it.
  const { getResolvedPDFJS } = await import("unpdf");
  const broken = hasEnd(bytes) ? DAMAGED : CUT_SHORT;
  const { getDocument } = await getResolvedPDFJS();
  const task = getDocument({
    data: bytes,
    verbosity: 0,
    stopAtErrors: false,
    // Only text is wanted: no font is drawn with, no picture is decoded, nothing is fetched, no form is run.
    disableFontFace: true,
    useSystemFonts: true,
    enableXfa: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    disableAutoFetch: true,
  });
  const close = async () => {
    // A file can be so broken that pdf.js never comes to the end of leaving it.
    await inTime(() => task.destroy(), CLOSE_MS_MAX).catch(() => {});
  };
  try {
    const pdf = await inTime(() => task.promise, OPEN_MS_MAX);
    if (!(pdf.numPages >= 1)) throw new Unreadable(broken);
    return { pagesTotal: pdf.numPages, close, runsOf: (page, until) => runsOf(pdf, page, { until, close }) };
  } catch (error) {
    await close();
    throw asUnreadable(error, broken);
  }
}

type Pdf = Awaited<ReturnType<typeof import("unpdf")["getDocumentProxy"]>>;

async function runsOf(
  pdf: Pdf,
  number: number,
  { until, close }: { until: number; close: () => Promise<void> },
): Promise<PageRuns> {
  const deadline = Math.min(until, Date.now() + PAGE_MS_MAX);
  try {
    const page = await pdf.getPage(number);
    const { width, height, transform } = page.getViewport({ scale: 1 });
    const runs: Run[] = [];
    const tally = { items: 0, chars: 0, looked: 0, tellings: 0 };
    // One piece after the other, so that a page without end is left in the middle.
    for await (const { items } of chunksOf(page.streamTextContent({ includeMarkedContent: false }))) {
      for (const item of items) if ("str" in item) addRun(runs, item, transform, { width, height });
      for (const item of items) if ("str" in item) tally.chars += item.str.length;
      tally.items += items.length;
      tally.tellings += 1;
      if (isTooMuch(tally)) {
        throw new Unreadable(
          `Page ${number} of this PDF has more text than can be read. Take it out, or print it to a new PDF.`,
        );
      }
      if (tally.items - tally.looked < ITEMS_PER_LOOK && Date.now() <= deadline) continue;
      tally.looked = tally.items;
      await letTheClockMove();
      if (Date.now() > deadline) throw new Unreadable(TOO_SLOW);
    }
    page.cleanup();
    if (number % PAGES_PER_LOOK === 0) await letTheClockMove();
    if (Date.now() > until) throw new Unreadable(TOO_SLOW);
    return { page: number, runs, broken: false };
  } catch (error) {
    if (error instanceof Unreadable) {
      // Whatever pdf.js is still at, it ends.
      await close();
      throw error;
    }
    return { page: number, runs: [], broken: true };
  }
}

function isTooMuch({ items, chars, tellings }: { items: number; chars: number; tellings: number }): boolean {
  return items > ITEMS_PER_PAGE_MAX || chars > CHARS_PER_PAGE_MAX || tellings > TELLINGS_PER_PAGE_MAX;
}

function addRun(runs: Run[], item: TextItem, view: readonly number[], page: { width: number; height: number }): void {
  const last = runs.at(-1);
  if (item.str !== "" && item.str.trim() === "" && last !== undefined) {
    // A space that pdf.js saw, although the places alone might not show it.
    if (!last.text.endsWith(" ")) runs[runs.length - 1] = { ...last, text: `${last.text} ` };
    return;
  }
  const run = runOf(item, view, page);
  if (run !== null) runs.push(run);
}

async function* chunksOf<Chunk>(stream: ReadableStream<Chunk>): AsyncGenerator<Chunk> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function letTheClockMove(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Whether the last of its bytes say that it ends here; some programs hang things on behind. */
function hasEnd(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(-END_BYTES)).includes("%%EOF");
}

/** Whatever goes wrong in a file would go wrong again. */
function asUnreadable(error: unknown, broken: string): Unreadable {
  if (error instanceof Unreadable) return error;
  if (error instanceof TooLate) return new Unreadable(TOO_SLOW);
  return new Unreadable(error instanceof Error && error.name === "PasswordException" ? LOCKED : broken);
}
