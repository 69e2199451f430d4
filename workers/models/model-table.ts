import type { ModelTraits, ModelUsage } from "./port.ts";

/** Judges what is said and told, where a deployment wants it. */
export const GUARD_MODEL = "@cf/meta/llama-guard-3-8b";

type Row = Omit<ModelTraits, "priceKnown" | "priceCached" | "toolIds"> & Partial<ModelTraits>;

/**
 * Workers AI text models. Prices in micro-dollars per million tokens, context in tokens, from the model pages of
 * developers.cloudflare.com/workers-ai/models as stored in autumn 2026; `json` from the JSON-mode page and the typings
 * of @cloudflare/workers-types 5. What the pages get wrong, a probe or a refusal corrects (see learned.ts).
 */
const workersAiModels: Record<string, Row> = {
  "@cf/zai-org/glm-4.7-flash": row(131_072, 60_500, 400_000, { reasoning: "optional" }),
  "@cf/google/gemma-4-26b-a4b-it": row(256_000, 100_000, 300_000, { reasoning: "optional" }),
  "@cf/zai-org/glm-5.3-flash": row(1_310_720, 150_000, 500_000, { reasoning: "mandatory", priceCached: 30_000 }),
  "@cf/qwen/qwen3-30b-a3b-fp8": row(32_768, 51_000, 340_000, { reasoning: "optional" }),
  "@cf/openai/gpt-oss-20b": row(128_000, 200_000, 300_000, { reasoning: "mandatory" }),
  "@cf/openai/gpt-oss-120b": row(128_000, 350_000, 750_000, { reasoning: "mandatory" }),
  "@cf/meta/llama-4-scout-17b-16e-instruct": row(131_000, 270_000, 850_000),
  // Its page has `guided_json` only.
  "@cf/mistralai/mistral-small-3.1-24b-instruct": row(128_000, 350_000, 560_000, { json: "none", toolIds: "nine" }),
  "@cf/meta/llama-3.3-70b-instruct-fp8-fast": row(24_000, 290_000, 2_250_000),
  // The page gives neither context nor tools.
  "@cf/meta/llama-3.1-8b-instruct-fp8-fast": row(8_192, 45_000, 384_000, { tools: false, json: "none" }),
  // From the list at developers.cloudflare.com/workers-ai/platform/pricing: its own page names no price.
  [GUARD_MODEL]: row(131_072, 484_000, 30_000, { tools: false, json: "none" }),
};

/** Dearer than any model of the table, so that a budget stops too early and never too late. */
const unknownPrice = { priceIn: 5_000_000, priceOut: 25_000_000, priceCached: 5_000_000, priceKnown: false };
const noPrice = { priceIn: 0, priceOut: 0, priceCached: 0, priceKnown: true };

/** What a model is taken to be before anything is learned of it. `local` means it runs on a machine of the host's. */
export function traitsOf(voice: {
  readonly provider: "oracle" | "workers-ai" | "openai" | "scripted";
  readonly model: string;
  readonly local: boolean;
}): ModelTraits {
  if (voice.provider === "oracle") {
    return { contextTokens: 0, tools: false, json: "none", reasoning: "none", ...noPrice, toolIds: "any" };
  }
  const known = voice.provider === "workers-ai" ? workersAiModels[voice.model] : undefined;
  if (known !== undefined) return { priceCached: known.priceIn, priceKnown: true, toolIds: "any", ...known };
  const isFree = voice.local || voice.provider === "scripted";
  return {
    contextTokens: 8_192,
    tools: true,
    // Ollama, llama.cpp and most others take a schema; Workers AI does so only for models on its list.
    json: voice.provider === "workers-ai" ? "none" : "schema",
    reasoning: guessedReasoning(voice),
    ...(isFree ? noPrice : unknownPrice),
    toolIds: /mistral|mixtral|ministral|devstral/i.test(voice.model) ? "nine" : "any",
  };
}

/** What a call cost, in whole micro-dollars, rounded up: what costs anything costs at least one. */
export function costMicroUsd(traits: ModelTraits, usage: ModelUsage): number {
  const cached = Math.min(usage.cachedTokens, usage.inputTokens);
  const fresh = usage.inputTokens - cached;
  const total = fresh * traits.priceIn + cached * traits.priceCached + usage.outputTokens * traits.priceOut;
  return Math.ceil(total / 1_000_000);
}

/**
 * By name, where a table cannot know. Thinking is only switched off on the host's own machine, whose servers take the
 * switch; others may refuse a field they do not know.
 */
function guessedReasoning({ model, local }: { model: string; local: boolean }): ModelTraits["reasoning"] {
  if (/gpt-oss/i.test(model)) return "mandatory";
  const canThink = /qwen-?3|gemma-?4|glm-?[45]|deepseek-(r1|v\d)|magistral|nemotron|smollm3|thinking/i.test(model);
  return local && canThink && !/instruct|coder/i.test(model) ? "optional" : "none";
}

function row(contextTokens: number, priceIn: number, priceOut: number, more: Partial<ModelTraits> = {}): Row {
  return { contextTokens, tools: true, json: "schema", reasoning: "none", priceIn, priceOut, ...more };
}
