import { z } from "zod";
import type { CallClock } from "./call-clock.ts";
import { usageOf, WireUsage } from "./chat-answer.ts";
import { chatRequest, type Dialect } from "./chat-request.ts";
import { embedInBatches } from "./embed-in-batches.ts";
import { withLearned } from "./learned.ts";
import { GUARD_MODEL } from "./model-table.ts";
import {
  type CallOptions,
  type Embeddings,
  type LanguageModel,
  type ModelAnswer,
  ModelFault,
  type ModelRequest,
  type ModelTraits,
  type ModelUsage,
  type ProbeReport,
} from "./port.ts";
import { probeModel } from "./probe.ts";
import { faultOfThrown } from "./provider-fault.ts";
import { timedAnswer, timedCall, timedStream } from "./timed-call.ts";

/** What we use of the native `AI` binding. */
export interface AiBinding {
  run(model: string, inputs: Record<string, unknown>, options?: AiRunOptions): Promise<unknown>;
}

interface AiRunOptions {
  gateway?: { id: string };
  extraHeaders?: Record<string, string>;
  signal?: AbortSignal;
}

interface WorkersAiSettings {
  readonly ai: AiBinding;
  readonly model: string;
  readonly traits: ModelTraits;
  /** Calls go through this AI Gateway where one is named. */
  readonly gatewayId?: string | undefined;
  readonly embeddingModel?: string;
}

const DEFAULT_EMBEDDING_MODEL = "@cf/baai/bge-m3";
export const GUARD_TOKENS_MAX = 64;
/** The list of hazards that the guard's template puts around a text, guessed on the high side. */
const GUARD_TEMPLATE_TOKENS = 300;

const dialect: Dialect = {
  schema: "bare",
  maxTokensField: "max_tokens",
  thinkingOff: { chat_template_kwargs: { enable_thinking: false } },
};

const EmbeddingAnswer = z.object({ data: z.array(z.array(z.number())), usage: WireUsage.nullish() });
const GuardAnswer = z.object({
  response: z.union([z.string(), z.object({ safe: z.boolean(), categories: z.array(z.string().max(20)).nullish() })]),
  usage: WireUsage.nullish(),
});

/** Cloudflare's models through the native binding, in both of its output families. */
export class WorkersAiModel implements LanguageModel {
  readonly provider = "workers-ai";
  readonly model: string;
  readonly at = "Workers AI";
  readonly #settings: WorkersAiSettings;
  readonly #isProbe: boolean;

  /** A probe asks for everything, whatever the table says. */
  constructor(settings: WorkersAiSettings, isProbe = false) {
    this.model = settings.model;
    this.#settings = settings;
    this.#isProbe = isProbe;
  }

  get traits(): ModelTraits {
    const { traits } = this.#settings;
    return this.#isProbe ? { ...traits, tools: true, json: "schema" } : withLearned(this, traits);
  }

  async complete(request: ModelRequest, options: CallOptions): Promise<ModelAnswer> {
    return await timedAnswer(this, request, options, (clock) =>
      this.#run(this.model, this.#inputs(request), options, clock),
    );
  }

  stream(request: ModelRequest, options: CallOptions): AsyncGenerator<string, ModelAnswer> {
    // JSON mode does not stream: https://developers.cloudflare.com/workers-ai/features/json-mode/
    const streams = request.json === undefined || this.traits.json === "none";
    return timedStream(this, request, options, (clock) =>
      this.#run(this.model, { ...this.#inputs(request), ...(streams ? { stream: true } : {}) }, options, clock),
    );
  }

  async embed(texts: readonly string[], options: CallOptions): Promise<Embeddings> {
    const model = this.#settings.embeddingModel ?? DEFAULT_EMBEDDING_MODEL;
    return await timedCall({ provider: this.provider, model }, options, (clock) =>
      embedInBatches(texts, async (batch) => {
        const parsed = EmbeddingAnswer.safeParse(await this.#run(model, { text: batch }, options, clock));
        if (!parsed.success) throw new ModelFault("broken-off", { code: "malformed" });
        const { data, usage } = parsed.data;
        return { vectors: data, usage: usage === undefined || usage === null ? null : usageOf(usage) };
      }),
    );
  }

  async probe(options: CallOptions): Promise<ProbeReport> {
    return await probeModel(new WorkersAiModel(this.#settings, true), options);
  }

  /** Asks Llama Guard about something a person wrote. Categories are its hazard codes, S1 to S14. */
  async moderate(text: string, options: CallOptions): Promise<Moderation> {
    return await timedCall({ provider: this.provider, model: GUARD_MODEL }, options, async (clock) => {
      const inputs = { messages: [{ role: "user", content: text }], max_tokens: GUARD_TOKENS_MAX };
      const asked = { ...inputs, response_format: { type: "json_object" } };
      const parsed = GuardAnswer.safeParse(await this.#run(GUARD_MODEL, asked, options, clock));
      if (!parsed.success) throw new ModelFault("broken-off", { code: "malformed" });
      const { response, usage } = parsed.data;
      return { ...verdictOf(response), usage: usage === undefined || usage === null ? null : usageOf(usage) };
    });
  }

  #inputs(request: ModelRequest): Record<string, unknown> {
    return chatRequest(request, this.traits, dialect);
  }

  async #run(model: string, inputs: Record<string, unknown>, options: CallOptions, clock: CallClock): Promise<unknown> {
    const { ai, gatewayId } = this.#settings;
    try {
      return await ai.run(model, inputs, {
        signal: clock.signal,
        ...(gatewayId === undefined ? {} : { gateway: { id: gatewayId } }),
        ...(options.affinity === undefined ? {} : { extraHeaders: { "x-session-affinity": options.affinity } }),
      });
    } catch (error) {
      throw faultOfThrown(error);
    }
  }
}

/** The most that `moderate` can use for a text of so many tokens. */
export function moderationAtWorst(textTokens: number): ModelUsage {
  const inputTokens = textTokens + GUARD_TEMPLATE_TOKENS;
  return { inputTokens, outputTokens: GUARD_TOKENS_MAX, cachedTokens: 0, estimated: true };
}

export interface Moderation {
  readonly safe: boolean;
  readonly categories: readonly string[];
  /** Null where the provider does not count. */
  readonly usage: ModelUsage | null;
}

/** The guard says `safe`, or `unsafe` and its codes on the next line; in JSON mode it sometimes gives an object. */
function verdictOf(response: z.infer<typeof GuardAnswer>["response"]): Pick<Moderation, "safe" | "categories"> {
  if (typeof response !== "string") return { safe: response.safe, categories: response.categories ?? [] };
  const [verdict = "", codes = ""] = response.trim().split(/\r?\n/);
  if (verdict === "safe") return { safe: true, categories: [] };
  if (verdict === "unsafe") return { safe: false, categories: codes.match(/S\d{1,2}/g) ?? [] };
  throw new ModelFault("broken-off", { code: "malformed" });
}
