import { PAGE_CHARS_MAX } from "../../contracts/library.ts";
import { isStatBlock, isStatLine } from "../chunking/stat-lines.ts";
import { cutShort } from "./clean-text.ts";
import { columnsOf } from "./page-columns.ts";
import { type Row, rowsOf, type Segment } from "./page-rows.ts";
import type { BodyType } from "./page-runs.ts";
import { groupsOf, type RowGroup, textOfRow, textOfTable } from "./row-groups.ts";

const HEADING_CHARS_MAX = 160;
const HEADING_ROWS_MAX = 3;
const listItem = /^(?:[-*+•‣▪◦–·]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S/;
const partHeading = /^(?:chapter|part|book|appendix|section)\s+(?:\d{1,3}|[ivxlc]{1,7}|[a-z])\b/i;

/** The text of a page in reading order: headings marked with `#`, tables with tabs, paragraphs and stat blocks parted by blank lines. */
export function textOfPage(segments: readonly Segment[], body: BodyType): string {
  const blocks: string[] = [];
  for (const column of columnsOf(segments)) {
    const [first, ...others] = groupsOf(rowsOf(column)).flatMap((group) => blocksOf(group, body));
    const last = blocks.at(-1);
    if (first === undefined) continue;
    if (last !== undefined && goesOn(last, first)) blocks[blocks.length - 1] = joinTwo(last, first);
    else blocks.push(first);
    blocks.push(...others);
  }
  return cutShort(blocks.join("\n\n"), PAGE_CHARS_MAX);
}

/** Whether a paragraph runs from the foot of one column to the head of the next. */
function goesOn(last: string, first: string): boolean {
  return !/[\n\t]|^#/.test(last) && /[^.!?:…"'”’)]$/.test(last) && /^\p{Ll}/u.test(first) && !listItem.test(first);
}

function blocksOf(group: RowGroup, body: BodyType): string[] {
  if (group.isTable) return [textOfTable(group.rows)];
  const level = headingLevel(group, body);
  const lines = group.rows.map(textOfRow);
  if (level !== null) return [`${"#".repeat(level)} ${joinAll(lines)}`];
  if (isStatBlock(lines)) return [lines.map(escaped).join("\n")];
  return paragraphsOf(group.rows);
}

/** By size against the body's, else by what it says or by its own font, where it stands alone. */
function headingLevel({ rows, setOff }: RowGroup, body: BodyType): number | null {
  const text = rows.map(textOfRow).join(" ");
  if (rows.length > HEADING_ROWS_MAX || text.length > HEADING_CHARS_MAX || !/\p{L}/u.test(text)) return null;
  const ratio = (rows[0]?.size ?? 0) / body.size;
  if (ratio >= 1.75) return 1;
  if (ratio >= 1.35) return 2;
  const isSentence = /[.,;:!?]["'”’)]?$/.test(text);
  if (isSentence || rows.length > 1) return null;
  if (ratio >= 1.12) return 3;
  if (ratio < 0.9 || text.length > 80 || !setOff || !/^["“‘(]?[\p{Lu}\p{N}]/u.test(text)) return null;
  if (partHeading.test(text)) return 2;
  if (isStatLine(text) || listItem.test(text)) return null;
  const isShouted =
    text.replace(/[^\p{L}]/gu, "").length >= 4 && text === text.toUpperCase() && text !== text.toLowerCase();
  const isOwnFont = rows.every(({ segments }) => segments.every(({ font, oneFont }) => oneFont && font !== body.font));
  return isShouted || isOwnFont ? 4 : null;
}

/** Lines put together; an indent, a short last line or a bullet begins anew. */
function paragraphsOf(rows: readonly Row[]): string[] {
  const right = rows.reduce((most, row) => Math.max(most, endOf(row)), 0);
  const left = rows.reduce((least, row) => Math.min(least, startOf(row)), Number.POSITIVE_INFINITY);
  const blocks: { text: string; isItem: boolean }[] = [];
  let before: Row | undefined;
  for (const row of rows) {
    const text = textOfRow(row);
    const [last, isItem] = [blocks.at(-1), listItem.test(text)];
    if (last === undefined || before === undefined || isItem || beginsParagraph(before, row, { left, right })) {
      blocks.push({ text, isItem });
    } else last.text = joinTwo(last.text, text);
    before = row;
  }
  return blocks.reduce<string[]>((made, { text, isItem }, at) => {
    const last = made.at(-1);
    if (isItem && last !== undefined && blocks[at - 1]?.isItem === true) made[made.length - 1] = `${last}\n${text}`;
    else made.push(escaped(text));
    return made;
  }, []);
}

function beginsParagraph(before: Row, row: Row, { left, right }: { left: number; right: number }): boolean {
  const indent = startOf(row) - startOf(before);
  if (indent > 0.7 * row.size && indent < 5 * row.size && startOf(before) - left < 2) return true;
  const endsShort = right - endOf(before) > (right - left) * 0.15;
  return endsShort && /[.!?:]["'”’)]?$/.test(textOfRow(before));
}

function startOf({ segments }: Row): number {
  return segments[0]?.x ?? 0;
}

function endOf({ segments }: Row): number {
  return segments.at(-1)?.end ?? 0;
}

function joinAll(lines: readonly string[]): string {
  return lines.reduce((all, line) => (all === "" ? line : joinTwo(all, line)), "");
}

/** Behind these a hyphen belongs to the word, most of the time. */
const hyphened =
  /(?:^|[^\p{L}])(?:well|half|self|ill|cross|long|short|high|two|three|four|six|ten|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)-$/iu;

/** Two lines of one paragraph; a word that was parted at the end of a line is made whole. */
function joinTwo(before: string, after: string): string {
  if (!/\p{L}-$/u.test(before.slice(-3))) return `${before} ${after}`;
  const isParted = /^\p{Ll}/u.test(after) && !(hyphened.test(before.slice(-10)) && /^\p{L}{4}/u.test(after));
  return isParted ? before.slice(0, -1) + after : before + after;
}

/** What only looks like a mark of ours at the start of a line. */
function escaped(text: string): string {
  return /^(?:#{1,6}\s|```|~~~)/.test(text) ? `\\${text}` : text;
}
