import type { Run } from "./page-runs.ts";

/** Text on one baseline without a wide gap in it: a line of a column, a cell of a table. */
export interface Segment {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly y: number;
  readonly size: number;
  /** That of most of it. */
  readonly font: string;
  readonly oneFont: boolean;
}

/** Segments on one baseline, from left to right. */
export interface Row {
  readonly y: number;
  readonly size: number;
  readonly segments: readonly Segment[];
}

/** A gap of so many times the size of its letters ends a segment. */
const GAP_OF_SEGMENTS = 1;
const GAP_OF_WORDS = 0.15;

/** Runs put into segments, from top to bottom. */
export function segmentsOf(runs: readonly Run[]): Segment[] {
  return baselinesOf(
    runs,
    ({ y }) => y,
    ({ size }) => size,
  ).flatMap((line) => {
    const inOrder = [...line].sort((one, other) => one.x - other.x);
    const segments: Segment[] = [];
    let part: Run[] = [];
    let end = 0;
    for (const run of inOrder) {
      if (part.length > 0 && run.x - end > GAP_OF_SEGMENTS * Math.max(run.size, part[0]?.size ?? 0)) {
        segments.push(segmentOf(part));
        part = [];
      }
      end = part.length === 0 ? run.x + run.width : Math.max(end, run.x + run.width);
      part.push(run);
    }
    if (part.length > 0) segments.push(segmentOf(part));
    return segments;
  });
}

/** Segments of one column put into rows. */
export function rowsOf(segments: readonly Segment[]): Row[] {
  return baselinesOf(
    segments,
    ({ y }) => y,
    ({ size }) => size,
  ).map((line) => {
    const inOrder = [...line].sort((one, other) => one.x - other.x);
    const longest = inOrder.reduce((one, other) => (other.text.length > one.text.length ? other : one));
    return { y: longest.y, size: longest.size, segments: inOrder };
  });
}

/** What stands on one line; a raised or lowered sign belongs to the line it leans on. */
function baselinesOf<Thing>(
  things: readonly Thing[],
  yOf: (thing: Thing) => number,
  sizeOf: (thing: Thing) => number,
): Thing[][] {
  const lines: { y: number; size: number; things: Thing[] }[] = [];
  for (const thing of [...things].sort((one, other) => yOf(one) - yOf(other))) {
    const [y, size, line] = [yOf(thing), sizeOf(thing), lines.at(-1)];
    // Of two sizes the smaller decides: a large initial reaches down two lines and must not draw them together.
    if (line !== undefined && y - line.y <= 0.4 * Math.min(size, line.size)) line.things.push(thing);
    else lines.push({ y, size, things: [thing] });
  }
  return lines.map((line) => line.things);
}

function segmentOf(runs: readonly Run[]): Segment {
  const [first] = runs;
  if (first === undefined) throw new Error("A segment holds at least one run.");
  const letters = (run: Run) => run.text.length;
  const longest = runs.reduce((one, other) => (letters(other) > letters(one) ? other : one));
  const inReadingOrder = runs.filter((run) => run.rightToLeft).length * 2 > runs.length ? [...runs].reverse() : runs;
  let text = "";
  let before: Run | undefined;
  for (const run of inReadingOrder) {
    if (before !== undefined && isApart(before, run) && !text.endsWith(" ")) text += " ";
    text += run.text;
    before = run;
  }
  return {
    text: text.replace(/\s+/g, " ").trim(),
    x: first.x,
    end: runs.reduce((end, run) => Math.max(end, run.x + run.width), 0),
    y: longest.y,
    size: longest.size,
    font: longest.font,
    oneFont: runs.every(({ font }) => font === longest.font),
  };
}

function isApart(one: Run, other: Run): boolean {
  const [left, right] = one.x <= other.x ? [one, other] : [other, one];
  return right.x - (left.x + left.width) > GAP_OF_WORDS * Math.min(left.size, right.size);
}
