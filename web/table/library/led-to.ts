import type { PageBlock } from "./page-blocks.ts";
import { blockText } from "./page-words.ts";

/** So many letters say where a passage begins or ends. */
const EDGE_LETTERS = 32;
/** A shorter block is found in every other passage by accident. */
const BLOCK_LETTERS_MIN = 12;
/** So many telling words in common, and no accident either. */
const SHARED_WORDS_MIN = 3;

/**
 * Which blocks of a page somebody was led to, from the first to the last: those that hold the passage or lie in it, else the
 * one that has the most words in common with what was said of it. Null when none has.
 */
export function ledTo(
  blocks: readonly PageBlock[],
  passage: string,
): { readonly from: number; readonly to: number } | null {
  const wanted = lettersOf(passage);
  if (wanted === "") return null;
  const found = blocks.flatMap((block, at) => (holds(lettersOf(blockText(block)), wanted) ? [at] : []));
  const [from] = found;
  const to = found.at(-1);
  if (from !== undefined && to !== undefined) return { from, to };
  const likest = likestOf(blocks, passage);
  return likest === null ? null : { from: likest, to: likest };
}

function holds(block: string, wanted: string): boolean {
  if (block.includes(wanted)) return true;
  if (block.length >= BLOCK_LETTERS_MIN && wanted.includes(block)) return true;
  if (wanted.length < EDGE_LETTERS) return false;
  return block.includes(wanted.slice(0, EDGE_LETTERS)) || block.includes(wanted.slice(-EDGE_LETTERS));
}

function likestOf(blocks: readonly PageBlock[], passage: string): number | null {
  const wanted = wordsOf(passage);
  let likest: number | null = null;
  let most = SHARED_WORDS_MIN - 1;
  for (const [at, block] of blocks.entries()) {
    const shared = [...wordsOf(blockText(block))].filter((word) => wanted.has(word)).length;
    if (shared > most) [likest, most] = [at, shared];
  }
  return likest;
}

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []);
