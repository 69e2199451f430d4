import type { Citation } from "../../../workers/contracts/memory.ts";
import type { PlacedCite } from "../../state/story-entry.ts";

const NUMBER = / ?\[(\d{1,2})\]/g;
/** So much of what was said leads to the place on a page. */
const ABOUT_MAX = 600;

/**
 * An answer with its numbers taken out of the words and put where they stand; with them goes the title and the page, where
 * the words end in them. A number that cites nothing stays a word.
 */
export function citesIn(text: string, cites: readonly Citation[]): { text: string; placed: readonly PlacedCite[] } {
  const placed: PlacedCite[] = [];
  let words = "";
  let from = 0;
  for (const match of text.matchAll(NUMBER)) {
    const cite = cites.find(({ n }) => n === Number(match[1]));
    if (cite === undefined) continue;
    words = withoutPlace(words + text.slice(from, match.index), cite);
    placed.push({ ...cite, at: words.length });
    from = match.index + match[0].length;
  }
  return { text: words + text.slice(from), placed };
}

/** The list beneath names the source for those who may know it. */
function withoutPlace(words: string, { title, pageFrom, pageTo }: Citation): string {
  const pages = pageFrom === pageTo ? `page ${pageFrom}` : `pages ${pageFrom}–${pageTo}`;
  const place = [` — ${title}, ${pages}`, ` (${title}, ${pages})`].find((each) => words.endsWith(each));
  return place === undefined ? words : words.slice(0, -place.length);
}

/** What was said that rests on a citation: the words from the mark before it up to its own. */
export function saidBefore(text: string, placed: readonly PlacedCite[], mark: number): string {
  const to = placed[mark]?.at;
  if (to === undefined) return text.slice(0, ABOUT_MAX);
  const before = Math.max(0, ...placed.map(({ at }) => at).filter((at) => at < to));
  return text.slice(Math.max(before, to - ABOUT_MAX), to);
}
