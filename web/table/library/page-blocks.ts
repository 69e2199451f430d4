/** What stands on a page, as far as its text shows. Nothing in it can become markup. */
export type PageBlock =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "table"; readonly head: readonly string[] | null; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "quote"; readonly text: string }
  | { readonly kind: "code"; readonly text: string };

/** `depth` counts from 0. The number is the one that stands there; null for a bullet. */
export interface ListItem {
  readonly depth: number;
  readonly number: number | null;
  readonly text: string;
}

const HEADING = /^(#{1,6})\s+(.+?)(?:\s+#+)?\s*$/;
const RULE = /^\s*(?:[-*_]\s*){3,}$/;
const FENCE = /^\s*(?:```|~~~)/;
const ITEM = /^(\s*)(?:[-*+]|(\d{1,4})[.)])\s+(.*)$/;
const QUOTE = /^\s*>\s?(.*)$/;
const SEPARATOR = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
/** A shorter line was broken on purpose, as in the rows of a creature. */
const WRAPPED_FROM = 60;

/** The text of a page in blocks. Headings and rows are marked in every text; the rest is read in Markdown alone. */
export function pageBlocks(page: string, markdown: boolean): PageBlock[] {
  const lines = page.split(/\r?\n/);
  const blocks: PageBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    const taken =
      headingAt(lines, at) ??
      rowsAt(lines, at) ??
      (markdown ? markdownAt(lines, at) : null) ??
      textAt(lines, at, markdown);
    if (taken.block !== null) blocks.push(taken.block);
    at += taken.lines;
  }
  return blocks;
}

/** A block and how many lines it takes; none for a line that only parts others. */
interface Taken {
  readonly block: PageBlock | null;
  readonly lines: number;
}

function headingAt(lines: readonly string[], at: number): Taken | null {
  const [, marks = "", text = ""] = HEADING.exec(lines[at] ?? "") ?? [];
  return marks === "" ? null : { block: { kind: "heading", level: marks.length, text }, lines: 1 };
}

/** Rows whose cells are parted by tabs, as the reading of a PDF leaves them. */
function rowsAt(lines: readonly string[], at: number): Taken | null {
  const rows = run(lines, at, (line) => line.includes("\t"));
  if (rows.length === 0) return null;
  const cells = rows.map((line) => line.split("\t").map((cell) => cell.trim()));
  return { block: { kind: "table", head: null, rows: cells }, lines: rows.length };
}

function markdownAt(lines: readonly string[], at: number): Taken | null {
  const line = lines[at] ?? "";
  if (FENCE.test(line)) return codeAt(lines, at);
  if (isTableRow(lines, at)) return tableAt(lines, at);
  if (RULE.test(line)) return { block: null, lines: 1 };
  if (ITEM.test(line)) return listAt(lines, at);
  const quoted = run(lines, at, (each) => QUOTE.test(each));
  if (quoted.length === 0) return null;
  const text = joined(quoted.map((each) => QUOTE.exec(each)?.[1] ?? ""));
  return { block: text === "" ? null : { kind: "quote", text }, lines: quoted.length };
}

function codeAt(lines: readonly string[], at: number): Taken {
  const inside = run(lines, at + 1, (line) => !FENCE.test(line));
  return { block: { kind: "code", text: inside.join("\n") }, lines: inside.length + 2 };
}

/** A row has bars at both ends, or the line that parts a head from its rows beneath it. */
function isTableRow(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  const next = lines[at + 1] ?? "";
  return /^\s*\|.*\|\s*$/.test(line) || (line.includes("|") && next.includes("|") && SEPARATOR.test(next));
}

function tableAt(lines: readonly string[], at: number): Taken {
  const rows = run(lines, at, (line) => line.includes("|"));
  const hasHead = SEPARATOR.test(rows[1] ?? "");
  const cells = rows.filter((row) => !SEPARATOR.test(row)).map(cellsOf);
  const head = hasHead ? (cells[0] ?? null) : null;
  return { block: { kind: "table", head, rows: head === null ? cells : cells.slice(1) }, lines: rows.length };
}

function cellsOf(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function listAt(lines: readonly string[], at: number): Taken {
  const ordered = ITEM.exec(lines[at] ?? "")?.[2] !== undefined;
  const items: ListItem[] = [];
  let taken = 0;
  for (const line of lines.slice(at)) {
    const [, indent = "", number, text = ""] = ITEM.exec(line) ?? [];
    const last = items.at(-1);
    const isItem = ITEM.test(line) && !RULE.test(line);
    // A list of the other kind at the margin is another list.
    if (isItem && indent === "" && last !== undefined && (number !== undefined) !== ordered) break;
    if (isItem) items.push({ depth: depthOf(indent), number: number === undefined ? null : Number(number), text });
    else if (last !== undefined && /^\s+\S/.test(line))
      items[items.length - 1] = { ...last, text: `${last.text} ${line.trim()}` };
    else break;
    taken += 1;
  }
  return { block: { kind: "list", ordered, items }, lines: taken };
}

const depthOf = (indent: string) => Math.min(4, Math.floor(indent.replaceAll("\t", "  ").length / 2));

function textAt(lines: readonly string[], at: number, markdown: boolean): Taken {
  const belongs = (line: string, from: number) =>
    line.trim() !== "" &&
    headingAt(lines, from) === null &&
    rowsAt(lines, from) === null &&
    !(markdown && markdownAt(lines, from) !== null);
  const own = run(lines, at, (line, from) => from === at || belongs(line, from));
  const text = markdown ? joined(own) : own.join("\n").trim();
  return { block: text === "" ? null : { kind: "text", text }, lines: own.length };
}

/** Lines as they were meant: what was broken at the edge of an editor flows on, what was broken short stays so. */
function joined(lines: readonly string[]): string {
  let text = "";
  let before = 0;
  for (const line of lines) {
    text += text === "" ? "" : before >= WRAPPED_FROM ? " " : "\n";
    text += line.trim();
    before = line.length;
  }
  return text.trim();
}

function run(lines: readonly string[], from: number, fits: (line: string, at: number) => boolean): string[] {
  let to = from;
  while (to < lines.length && fits(lines[to] ?? "", to)) to += 1;
  return lines.slice(from, to);
}
