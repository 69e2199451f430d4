import type { SourcesAnswer } from "../../contracts/orchestration.ts";
import type { AnswerInput } from "../../core/ports.ts";
import type { LorePassage } from "../../library/search.ts";
import { narrationSentences } from "../narrator/narration-sentences.ts";
import { nameWords, SMALL_WORDS } from "../oracle/language/words.ts";
import { ORACLE_VOICE } from "../oracle/oracle-voice.ts";
import { citationOf, placeOf } from "../prompt/sources-part.ts";
import { cleanText } from "../prompt/untrusted.ts";
import type { AnswerSource } from "./answer-sources.ts";

export const NOTHING_FOUND = "That is not in what this table has read, nor in what it remembers.";

const QUOTED_CHARS_MAX = 700;
const SENTENCES_QUOTED = 3;
/** So many words of a question a remembered fact must share to be an answer. */
const SHARED_WORDS_MIN = 2;

/** Says that it is not there. It costs nothing and nobody was asked. */
export function notThere(): SourcesAnswer {
  return { text: NOTHING_FOUND, found: false, cites: [], voice: ORACLE_VOICE, receipts: [], prompts: [] };
}

/** An answer without a model: the passage that fits best, quoted with its page; a rule; or a fact as it stands. */
export function quoted({ question }: AnswerInput, sources: readonly AnswerSource[]): SourcesAnswer {
  const asked = wordsOf(question);
  const [best] = sources.flatMap((source) => (source.kind === "file" ? [source.passage] : []));
  const found = { ...notThere(), found: true };
  if (best !== undefined)
    return {
      ...found,
      text: `“${excerptOf(best, asked)}” — ${placeOf(best)} [1]`,
      cites: [citationOf(1, best)],
    };
  const rule = sources.find(({ kind }) => kind === "rules");
  if (rule !== undefined && rule.kind !== "file") return { ...found, text: `${rule.text} (the rules in short)` };
  const fact = bestFact(sources, asked);
  return fact === null ? notThere() : { ...found, text: `${cleanText(fact)} (from play)` };
}

/** The sentences around the one that shares most with the question. */
function excerptOf({ text }: LorePassage, asked: ReadonlySet<string>): string {
  const sentences = narrationSentences(cleanText(text)).map((sentence) => sentence.text);
  const scores = sentences.map((sentence) => sharedWith(sentence, asked));
  const at = Math.max(0, scores.indexOf(Math.max(...scores)));
  let excerpt = sentences[at] ?? cleanText(text);
  for (const next of sentences.slice(at + 1, at + SENTENCES_QUOTED)) {
    if (excerpt.length + next.length > QUOTED_CHARS_MAX) break;
    excerpt = `${excerpt} ${next}`;
  }
  const plain = excerpt.replace(/\s+/g, " ").trim();
  return plain.length <= QUOTED_CHARS_MAX ? plain : `${plain.slice(0, QUOTED_CHARS_MAX).replace(/\s+\S*$/, "")}…`;
}

function bestFact(sources: readonly AnswerSource[], asked: ReadonlySet<string>): string | null {
  const facts = sources.flatMap((source) => (source.kind === "memory" ? [source.text] : []));
  const scored = facts.map((text) => ({ text, score: sharedWith(text, asked) }));
  const best = scored.reduce((most, each) => (each.score >= most.score ? each : most), { text: "", score: 0 });
  return best.score >= Math.min(SHARED_WORDS_MIN, asked.size) && best.score > 0 ? best.text : null;
}

const ASKING = new Set("what who where when why how which does did do is are was were can could".split(" "));

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(nameWords(text).filter((word) => !SMALL_WORDS.has(word) && !ASKING.has(word)));
}

function sharedWith(text: string, asked: ReadonlySet<string>): number {
  return [...wordsOf(text)].filter((word) => asked.has(word)).length;
}
