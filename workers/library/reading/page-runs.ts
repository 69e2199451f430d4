import { cleanText } from "./clean-text.ts";

/** A piece of text in one font at one place. `y` counts downwards from the top of the page. */
export interface Run {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly font: string;
  readonly rightToLeft: boolean;
}

/** A page as pdf.js tells it, before any of it is put in order. */
export interface PageRuns {
  readonly page: number;
  readonly runs: readonly Run[];
  /** It could not be read at all. */
  readonly broken: boolean;
}

/** What pdf.js says of one piece of text. */
export interface TextItem {
  readonly str: string;
  readonly dir: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly fontName: string;
}

/** How user space becomes a page with its top above: six numbers, as everywhere in PDF. */
export type Matrix = readonly number[];

/** Smaller than this nobody reads it. */
const SIZE_MIN = 1;

/** Turns an item upright; null for what no reader of the page would see, or what runs down its side. */
export function runOf(item: TextItem, view: Matrix, page: { width: number; height: number }): Run | null {
  // A soft hyphen is seen where a line ends with it, and nowhere else.
  const text = cleanText(item.str.replace(/[\u00ad\u2010]$/, "-")).replaceAll("\n", " ");
  if (text.trim() === "") return null;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform;
  const [va = 1, vb = 0, vc = 0, vd = -1, ve = 0, vf = 0] = view;
  const x = va * e + vc * f + ve;
  const y = vb * e + vd * f + vf;
  const along = { x: va * a + vc * b, y: vb * a + vd * b };
  const size = Math.hypot(va * c + vc * d, vb * c + vd * d);
  const isUpright = Math.abs(along.y) <= Math.abs(along.x) * 0.2;
  const isSeen = x > -size && x < page.width + size && y > -size && y < page.height + size;
  if (!(size >= SIZE_MIN) || !isUpright || !isSeen || !Number.isFinite(x + y + size)) return null;
  const width = Number.isFinite(item.width) ? Math.min(Math.max(item.width, 0), page.width * 2) : 0;
  return { text, x, y, width, size, font: item.fontName, rightToLeft: item.dir === "rtl" };
}

/** What most of some pages is set in: by it headings are told from text. */
export interface BodyType {
  readonly size: number;
  readonly font: string;
}

/** The size and the font of most letters. */
export function bodyTypeOf(pages: readonly PageRuns[]): BodyType {
  const sizes = new Map<number, number>();
  const fonts = new Map<string, number>();
  for (const { runs } of pages) {
    for (const { text, size, font } of runs) {
      const rounded = Math.round(size * 2) / 2;
      sizes.set(rounded, (sizes.get(rounded) ?? 0) + text.length);
      fonts.set(font, (fonts.get(font) ?? 0) + text.length);
    }
  }
  return { size: mostOf(sizes) ?? 10, font: mostOf(fonts) ?? "" };
}

/** A large initial is the first letter of the line beside its head, not a line of its own. */
export function withInitials(runs: readonly Run[], body: BodyType): readonly Run[] {
  const isInitial = (run: Run) => run.size >= body.size * 1.8 && /^["“‘]?\p{Lu}$/u.test(run.text.trim());
  if (!runs.some(isInitial)) return runs;
  let rest = [...runs];
  for (const initial of runs.filter(isInitial).slice(0, 40)) {
    const end = initial.x + initial.width;
    const beside = rest
      .filter(
        ({ x, y, size }) =>
          size < initial.size * 0.7 &&
          x > end - 2 &&
          x < end + body.size * 2 &&
          y > initial.y - initial.size &&
          y < initial.y,
      )
      .sort((one, other) => one.y - other.y)[0];
    if (beside === undefined) continue;
    const whole = { ...beside, text: initial.text.trim() + beside.text.trimStart() };
    rest = rest.filter((run) => run !== initial).map((run) => (run === beside ? whole : run));
  }
  return rest;
}

function mostOf<Key>(counts: ReadonlyMap<Key, number>): Key | undefined {
  let best: [Key, number] | undefined;
  for (const entry of counts) if (best === undefined || entry[1] > best[1]) best = entry;
  return best?.[0];
}
