import { type Run, runsOf } from "../prose-of.ts";
import type { PageBlock } from "./page-blocks.ts";

// Private letters stand for signs that are meant as they are, until the stresses have been taken apart.
const ESCAPED = /\\([\\`*_{}[\]()#+\-.!|~>])/g;
const FIRST_ESCAPED = 0xe100;
const PRIVATE = /[\ue000-\ue1ff]/g;

/** The words of a line of Markdown: stresses become runs; of links and pictures only what they say is kept. */
export function pageWords(text: string): Run[] {
  const plain = text
    .replace(PRIVATE, "\ufffd")
    .replace(ESCAPED, (_, sign: string) => String.fromCharCode(FIRST_ESCAPED + sign.charCodeAt(0)))
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, "$1")
    .replace(/`([^`\n]+)`/g, "$1")
    .replace(/~~([^~\n]+)~~/g, "$1")
    .replace(/(\*\*\*|\*\*_|_\*\*|___)([^*_\n]+)(\*\*\*|_\*\*|\*\*_|___)/g, "**$2**")
    .replace(/__([^_\n]+)__/g, "**$1**");
  return runsOf(plain).map((run) => ({
    ...run,
    text: run.text.replace(PRIVATE, (letter) => String.fromCharCode(letter.charCodeAt(0) - FIRST_ESCAPED)),
  }));
}

/** Everything a block says, as one line of its own words. */
export function blockText(block: PageBlock): string {
  switch (block.kind) {
    case "table":
      return [...(block.head === null ? [] : [block.head]), ...block.rows].flat().join(" ");
    case "list":
      return block.items.map(({ text }) => text).join(" ");
    default:
      return block.text;
  }
}
