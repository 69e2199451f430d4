import { rowsOf, type Segment } from "./page-rows.ts";

/** One page's segments, with what is needed to know its edges. */
export interface PageSegments {
  readonly page: number;
  readonly segments: readonly Segment[];
}

const EDGE_ROWS_MAX = 3;
/** What stands at the same place on so many pages is no text of any of them. */
const REPEATS_MIN = 3;
/** Set off from the text by more than its lines are from each other. */
const SET_OFF = 1.3;

/** Takes running heads, feet and page numbers off pages that follow each other. */
export function withoutRunningLines(pages: readonly PageSegments[]): PageSegments[] {
  const edges = pages.map(edgeSegments);
  const seen = new Map<string, number>();
  for (const edge of edges) for (const mark of new Set(edge.map(markOf))) seen.set(mark, (seen.get(mark) ?? 0) + 1);
  const repeats = Math.min(REPEATS_MIN, Math.max(2, pages.length));
  return pages.map(({ page, segments }, at) => {
    const dropped = new Set(
      (edges[at] ?? []).filter((each) => isPageNumber(each.text) || (seen.get(markOf(each)) ?? 0) >= repeats),
    );
    const kept = segments.filter((each) => !dropped.has(each));
    // A page of nothing else, such as a card or a slide, says just that.
    return { page, segments: kept.length > 0 ? kept : segments.filter(({ text }) => !isPageNumber(text)) };
  });
}

/** What stands apart at the top and at the bottom. */
function edgeSegments({ segments }: PageSegments): Segment[] {
  const rows = rowsOf(segments);
  const gaps = rows.slice(1).map((row, at) => row.y - (rows[at]?.y ?? 0));
  const size = rows.map((row) => row.size).sort((one, other) => one - other)[rows.length >> 1] ?? 0;
  // On a page of two or three lines there is no usual distance; then no line is as far off as its text is high.
  const usual = Math.min([...gaps].sort((one, other) => one - other)[gaps.length >> 1] ?? 0, size * 2);
  const isSetOff = (gap: number | undefined) => gap !== undefined && gap > usual * SET_OFF;
  if (rows.length === 1) return rows.flatMap((row) => row.segments);
  const top = gaps.slice(0, EDGE_ROWS_MAX).findIndex(isSetOff);
  const bottom = [...gaps].reverse().slice(0, EDGE_ROWS_MAX).findIndex(isSetOff);
  const edge = [...rows.slice(0, top + 1), ...rows.slice(rows.length - bottom - 1)];
  return edge.flatMap((row) => row.segments);
}

/** The same on every page, whatever number it bears, and on which side. */
function markOf({ text, y }: Segment): string {
  return `${Math.round(y / 4)} ${text
    .slice(0, 120)
    .toLowerCase()
    .replace(/\d+|\b[ivxlc]+\b/g, "#")}`;
}

function isPageNumber(text: string): boolean {
  return /^(?:[-–—|·]\s*)?(?:page\s+|p\.\s*)?\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?(?:\s*[-–—|·])?$/i.test(text);
}
