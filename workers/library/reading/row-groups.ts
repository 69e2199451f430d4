import type { Row, Segment } from "./page-rows.ts";

/** Rows that belong together by their distance and size, or a table. */
export interface RowGroup {
  readonly rows: readonly Row[];
  readonly isTable: boolean;
  /** It stands apart from what is above it. */
  readonly setOff: boolean;
}

const APART = 1.4;
const SAME_SIZE = 0.08;
const ALIGNED = 5;
/** A row that goes on in a cell of a table stands no further below. */
const TABLE_APART = 2.4;
/** A line that ends before this part of its column, in a font of its own, is no beginning of the text below it. */
const SHORT_LINE = 0.7;
const bulletOnly = /^(?:[-*+•‣▪◦–·]|\(?\d{1,3}[.)]|\(?[a-z][.)])$/;

/** The rows of a column in groups. */
export function groupsOf(rows: readonly Row[]): RowGroup[] {
  const pitch = pitchOf(rows);
  const right = rows.reduce((most, { segments }) => Math.max(most, segments.at(-1)?.end ?? 0), 0);
  const left = rows.reduce((least, { segments }) => Math.min(least, segments[0]?.x ?? least), right);
  const groups: RowGroup[] = [];
  let part: Row[] = [];
  let setOff = true;
  const close = (nextSetOff: boolean) => {
    if (part.length > 0) groups.push({ rows: part, isTable: false, setOff });
    part = [];
    setOff = nextSetOff;
  };
  for (let at = 0; at < rows.length; ) {
    const table = tableAt(rows, at, pitch);
    if (table > 0) {
      close(true);
      groups.push({ rows: rows.slice(at, at + table), isTable: true, setOff: true });
      at += table;
      continue;
    }
    const [row, before] = [rows[at], part.at(-1)];
    if (row !== undefined) {
      const isAlone = part.length === 1 && before !== undefined && endOf(before) < left + (right - left) * SHORT_LINE;
      if (before !== undefined && (isNewGroup(before, row, pitch) || (isAlone && isOtherFont(before, row)))) {
        close(row.y - before.y > APART * pitch);
      }
      part.push(row);
    }
    at += 1;
  }
  close(true);
  return groups;
}

/** The text of a row that is no row of a table. */
export function textOfRow({ segments }: Row): string {
  return segments.map(({ text }) => text).join(" ");
}

/** Rows of cells, one a line, with tabs between; what goes on below a cell is put into it. */
export function textOfTable(rows: readonly Row[]): string {
  const lines: Segment[][] = [];
  for (const { segments } of rows) {
    const [only, ...others] = segments;
    const cell =
      only !== undefined && others.length === 0
        ? lines.at(-1)?.findIndex(({ x }) => Math.abs(x - only.x) <= ALIGNED)
        : -1;
    const line = lines.at(-1);
    const above = cell === undefined || cell < 0 ? undefined : line?.[cell];
    if (line !== undefined && above !== undefined && only !== undefined && cell !== undefined) {
      line[cell] = { ...above, text: `${above.text} ${only.text}` };
    } else lines.push([...segments]);
  }
  return lines.map((line) => line.map(({ text }) => text).join("\t")).join("\n");
}

function isNewGroup(before: Row, row: Row, pitch: number): boolean {
  if (Math.abs(row.size - before.size) > SAME_SIZE * Math.max(before.size, row.size)) return true;
  return row.y - before.y > Math.max(APART * pitch, row.size * (row.size > pitch ? 1.6 : 0));
}

function isOtherFont(before: Row, row: Row): boolean {
  const [one, other] = [before.segments, row.segments];
  return one.every(({ font, oneFont }) => oneFont && font !== other[0]?.font);
}

function endOf({ segments }: Row): number {
  return segments.at(-1)?.end ?? 0;
}

/** The usual distance of two lines: most of the small ones, for many pages are all short paragraphs. */
function pitchOf(rows: readonly Row[]): number {
  const gaps = rows
    .slice(1)
    .map((row, at) => row.y - (rows[at]?.y ?? 0))
    .filter((gap) => gap > 0)
    .sort((one, other) => one - other);
  const size = rows.map((row) => row.size).sort((one, other) => one - other)[rows.length >> 1] ?? 10;
  const usual = gaps[Math.floor(gaps.length * 0.3)] ?? size * 1.2;
  return Math.min(Math.max(usual, size * 0.9), size * 2.2);
}

/** How many rows from here on are a table; none are 0. */
function tableAt(rows: readonly Row[], start: number, pitch: number): number {
  if (!isCells(rows[start])) return 0;
  let [count, full, cells] = [0, 0, 0];
  let above: Row | undefined;
  for (let at = start; at < rows.length; at += 1) {
    const [row, before] = [rows[at], rows[at - 1]];
    if (row === undefined || (at > start && before !== undefined && row.y - before.y > TABLE_APART * pitch)) break;
    if (isCells(row) && (above === undefined || isAligned(above, row))) {
      above = row;
      full += 1;
      cells = Math.max(cells, row.segments.length);
      count = at - start + 1;
    } else if (above === undefined || !goesOn(above, row)) break;
    else count = at - start + 1;
  }
  return full >= 3 || (full === 2 && cells >= 3) ? count : 0;
}

function isCells(row: Row | undefined): boolean {
  if (row === undefined || row.segments.length < 2) return false;
  const first = row.segments[0]?.text ?? "";
  return !bulletOnly.test(first) && !/^str\b/i.test(first);
}

function isAligned(above: Row, row: Row): boolean {
  const same = row.segments.filter((cell) =>
    above.segments.some(
      (other) =>
        Math.abs(cell.x - other.x) <= ALIGNED ||
        Math.abs(cell.end - other.end) <= ALIGNED ||
        Math.abs(cell.x + cell.end - other.x - other.end) <= ALIGNED * 2,
    ),
  );
  return same.length >= 2;
}

/** One cell that stands below one of the row above, and not below its first. */
function goesOn(above: Row, { segments }: Row): boolean {
  const [only, ...others] = segments;
  return (
    only !== undefined &&
    others.length === 0 &&
    above.segments.slice(1).some(({ x }) => Math.abs(x - only.x) <= ALIGNED)
  );
}
