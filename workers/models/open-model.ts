import type { VoiceOffer } from "./configuration.ts";
import { type Fetch, OpenAiModel } from "./openai.ts";
import { type LanguageModel, ModelFault } from "./port.ts";
import { type AiBinding, WorkersAiModel } from "./workers-ai.ts";

interface ModelEnv {
  readonly AI?: AiBinding;
  readonly AI_GATEWAY_ID?: string;
  readonly OPENAI_BASE_URL?: string;
  readonly OPENAI_API_KEY?: string;
  /** The platform's own unless a test says otherwise. */
  readonly fetch?: Fetch;
}

/** The adapter for an offer; null for the Oracle, which is no model. */
export function openModel(
  { provider, model, traits }: Pick<VoiceOffer, "provider" | "model" | "traits">,
  env: ModelEnv,
): LanguageModel | null {
  switch (provider) {
    case "oracle":
      return null;
    case "workers-ai": {
      if (env.AI === undefined) throw new ModelFault("unreachable", { code: "no-binding", retryable: false });
      return new WorkersAiModel({ ai: env.AI, model, traits, gatewayId: given(env.AI_GATEWAY_ID) });
    }
    case "openai": {
      const baseUrl = given(env.OPENAI_BASE_URL);
      if (baseUrl === undefined) throw new ModelFault("unreachable", { code: "no-address", retryable: false });
      // Called as a bare function: workerd refuses a `fetch` that has lost its global.
      const send: Fetch = env.fetch ?? ((url, init) => fetch(url, init));
      return new OpenAiModel({ baseUrl, model, key: given(env.OPENAI_API_KEY), traits, fetch: send });
    }
    default:
      return provider satisfies never;
  }
}

function given(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text.trim();
}
