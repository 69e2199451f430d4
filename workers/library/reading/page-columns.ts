import type { Segment } from "./page-rows.ts";

/** Segments that are read together, one column after the other. */
export type Column = readonly Segment[];

const COLUMNS_MAX = 4;
const GUTTER_MIN = 6;
const COLUMN_MIN = 90;
const ROWS_MIN = 5;
/** Of all lines, so many may lie across a gutter: headings and tables of the whole width. */
const ACROSS_MAX = 0.25;
/** Lines of a column fill it to so much; cells of a table do not. */
const FILLED = 0.5;

/** The columns of a page in the order in which they are read; what lies across them parts them into bands. */
export function columnsOf(segments: readonly Segment[], columnsMax = COLUMNS_MAX): Column[] {
  const gutter = columnsMax > 1 ? gutterOf(segments) : null;
  if (gutter === null) return segments.length === 0 ? [] : [segments];
  const columns: Column[] = [];
  let band: Segment[] = [];
  const closeBand = () => {
    const left = band.filter((each) => middleOf(each) < gutter);
    const right = band.filter((each) => middleOf(each) >= gutter);
    const end = endOfBand(left, right);
    const [beside, below] = [left.filter(({ y }) => y <= end), left.filter(({ y }) => y > end)];
    columns.push(...columnsOf(beside, columnsMax / 2), ...columnsOf(right, columnsMax / 2));
    if (below.length > 0) columns.push(...columnsOf(below, columnsMax));
    band = [];
  };
  let across: Segment[] = [];
  for (const segment of segments) {
    const liesAcross = segment.x < gutter - 2 && segment.end > gutter + 2;
    if (liesAcross && band.length > 0) closeBand();
    if (!liesAcross && across.length > 0) {
      columns.push(across);
      across = [];
    }
    (liesAcross ? across : band).push(segment);
  }
  if (across.length > 0) columns.push(across);
  if (band.length > 0) closeBand();
  return columns;
}

/** Columns of one height end together; what stands below them, apart, is read after both. */
function endOfBand(left: readonly Segment[], right: readonly Segment[]): number {
  const end = right.reduce((most, { y }) => Math.max(most, y), 0);
  const size = right[0]?.size ?? 0;
  const above = left.reduce((most, { y }) => (y <= end + 2 ? Math.max(most, y) : most), 0);
  const next = left.reduce((least, { y }) => (y > end + 2 ? Math.min(least, y) : least), Number.POSITIVE_INFINITY);
  const isLevel = end - above <= size * 2.5 && next - above >= size * 2.1;
  return isLevel ? end + 2 : Number.POSITIVE_INFINITY;
}

/** Where a page falls into two: a strip that hardly a line crosses, with lines on both sides that fill their column. */
function gutterOf(segments: readonly Segment[]): number | null {
  if (segments.length < ROWS_MIN * 2) return null;
  const left = segments.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const right = segments.reduce((most, { end }) => Math.max(most, end), 0);
  const width = Math.ceil(right - left);
  if (width < COLUMN_MIN * 2 || width > 20_000) return null;
  const strip = emptiestStrip(segments, { left, width });
  if (strip === null) return null;
  const beside = segments.filter(({ x, end }) => end <= strip + 2 || x >= strip - 2);
  const sides = [beside.filter((each) => middleOf(each) < strip), beside.filter((each) => middleOf(each) >= strip)];
  return sides.every(isColumn) ? strip : null;
}

function emptiestStrip(segments: readonly Segment[], { left, width }: { left: number; width: number }): number | null {
  // How many lines begin less how many end at each point: the sum up to a point is how many cross it.
  const change = new Int32Array(width + 2);
  for (const { x, end } of segments) {
    const from = Math.max(0, Math.floor(x - left));
    const to = Math.min(width + 1, Math.ceil(end - left));
    change[from] = (change[from] ?? 0) + 1;
    change[to] = (change[to] ?? 0) - 1;
  }
  const crossing = new Int32Array(width + 2);
  for (let at = 0, sum = 0; at <= width; at += 1) {
    sum += change[at] ?? 0;
    crossing[at] = sum;
  }
  let best: { from: number; to: number; across: number } | null = null;
  const [first, last] = [Math.floor(width * 0.25), Math.ceil(width * 0.75)];
  for (let from = first; from < last; ) {
    const across = crossing[from] ?? 0;
    let to = from;
    while (to <= last && crossing[to] === across) to += 1;
    if (to - from >= GUTTER_MIN && across <= segments.length * ACROSS_MAX) {
      if (best === null || across < best.across || (across === best.across && to - from > best.to - best.from))
        best = { from, to, across };
    }
    from = to;
  }
  return best === null ? null : left + (best.from + best.to) / 2;
}

function isColumn(segments: readonly Segment[]): boolean {
  const left = segments.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const right = segments.reduce((most, { end }) => Math.max(most, end), 0);
  if (right - left < COLUMN_MIN) return false;
  const rows = new Set(segments.map(({ y }) => Math.round(y)));
  const filled = segments.reduce((sum, { x, end }) => sum + (end - x), 0) / (rows.size * (right - left));
  return rows.size >= ROWS_MIN && filled >= FILLED && segments.length <= rows.size * 1.6;
}

function middleOf({ x, end }: Segment): number {
  return (x + end) / 2;
}
