import { ANSWER_UNUSABLE, type RecapAnswer, type SourcesAnswer } from "../contracts/orchestration.ts";
import type { Answerer, AnswerInput, RecapInput, Recapper } from "../core/ports.ts";
import { FLAGGED, type Guard, type Judged, judged, keptBackFor, less } from "./moderation.ts";
import { ORACLE_VOICE } from "./oracle/oracle-voice.ts";
import { withFallback } from "./voices.ts";

/** Tokens of a long answer or recap, counted on the high side. */
const TELLING_TOKENS = 800;
/** Of a step's time, what a guard may take for a question, and what is left to the model of the rest. */
const QUESTION_SHARE = 1 / 4;
const MODEL_SHARE = 3 / 4;

/** Answers to the table from its sources, question and answer read by the guard; where it says no, a passage is quoted. */
export class ModeratedAnswerer implements Answerer {
  readonly #inner: Answerer;
  readonly #guard: Guard;

  constructor({ inner, guard }: { readonly inner: Answerer; readonly guard: Guard }) {
    this.#inner = inner;
    this.#guard = guard;
  }

  async answer(input: AnswerInput): Promise<SourcesAnswer> {
    const { plan, question } = input;
    if (plan.voices.length === 0) return await this.#inner.answer(input);
    const from = Date.now();
    const before = await judged(this.#guard, question, { ...plan, withinMs: plan.withinMs * QUESTION_SHARE });
    if (before.why !== null) return await this.#quoted(input, before, NOTHING_ASKED);
    const left = less(plan, { receipts: before.receipts, keptBack: keptBackFor(this.#guard, TELLING_TOKENS), from });
    const answer = await this.#inner.answer({
      ...input,
      plan: { ...left, withinMs: Math.floor(left.withinMs * MODEL_SHARE) },
    });
    const used = [...before.receipts, ...answer.receipts];
    // What is quoted was written by people who could have shown it as it is, and that nothing is there we say ourselves.
    if (answer.voice.provider === "oracle" || !answer.found) return { ...answer, receipts: used };
    const after = await judged(this.#guard, answer.text, less(plan, { receipts: used, from }));
    const receipts = [...before.receipts, ...after.receipts];
    if (after.why === null) return { ...answer, receipts: [...receipts, ...answer.receipts] };
    // In the same words as whatever else of an answer cannot be used.
    const why = after.why === FLAGGED ? ANSWER_UNUSABLE : after.why;
    return await this.#quoted(input, { why, receipts }, answer);
  }

  async #quoted(
    input: AnswerInput,
    { why, receipts }: Judged,
    spent: Pick<SourcesAnswer, "receipts" | "prompts">,
  ): Promise<SourcesAnswer> {
    const answer = await this.#inner.answer({ ...input, plan: { ...input.plan, voices: [], standsInFor: null } });
    const all = [...receipts, ...spent.receipts];
    return { ...answer, voice: withFallback(answer.voice, all, why), receipts: all, prompts: spent.prompts };
  }
}

/** Recaps that are read by the guard before the table reads them; where it says no, the facts serve as they stand. */
export class ModeratedRecapper implements Recapper {
  readonly #inner: Recapper;
  readonly #guard: Guard;

  constructor({ inner, guard }: { readonly inner: Recapper; readonly guard: Guard }) {
    this.#inner = inner;
    this.#guard = guard;
  }

  async recap(input: RecapInput): Promise<RecapAnswer> {
    const { plan } = input;
    if (plan.voices.length === 0) return await this.#inner.recap(input);
    const from = Date.now();
    const left = less(plan, { keptBack: keptBackFor(this.#guard, TELLING_TOKENS), from });
    const answer = await this.#inner.recap({
      ...input,
      plan: { ...left, withinMs: Math.floor(left.withinMs * MODEL_SHARE) },
    });
    const text = answer.sentences.map((sentence) => sentence.text).join(" ");
    const { why, receipts } = await judged(this.#guard, text, less(plan, { receipts: answer.receipts, from }));
    const all = [...receipts, ...answer.receipts];
    if (why === null) return { ...answer, receipts: all };
    return { ...answer, sentences: [], voice: withFallback(ORACLE_VOICE, all, why), receipts: all };
  }
}

const NOTHING_ASKED = { receipts: [], prompts: [] };
