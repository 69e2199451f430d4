import type { Citation } from "../../../workers/contracts/memory.ts";
import type { PlacedCite } from "../../state/story-entry.ts";

const NUMBER = / ?\[(\d{1,2})\]/g;

/** An answer with its numbers taken out of the words and put where they stand. A number that cites nothing stays a word. */
export function citesIn(text: string, cites: readonly Citation[]): { text: string; placed: readonly PlacedCite[] } {
  const placed: PlacedCite[] = [];
  let words = "";
  let from = 0;
  for (const match of text.matchAll(NUMBER)) {
    const cite = cites.find(({ n }) => n === Number(match[1]));
    if (cite === undefined) continue;
    words += text.slice(from, match.index);
    placed.push({ ...cite, at: words.length });
    from = match.index + match[0].length;
  }
  return { text: words + text.slice(from), placed };
}
