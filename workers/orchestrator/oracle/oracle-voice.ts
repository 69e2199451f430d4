import type { Voice } from "../../contracts/events.ts";

/** How the Oracle signs: no model, no tokens, no cost. */
export const ORACLE_VOICE: Voice = {
  provider: "oracle",
  model: "oracle-1",
  inputTokens: 0,
  outputTokens: 0,
  costMicroUsd: 0,
};
