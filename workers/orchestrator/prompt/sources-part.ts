import { UploadId } from "../../contracts/library.ts";
import type { Citation } from "../../contracts/memory.ts";
import type { LorePassage } from "../../library/search.ts";
import { tokensOf } from "../../models/count-tokens.ts";
import type { PartDraft } from "./fit-parts.ts";
import { cleanLine, cleanText, clipTokens, type Fence } from "./untrusted.ts";

/** A passage with the number it goes by in one prompt. */
export interface NumberedPassage {
  readonly n: number;
  readonly passage: LorePassage;
}

/** So many passages stand in one prompt at most, each cut at so many tokens. */
export const PASSAGES_PER_PROMPT_MAX = 8;
const PASSAGE_TOKENS_MAX = 420;
const TITLE_CHARS = 120;
const HEADING_CHARS = 200;

export function numbered(passages: readonly LorePassage[]): NumberedPassage[] {
  return passages.slice(0, PASSAGES_PER_PROMPT_MAX).map((passage, at) => ({ n: at + 1, passage }));
}

/** Where a passage stands, in words: "The Bell, page 12" or "The Bell, pages 12–13". */
export function placeOf({ title, pageFrom, pageTo }: Pick<LorePassage, "title" | "pageFrom" | "pageTo">): string {
  const pages = pageFrom === pageTo ? `page ${pageFrom}` : `pages ${pageFrom}–${pageTo}`;
  return `${cleanLine(title, TITLE_CHARS)}, ${pages}`;
}

/** A passage as a text cites it, by the number it has there. */
export function citationOf(n: number, { uploadId, title, pageFrom, pageTo }: LorePassage): Citation {
  return { n, uploadId: UploadId.parse(uploadId), title: title.slice(0, TITLE_CHARS), pageFrom, pageTo };
}

/** Passages by number. An upload is data that nobody here has read: its title and headings stand in the fence as well. */
export function sourcesPart(sources: readonly NumberedPassage[], fence: Fence, head: string): PartDraft {
  return {
    name: "sources",
    head,
    entries: sources.map(
      ({ n, passage }) => `${mark(n)}\n${fence.wrap("source", wordsOf(passage, PASSAGE_TOKENS_MAX))}`,
    ),
  };
}

/** Those that found room in a fitted part: what was not given may not be cited. */
export function givenIn(text: string, sources: readonly NumberedPassage[], fence: Fence): NumberedPassage[] {
  return sources.filter(({ n }) => text.includes(`${mark(n)}\n${fence.open("source")}`));
}

const mark = (n: number): string => `[S${n}]`;

/** A passage with its title, page and heading above it, as it stands in a fence. */
export function wordsOf(passage: LorePassage, tokensMax: number): string {
  const heading = passage.heading === "" ? "" : ` — ${cleanLine(passage.heading, HEADING_CHARS)}`;
  return `${placeOf(passage)}${heading}\n${clipTokens(cleanText(passage.text), tokensMax, tokensOf)}`;
}
