import type { LorePassage } from "../../library/search.ts";
import { narrationSentences } from "../narrator/narration-sentences.ts";
import { cleanText } from "../prompt/untrusted.ts";
import { type Asked, fitOf, stemsIn } from "./question-fit.ts";

const QUOTED_CHARS_MAX = 700;
const SENTENCES_QUOTED = 3;
/** A table or a page without an end of a sentence is not read without end. */
const SENTENCES_MAX = 400;

/** What of a passage meets a question, in plain words, and how much of the question that and its heading meet. */
export interface Excerpt {
  readonly text: string;
  readonly fit: number;
}

/** Of all windows of up to three sentences the one that, with its heading, meets most of the question. */
export function excerptOf(
  { title, heading, text }: Pick<LorePassage, "title" | "heading" | "text">,
  asked: Asked,
): Excerpt {
  const above = [...stemsIn(`${title} ${heading}`)];
  const sentences = narrationSentences(plainLines(cleanText(text)))
    .slice(0, SENTENCES_MAX)
    .map((sentence) => ({ text: sentence.text, stems: stemsIn(sentence.text) }));
  let best: Excerpt & { readonly worth: number } = { text: "", fit: fitOf(asked, new Set(above)), worth: -1 };
  for (const [at, first] of sentences.entries()) {
    let window = { text: "", stems: new Set<string>() };
    for (const { text: next, stems } of [first, ...sentences.slice(at + 1, at + SENTENCES_QUOTED)]) {
      if (window.text !== "" && window.text.length + next.length >= QUOTED_CHARS_MAX) break;
      window = { text: `${window.text} ${next}`.trim(), stems: new Set([...window.stems, ...stems]) };
      const fit = fitOf(asked, new Set([...above, ...window.stems]));
      // What the heading does not say already counts first, then what the sentences say by themselves.
      const worth = fit + 0.1 * fitOf(asked, window.stems) + 0.01 * fitOf(asked, first.stems);
      if (worth > best.worth || (worth === best.worth && window.text.startsWith(best.text)))
        best = { text: window.text, fit, worth };
    }
  }
  return { text: clipped(best.text), fit: best.fit };
}

/** Lists and tables as they would be read out: without marks, a row as what stands in it. */
function plainLines(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^[\s|:+=-]*$/.test(line))
    .map((line) =>
      line
        .replace(/^\s*(?:#{1,6}\s+|>\s*|[-*+•]\s+(?:\[[ x]\]\s+)?)+/, "")
        .replace(/^\s*\|\s*|\s*\|\s*$/g, "")
        .replace(/\s*(?:\||\t)\s*/g, ", ")
        .replace(/(\*\*|__|`|~~)/g, "")
        .replace(/(?<![\p{L}\p{N}*])\*(?=\S)|(?<=\S)\*(?![\p{L}\p{N}*])/gu, "")
        .replace(/(?<![\p{L}\p{N}_])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}_])/gu, ""),
    )
    .join("\n");
}

function clipped(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= QUOTED_CHARS_MAX ? line : `${line.slice(0, QUOTED_CHARS_MAX).replace(/\s+\S*$/, "")}…`;
}
