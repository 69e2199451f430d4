import type { CallReceipt, PromptRecord, VoiceId } from "../../contracts/dm.ts";
import type { HelpAnswer } from "../../contracts/orchestration.ts";
import type { Helper, HelpInput } from "../../core/ports.ts";
import { wholeSigns } from "../../core/whole-signs.ts";
import { type Asking, ModelCalls } from "../ask-models.ts";
import { ORACLE_VOICE } from "../oracle/oracle-voice.ts";
import { cleanText } from "../prompt/untrusted.ts";
import { modelVoice, withFallback } from "../voices.ts";
import { helpPrompt } from "./help-prompt.ts";
import { checkedCitations, sourcesFor } from "./help-sources.ts";

const TEXT_MAX = 8_000;
const ANSWER_CHARS_MAX = 20_000;
const NOTHING_SAID = "the model had nothing to say";

type Sent = NonNullable<ReturnType<typeof helpPrompt>> & { readonly voice: VoiceId };

/** Asks a model on behalf of whoever runs the table. What it cites must have been given to it. */
export class HelpByModel implements Helper {
  readonly #asking: Omit<Asking, "task" | "plan">;
  readonly #oracle: Helper;

  constructor({ oracle, ...asking }: Omit<Asking, "task" | "plan"> & { readonly oracle: Helper }) {
    this.#asking = asking;
    this.#oracle = oracle;
  }

  async help(input: HelpInput): Promise<HelpAnswer> {
    const { plan } = input;
    if (plan.voices.length === 0)
      return await this.#instead(input, { why: plan.standsInFor, receipts: [], prompts: [] });
    const calls = new ModelCalls({ ...this.#asking, task: "help", plan });
    const sources = sourcesFor(input);
    const sent: Sent[] = [];
    const answered = await calls.complete((model, voice) => {
      const prompt = helpPrompt(input, sources, model);
      if (prompt !== null) sent.push({ ...prompt, voice });
      return prompt?.request ?? null;
    });
    const last = sent.at(-1);
    const prompts = last === undefined ? [] : [recordOf(last, answered.ok ? answered.answer.text : null)];
    const { receipts } = calls;
    if (!answered.ok) return await this.#instead(input, { why: answered.why, receipts, prompts });
    const { text, sources: cited } = checkedCitations(
      cleanText(answered.answer.text).slice(0, TEXT_MAX),
      last?.given ?? [],
    );
    if (text === "") return await this.#instead(input, { why: NOTHING_SAID, receipts, prompts });
    return { text, sources: cited, voice: modelVoice(answered, receipts), receipts, prompts };
  }

  async #instead(
    input: HelpInput,
    { why, receipts, prompts }: { why: string | null; receipts: CallReceipt[]; prompts: PromptRecord[] },
  ): Promise<HelpAnswer> {
    const help = await this.#oracle.help(input);
    return { ...help, voice: withFallback(ORACLE_VOICE, receipts, why), receipts, prompts };
  }
}

function recordOf({ parts, voice }: Sent, answer: string | null): PromptRecord {
  const text = answer === null ? null : wholeSigns(answer.slice(0, ANSWER_CHARS_MAX));
  return { task: "help", round: 1, voice, parts: [...parts], answer: text };
}
