import type { Citation } from "../../contracts/memory.ts";
import type { AnswerInput } from "../../core/ports.ts";
import type { LorePassage } from "../../library/search.ts";
import { primerAbout } from "../oracle/director/rules-primer.ts";
import { citationOf } from "../prompt/sources-part.ts";

/** Something an answer may rest on. Only a passage of a file can be opened; of the others their kind is named. */
export type AnswerSource =
  | { readonly n: number; readonly kind: "file"; readonly passage: LorePassage }
  | { readonly n: number; readonly kind: "rules" | "house" | "memory"; readonly text: string };

const FACTS_MAX = 16;
const CITES_MAX = 12;

/** How a source without a page is named in an answer. */
const NAMES = { rules: "the rules in short", house: "the table's own rules", memory: "from play" } as const;

/** What an answer may rest on, numbered from 1: what was read first, then the rules, then what is remembered. */
export function answerSources(
  { view, question, memory }: AnswerInput,
  passages: readonly LorePassage[],
): AnswerSource[] {
  const { ruleset, dm } = view.public;
  const remembered = [
    ...memory.pinned,
    ...memory.facts,
    ...memory.cards.map(({ name, text, facts }) => ({ text: `${name}: ${[text, ...facts].join(" ")}`.trim() })),
  ];
  const unnumbered = [
    ...passages.map((passage) => ({ kind: "file" as const, passage })),
    ...primerAbout(ruleset, question).map((text) => ({ kind: "rules" as const, text })),
    ...(dm.houseRules === "" ? [] : [{ kind: "house" as const, text: dm.houseRules }]),
    ...remembered.slice(-FACTS_MAX).map(({ text }) => ({ kind: "memory" as const, text })),
  ];
  return unnumbered.map((source, at) => ({ n: at + 1, ...source }));
}

/** Numbers of sources in square brackets, one or several, with the blanks before them. */
export const CITATION_MARKS = /\s*\[\s*(\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)\s*\]/g;

/**
 * Takes out what cites a source that was not given. Files are numbered anew, as they first come; what has no page to
 * open is named in words instead.
 */
export function citedAnswer(
  text: string,
  given: readonly AnswerSource[],
): { readonly text: string; readonly cites: Citation[]; readonly grounded: boolean } {
  const known = new Map(given.map((source) => [source.n, source]));
  const cites: Citation[] = [];
  const numbers = new Map<number, number>();
  let grounded = false;
  const markOf = (n: number): string => {
    const source = known.get(n);
    if (source === undefined) return "";
    grounded = true;
    if (source.kind !== "file") return ` (${NAMES[source.kind]})`;
    const own = numbers.get(n) ?? numbers.size + 1;
    if (own > CITES_MAX) return "";
    if (!numbers.has(n)) cites.push(citationOf(own, source.passage));
    numbers.set(n, own);
    return ` [${own}]`;
  };
  const checked = text
    .replace(CITATION_MARKS, (_, list: string) => [...new Set(list.split(/\D+/).map(Number).map(markOf))].join(""))
    .replace(/[ \t]+([.,;:!?])/g, "$1")
    .replace(/[ \t]{2,}/g, " ");
  return { text: checked.trim(), cites, grounded };
}
