import { plainWords } from "../../core/safety/folded-words.ts";
import { narrationSentences } from "../narrator/narration-sentences.ts";
import { isUnheardOf } from "../narrator/unheard-of.ts";
import { SMALL_WORDS } from "../oracle/language/words.ts";
import { type AnswerSource, CITATION_MARKS, numbersOf } from "./answer-sources.ts";

interface Asked {
  readonly question: string;
  /** BCP 47. */
  readonly language: string;
}

/** Words in which somebody says that sources leave something open; whatever else such a sentence says, the question said. */
const LEFT_OPEN = new Set(
  "source sources text texts note notes page pages book books file files rule rules memory say says said tell tells told mention mentions mentioned leave leaves left open silent unknown unclear known nothing anything more further does do did not else given name names named only part whether however but about answer answers question".split(
    " ",
  ),
);
const SPEAKS_OF_SOURCES = /\b(?:sources?|texts?|notes?|pages?|books?|files?|rules?|memory)\b/i;
const DENIES = /\b(?:not|no|nothing|never|silent|open|unknown|unclear)\b/i;

/**
 * What of an answer rests on sources that were given: sentences that cite one, and name and count nothing that stands in
 * none of those they cite. Beside them only what says that the sources leave something open; by itself that is no answer.
 */
export function sourcedSentences(text: string, given: readonly AnswerSource[], asked: Asked): string {
  const known = new Map(given.map((source) => [source.n, source]));
  const kept: { readonly text: string; readonly paragraph: number }[] = [];
  let isSourced = false;
  for (const sentence of whole(text)) {
    const cited = numbersOf(sentence.text).flatMap((n) => known.get(n) ?? []);
    const isSound = cited.length > 0 && !isUnheardOf(bare(sentence.text), heardOf(cited, asked));
    if (isSound || (cited.length === 0 && leavesOpen(sentence.text, asked.question))) kept.push(sentence);
    isSourced ||= isSound;
  }
  if (!isSourced) return "";
  return kept
    .map((each, at) => `${at === 0 ? "" : each.paragraph === kept[at - 1]?.paragraph ? " " : "\n\n"}${each.text}`)
    .join("");
}

/** Sentences, each with the marks that came after its end. */
function whole(text: string): { text: string; paragraph: number }[] {
  const sentences: { text: string; paragraph: number }[] = [];
  for (const { text: piece, paragraph } of narrationSentences(text)) {
    const last = sentences.at(-1);
    const isOnlyMarks = plainWords(bare(piece)).length === 0;
    if (isOnlyMarks && last !== undefined) last.text = `${last.text} ${piece}`;
    else sentences.push({ text: piece, paragraph });
  }
  return sentences;
}

const bare = (sentence: string): string => sentence.replace(CITATION_MARKS, "");

function heardOf(cited: readonly AnswerSource[], { question, language }: Asked): Parameters<typeof isUnheardOf>[1] {
  const sources = cited.map((source) =>
    source.kind === "file"
      ? [source.passage.title, source.passage.heading, source.passage.text].join("\n")
      : source.text,
  );
  return { sources: [...sources, question].join("\n"), names: "", language };
}

function leavesOpen(sentence: string, question: string): boolean {
  if (!SPEAKS_OF_SOURCES.test(sentence) || !DENIES.test(sentence) || /[:;]/.test(sentence)) return false;
  const asked = new Set(plainWords(question));
  return plainWords(sentence).every((word) => LEFT_OPEN.has(word) || SMALL_WORDS.has(word) || asked.has(word));
}
