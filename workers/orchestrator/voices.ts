import type { CallReceipt } from "../contracts/dm.ts";
import type { Voice } from "../contracts/events.ts";
import type { Answered } from "./ask-models.ts";

const MODEL_NAME_MAX = 120;
const FALLBACK_MAX = 120;

/** How a model that answered signs: with all that the step has cost, and why another did not, if another was asked first. */
export function modelVoice(
  { model, stoodIn }: Pick<Answered, "model" | "stoodIn">,
  receipts: readonly CallReceipt[],
): Voice {
  const { provider, model: name } = model;
  const none = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 };
  return withFallback({ provider, model: name.slice(0, MODEL_NAME_MAX), ...none }, receipts, stoodIn);
}

/** A voice with what was spent before it spoke, and whom it stands in for, in words for people. */
export function withFallback(voice: Voice, receipts: readonly CallReceipt[], why: string | null): Voice {
  const sum = (of: (receipt: CallReceipt) => number): number =>
    receipts.reduce((total, receipt) => total + of(receipt), 0);
  return {
    ...voice,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costMicroUsd: sum(({ costMicroUsd }) => costMicroUsd),
    ...(why === null || why === "" ? {} : { fallback: why.slice(0, FALLBACK_MAX) }),
  };
}
