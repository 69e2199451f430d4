import { hasPages } from "../../state/library-words.ts";
import type { PageBlock } from "./page-blocks.ts";
import { pageWords } from "./page-words.ts";

/** As the contract for a narration has it. */
export const READ_OUT_MAX = 8_000;

interface ReadOut {
  readonly title: string;
  readonly page: number;
  readonly pagesTotal: number;
  readonly markdown: boolean;
}

/**
 * A page as it is read to the table: where it is from, then its words as a quotation, each row and each item of a list by
 * itself. What is longer than a narration may be ends where the last whole word does.
 */
export function readOutText(from: ReadOut, blocks: readonly PageBlock[]): string {
  const numbered = hasPages({ kind: from.markdown ? "markdown" : "pdf", pagesTotal: from.pagesTotal });
  const source = `*From “${from.title}”${numbered && from.pagesTotal > 1 ? `, page ${from.page}` : ""}*`;
  const quoted = blocks.flatMap((block) => linesOf(block, from.markdown)).map((line) => `> ${line}`);
  return shortened([source, ...quoted].join("\n\n"));
}

function linesOf(block: PageBlock, markdown: boolean): readonly string[] {
  const words = (text: string) => (markdown ? wordsOf(text) : text);
  switch (block.kind) {
    case "heading":
      return [`**${words(block.text).replaceAll("*", "")}**`];
    case "table":
      return [...(block.head === null ? [] : [block.head]), ...block.rows].map((row) => row.map(words).join(" · "));
    case "list":
      return block.items.map(({ number, text }) => `${number === null ? "–" : `${number}.`} ${words(text)}`);
    default:
      return block.text
        .split("\n")
        .map(words)
        .filter((line) => line.trim() !== "");
  }
}

function wordsOf(text: string): string {
  const marks = { none: "", em: "*", strong: "**" } as const;
  return pageWords(text)
    .map(({ text: words, stress }) => `${marks[stress]}${words}${marks[stress]}`)
    .join("")
    .replaceAll("\n", " ");
}

function shortened(text: string): string {
  if (text.length <= READ_OUT_MAX) return text;
  const cut = text.slice(0, READ_OUT_MAX - 2);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), READ_OUT_MAX / 2))} …`;
}
