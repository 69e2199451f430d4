import type { Citation } from "../../contracts/memory.ts";
import type { AnswerInput } from "../../core/ports.ts";
import type { LorePassage } from "../../library/search.ts";
import { primerMatches } from "../oracle/director/rules-primer.ts";
import { citationOf } from "../prompt/sources-part.ts";
import { askedIn, fitOf, stemsIn } from "./question-fit.ts";

/** Something an answer may rest on. Only a passage of a file can be opened; of the others their kind is named. */
export type AnswerSource =
  | { readonly n: number; readonly kind: "file"; readonly passage: LorePassage }
  | {
      readonly n: number;
      readonly kind: "rules" | "house";
      readonly text: string;
      /** By which words of the question it was found. */
      readonly subject?: string;
    }
  | {
      readonly n: number;
      readonly kind: "memory";
      readonly text: string;
      /** What a card is called, by its name and otherwise. */
      readonly names?: string;
    };

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
  const unnumbered = [
    ...passages.map((passage) => ({ kind: "file" as const, passage })),
    ...primerMatches(ruleset, question).map(({ rule, subject }) => ({ kind: "rules" as const, text: rule, subject })),
    ...(dm.houseRules === "" ? [] : [{ kind: "house" as const, text: dm.houseRules }]),
    ...rememberedAbout(question, memory).map((each) => ({ kind: "memory" as const, ...each })),
  ];
  return unnumbered.map((source, at) => ({ n: at + 1, ...source }));
}

/** What of the memory meets the question, what meets it most first, and of what meets it alike the newest. */
function rememberedAbout(question: string, { pinned, facts, cards }: AnswerInput["memory"]): Remembered[] {
  const asked = askedIn(question);
  const all: Remembered[] = [
    ...[...pinned, ...facts].map(({ text }) => ({ text })),
    ...cards.map(({ name, text, facts: known, aliases = [] }) => ({
      text: `${name}: ${[text, ...known].join(" ")}`.trim(),
      names: [name, ...aliases].join(", "),
    })),
  ];
  return all
    .map((each) => ({ each, fit: fitOf(asked, stemsIn(`${each.names ?? ""} ${each.text}`)) }))
    .filter(({ fit }) => fit > 0)
    .reverse()
    .sort((left, right) => right.fit - left.fit)
    .slice(0, FACTS_MAX)
    .map(({ each }) => each);
}

interface Remembered {
  readonly text: string;
  readonly names?: string;
}

/** Numbers of sources in square brackets, one or several, with the blanks before them. */
export const CITATION_MARKS = /\s*\[\s*(\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)\s*\]/g;

/** The numbers that a text cites. A span names its two ends. */
export function numbersOf(text: string): number[] {
  return [...text.matchAll(CITATION_MARKS)].flatMap(([, list = ""]) => list.split(/\D+/).map(Number));
}

/**
 * Takes out what cites a source that was not given. Files are numbered anew, as they first come; what has no page to
 * open is named in words instead.
 */
export function citedAnswer(
  text: string,
  given: readonly AnswerSource[],
): { readonly text: string; readonly cites: Citation[] } {
  const known = new Map(given.map((source) => [source.n, source]));
  const cites: Citation[] = [];
  const numbers = new Map<number, number>();
  const markOf = (n: number): string => {
    const source = known.get(n);
    if (source === undefined) return "";
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
  return { text: checked.trim(), cites };
}
