import type { PromptRecord, VoiceId } from "../../contracts/dm.ts";
import type { RecapSentence } from "../../contracts/memory.ts";
import type { RecapAnswer } from "../../contracts/orchestration.ts";
import type { RecapInput, Recapper } from "../../core/ports.ts";
import { crossingsIn, watchFor } from "../../core/safety/crossings.ts";
import { boundariesOf } from "../../core/safety/rating-boundaries.ts";
import { wholeSigns } from "../../core/whole-signs.ts";
import { CITATION_MARKS, numbersOf } from "../answer/answer-sources.ts";
import { type Asking, ModelCalls } from "../ask-models.ts";
import { narrationSentences } from "../narrator/narration-sentences.ts";
import { plainProse } from "../narrator/plain-prose.ts";
import { isUnheardOf } from "../narrator/unheard-of.ts";
import { ORACLE_VOICE } from "../oracle/oracle-voice.ts";
import { modelVoice, withFallback } from "../voices.ts";
import { recapPrompt } from "./recap-prompt.ts";

const SENTENCES_MAX = 12;
const SENTENCE_CHARS_MAX = 400;
const RESTS_MAX = 24;
const ANSWER_CHARS_MAX = 20_000;

type Sent = NonNullable<ReturnType<typeof recapPrompt>> & { readonly voice: VoiceId };

/**
 * Tells a scene or an evening in a model's words. A sentence that cites none of the facts it was given, or that names or
 * counts what those do not, is left out; and where no model answers there are no sentences: the facts serve as they stand.
 */
export class RecapByModel implements Recapper {
  readonly #asking: Omit<Asking, "task" | "plan">;

  constructor(asking: Omit<Asking, "task" | "plan">) {
    this.#asking = asking;
  }

  async recap(input: RecapInput): Promise<RecapAnswer> {
    const { plan } = input;
    const nothing = { sentences: [], voice: withFallback(ORACLE_VOICE, [], plan.standsInFor) };
    if (plan.voices.length === 0 || input.facts.length === 0) return { ...nothing, receipts: [], prompts: [] };
    const calls = new ModelCalls({ ...this.#asking, task: "recap", plan });
    const sent: Sent[] = [];
    const answered = await calls.complete((model, voice) => {
      const prompt = recapPrompt(input, model);
      if (prompt !== null) sent.push({ ...prompt, voice });
      return prompt?.request ?? null;
    });
    const last = sent.at(-1);
    const { receipts } = calls;
    const prompts = last === undefined ? [] : [recordOf(last, answered.ok ? answered.answer.text : null)];
    if (!answered.ok)
      return {
        sentences: [],
        voice: withFallback(ORACLE_VOICE, receipts, answered.why),
        receipts: [...receipts],
        prompts,
      };
    const sentences = sentencesIn(answered.answer.text, input, last?.given ?? []);
    return { sentences, voice: modelVoice(answered, receipts), receipts: [...receipts], prompts };
  }
}

function sentencesIn(raw: string, { facts, view, title }: RecapInput, given: readonly number[]): RecapSentence[] {
  const watch = watchFor(boundariesOf(view.public.dm));
  const known = new Set(given);
  const { language } = view.public.dm;
  const names = [namesOf(view), title].join("\n");
  return narrationSentences(plainProse(raw))
    .flatMap(({ text: written }): RecapSentence[] => {
      const cited = numbersOf(written).flatMap((n) => (known.has(n) ? (facts[n - 1] ?? []) : []));
      const rests = [...new Set(cited.flatMap((fact) => fact.rests))];
      const text = written
        .replace(CITATION_MARKS, "")
        .replace(/ +([,.;:!?…])/g, "$1")
        .trim();
      const isSound = rests.length > 0 && text.length > 0 && text.length <= SENTENCE_CHARS_MAX;
      const sources = cited.map((fact) => fact.text).join("\n");
      if (!isSound || isUnheardOf(text, { sources, names, language })) return [];
      if (crossingsIn(text, watch).length > 0) return [];
      return [{ text: wholeSigns(text), rests: seqsOf(rests) }];
    })
    .slice(0, SENTENCES_MAX);
}

/** Who and what is before everybody at the table. */
function namesOf({ public: { title, adventureTitle, members, creatures, scene } }: RecapInput["view"]): string {
  const called = [...Object.values(members), ...Object.values(creatures), ...(scene?.people ?? [])];
  return [title, adventureTitle, scene?.title ?? "", ...called.map(({ name }) => name)].join("\n");
}

const seqsOf = (rests: readonly number[]): RecapSentence["rests"] =>
  [...rests].sort((a, b) => a - b).slice(0, RESTS_MAX);

function recordOf({ parts, voice }: Sent, answer: string | null): PromptRecord {
  const text = answer === null ? null : wholeSigns(answer.slice(0, ANSWER_CHARS_MAX));
  return { task: "recap", round: 1, voice, parts: [...parts], answer: text };
}
