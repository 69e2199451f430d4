import type { PromptRecord, VoiceId } from "../../contracts/dm.ts";
import { ANSWER_UNUSABLE, type SourcesAnswer } from "../../contracts/orchestration.ts";
import type { Answerer, AnswerInput } from "../../core/ports.ts";
import { wholeSigns } from "../../core/whole-signs.ts";
import { type Asking, ModelCalls } from "../ask-models.ts";
import type { LoreDesk } from "../lore/lore-desk.ts";
import { isRefusal, plainProse } from "../narrator/plain-prose.ts";
import { modelVoice, withFallback } from "../voices.ts";
import { crosses, crossesALine, keptOut, notThere, quoted } from "./answer-by-oracle.ts";
import { answerPrompt, NOT_THERE } from "./answer-prompt.ts";
import { type AnswerSource, answerSources, citedAnswer } from "./answer-sources.ts";
import { sourcedSentences } from "./sourced-sentences.ts";

const TEXT_MAX = 6_000;
const ANSWER_CHARS_MAX = 20_000;
const PASSAGES_MAX = 8;
const PASSAGES_TOKENS_MAX = 3_000;

type Sent = NonNullable<ReturnType<typeof answerPrompt>> & { readonly voice: VoiceId };

/**
 * Answers from what the campaign has read and what it remembers. A model's words count only where they cite what was
 * given to it; where no model answers, the passage that fits best is quoted.
 */
export class AnswerByModel implements Answerer {
  readonly #asking: Omit<Asking, "task" | "plan">;
  readonly #lore: LoreDesk;

  constructor({ lore, ...asking }: Omit<Asking, "task" | "plan"> & { readonly lore: LoreDesk }) {
    this.#asking = asking;
    this.#lore = lore;
  }

  async answer(input: AnswerInput): Promise<SourcesAnswer> {
    const { plan, question, view, may } = input;
    // Nothing is looked up, and nothing bought, of what the table does not speak about.
    if (crossesALine(question, input)) return keptOut();
    const passages = await this.#lore.forQuestion({
      campaignId: view.public.campaignId ?? "",
      text: question,
      names: [],
      may,
      ...{ limit: PASSAGES_MAX, tokensMax: PASSAGES_TOKENS_MAX },
    });
    const sources = answerSources(input, passages);
    // Nothing is bought of a model that has nothing to answer from.
    if (sources.length === 0) return notThere();
    if (plan.voices.length === 0) return insteadOf(quoted(input, sources), plan.standsInFor);
    return await this.#asked(input, sources);
  }

  async #asked(input: AnswerInput, sources: readonly AnswerSource[]): Promise<SourcesAnswer> {
    const calls = new ModelCalls({ ...this.#asking, task: "answer", plan: input.plan });
    const sent: Sent[] = [];
    const answered = await calls.complete((model, voice) => {
      const prompt = answerPrompt(input, sources, model);
      if (prompt !== null) sent.push({ ...prompt, voice });
      return prompt?.request ?? null;
    });
    const last = sent.at(-1);
    const { receipts } = calls;
    const prompts = last === undefined ? [] : [recordOf(last, answered.ok ? answered.answer.text : null)];
    const told = (answer: SourcesAnswer, why: string | null): SourcesAnswer => ({
      ...insteadOf(answer, why),
      receipts: [...receipts],
      prompts,
    });
    if (!answered.ok) return told(quoted(input, sources), answered.why);
    const said = plainProse(answered.answer.text).slice(0, TEXT_MAX);
    if (said === "" || isRefusal(said)) return told(quoted(input, sources), ANSWER_UNUSABLE);
    const voice = modelVoice(answered, receipts);
    const given = last?.given ?? [];
    const asked = { question: input.question, language: input.view.public.dm.language };
    const { text, cites } = citedAnswer(sourcedSentences(said, given, asked), given);
    // An answer that rests on nothing that was given is not one.
    if (text === "" || said.toUpperCase().startsWith(NOT_THERE)) return { ...told(notThere(), null), voice };
    if (crosses(text, input)) return told(quoted(input, sources), ANSWER_UNUSABLE);
    return { text, found: true, cites, voice, receipts: [...receipts], prompts };
  }
}

function insteadOf(answer: SourcesAnswer, why: string | null): SourcesAnswer {
  return { ...answer, voice: withFallback(answer.voice, [], why) };
}

function recordOf({ parts, voice }: Sent, answer: string | null): PromptRecord {
  const text = answer === null ? null : wholeSigns(answer.slice(0, ANSWER_CHARS_MAX));
  return { task: "answer", round: 1, voice, parts: [...parts], answer: text };
}
