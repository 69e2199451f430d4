import type { ReadPage } from "../../contracts/library.ts";
import { isStatBlock, isStatLine, withoutMarks } from "./stat-lines.ts";

/** What a passage is; the column `kind` of `chunks`. */
export type ChunkKind = "prose" | "stat-block" | "table" | "list";

/** A stretch of a page between blank lines, or a heading. Places are those of the page's text. */
export type Block =
  | {
      readonly kind: "heading";
      readonly level: number;
      readonly title: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: ChunkKind; readonly from: number; readonly to: number };

interface Line {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A page cut where its text says so: at headings and blank lines. Stat blocks that stand in several are put together. */
export function blocksOf(page: ReadPage): Block[] {
  const blocks: Block[] = [];
  let lines: Line[] = [];
  let fenced = false;
  const close = () => {
    if (lines.length > 0) addBlock(blocks, lines, page.text);
    lines = [];
  };
  for (const line of linesOfPage(page.text)) {
    const fence = /^\s{0,3}(```|~~~)/.test(line.text.slice(0, 8));
    if (fence) fenced = !fenced;
    const heading = fenced ? null : headingOf(line);
    if (heading !== null || (line.text.trim() === "" && !fenced)) close();
    if (heading !== null) blocks.push(heading);
    else if (line.text.trim() !== "") lines.push(line);
  }
  close();
  return blocks;
}

function* linesOfPage(text: string): Generator<Line> {
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf("\n", from);
    const to = end === -1 ? text.length : end;
    yield { text: text.slice(from, to), from, to };
    from = to + 1;
  }
}

function headingOf({ text, from, to }: Line): Block | null {
  if (text.charCodeAt(0) !== 0x23 || text.length > 400) return null;
  const level = /^#{1,6}(?=\s)/.exec(text)?.[0].length;
  if (level === undefined) return null;
  const title = withoutMarks(text.slice(level)).replace(/#+$/, "").trim();
  return title === "" ? null : { kind: "heading", level, title, from, to };
}

function addBlock(blocks: Block[], lines: readonly Line[], text: string): void {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return;
  const block = { kind: kindOf(lines), from: first.from, to: last.to };
  const before = blocks.at(-1);
  if (before !== undefined && before.kind !== "heading" && isOneStatBlock(text, before, lines)) {
    blocks[blocks.length - 1] = { kind: "stat-block", from: before.from, to: block.to };
    return;
  }
  blocks.push(block);
}

/** Markdown sets each line of a stat block as a paragraph of its own. */
function isOneStatBlock(text: string, before: Block, lines: readonly Line[]): boolean {
  if (!lines.slice(0, 12).some(({ text }) => isStatLine(text))) return false;
  if (before.kind === "stat-block") return true;
  const said = text.slice(before.from, Math.min(before.to, before.from + 200));
  return before.to - before.from <= 160 && isStatLine(said);
}

function kindOf(lines: readonly Line[]): ChunkKind {
  const most = (count: number) => count * 4 >= lines.length * 3;
  if (lines.length >= 2 && most(lines.filter(({ text }) => text.includes("\t") || isPiped(text)).length))
    return "table";
  if (isStatBlock(lines.map(({ text }) => text))) return "stat-block";
  const items = lines.filter(({ text }) => listItem.test(text.slice(0, 12))).length;
  if (items >= 2 && lines[0] !== undefined && listItem.test(lines[0].text.slice(0, 12))) return "list";
  return "prose";
}

function isPiped(text: string): boolean {
  const start = text.trimStart();
  return start.startsWith("|") && start.indexOf("|", 1) !== -1;
}

const listItem = /^\s*(?:[-*+•‣▪◦–·]|\d{1,3}[.)]|[a-z][.)])\s+\S/;
