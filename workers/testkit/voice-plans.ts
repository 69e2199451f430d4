import type { VoiceId, VoicePlan } from "../contracts/dm.ts";

/** A plan that asks no model: the Oracle answers at once. */
export const oraclePlan: VoicePlan = {
  voices: [],
  spendMicroUsd: 0,
  inputTokens: 8_000,
  withinMs: 30_000,
  standsInFor: null,
  affinity: "table",
};

/** A plan that asks scripted models by these names, in this order. */
export function planFor(models: readonly string[], more: Partial<VoicePlan> = {}): VoicePlan {
  const voices = models.map((model) => `scripted:${model}` as VoiceId);
  return { ...oraclePlan, voices, spendMicroUsd: 1_000_000, ...more };
}
