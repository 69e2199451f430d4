import { z } from "zod";
import type { CallClock } from "./call-clock.ts";
import { usageOf, WireUsage } from "./chat-answer.ts";
import { chatRequest, type Dialect } from "./chat-request.ts";
import { embedInBatches } from "./embed-in-batches.ts";
import { withLearned } from "./learned.ts";
import {
  type CallOptions,
  type Embeddings,
  type LanguageModel,
  type ModelAnswer,
  ModelFault,
  type ModelRequest,
  type ModelTraits,
  type ProbeReport,
} from "./port.ts";
import { probeModel } from "./probe.ts";
import { faultOfResponse } from "./provider-fault.ts";
import { timedAnswer, timedCall, timedStream } from "./timed-call.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

interface OpenAiSettings {
  /** Up to and including the version, as in `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Asked for embeddings; the same model where nothing else is named. */
  readonly embeddingModel?: string;
  readonly key?: string | undefined;
  readonly traits: ModelTraits;
  readonly fetch: Fetch;
}

/** An answer that is no stream, in bytes: a hundred embeddings of 4,096 numbers fit. */
const BODY_BYTES_MAX = 16_777_216;
const ERROR_BYTES_MAX = 65_536;

const EmbeddingAnswer = z.object({
  data: z.array(z.object({ index: z.number().nullish(), embedding: z.array(z.number()) })),
  usage: WireUsage.nullish(),
});

/** Any server that speaks OpenAI's chat completions: Ollama, llama.cpp, AI Gateway and many more. */
export class OpenAiModel implements LanguageModel {
  readonly provider = "openai";
  readonly model: string;
  /** The host alone: a base URL may hold more than a log should. */
  readonly at: string;
  readonly #settings: OpenAiSettings;
  readonly #dialect: Dialect;
  readonly #isProbe: boolean;

  /** A probe asks for everything, whatever the table says. */
  constructor(settings: OpenAiSettings, isProbe = false) {
    const { host } = new URL(settings.baseUrl);
    this.model = settings.model;
    this.at = host;
    this.#settings = settings;
    this.#isProbe = isProbe;
    this.#dialect = {
      schema: "named",
      // Ollama thinks unless told "none" (its issue 14820); llama.cpp and vLLM hand the switch to the chat template.
      thinkingOff: { reasoning_effort: "none", chat_template_kwargs: { enable_thinking: false } },
      maxTokensField: host === "api.openai.com" ? "max_completion_tokens" : "max_tokens",
    };
  }

  get traits(): ModelTraits {
    const { traits } = this.#settings;
    return this.#isProbe ? { ...traits, tools: true, json: "schema" } : withLearned(this, traits);
  }

  async complete(request: ModelRequest, options: CallOptions): Promise<ModelAnswer> {
    return await timedAnswer(this, request, options, async (clock) => {
      const body = { ...chatRequest(request, this.traits, this.#dialect), stream: false };
      return await readJson(await this.#post("/chat/completions", body, options, clock));
    });
  }

  stream(request: ModelRequest, options: CallOptions): AsyncGenerator<string, ModelAnswer> {
    return timedStream(this, request, options, async (clock) => {
      const asked = { ...chatRequest(request, this.traits, this.#dialect), stream: true };
      const body = { ...asked, stream_options: { include_usage: true } };
      const response = await this.#post("/chat/completions", body, options, clock);
      const isDocument = response.headers.get("content-type")?.includes("application/json") === true;
      return isDocument ? await readJson(response) : response.body;
    });
  }

  async embed(texts: readonly string[], options: CallOptions): Promise<Embeddings> {
    const model = this.#settings.embeddingModel ?? this.model;
    return await timedCall(this, options, (clock) =>
      embedInBatches(texts, async (batch) => {
        const response = await this.#post("/embeddings", { model, input: batch }, options, clock);
        const parsed = EmbeddingAnswer.safeParse(await readJson(response));
        if (!parsed.success) throw new ModelFault("broken-off", { code: "malformed" });
        const { data, usage } = parsed.data;
        const inOrder = data.toSorted((one, other) => (one.index ?? 0) - (other.index ?? 0));
        const isCounted = usage !== undefined && usage !== null;
        return { vectors: inOrder.map((each) => each.embedding), usage: isCounted ? usageOf(usage) : null };
      }),
    );
  }

  async probe(options: CallOptions): Promise<ProbeReport> {
    return await probeModel(new OpenAiModel(this.#settings, true), options);
  }

  async #post(path: string, body: object, { affinity }: CallOptions, clock: CallClock): Promise<Response> {
    const { baseUrl, key, fetch } = this.#settings;
    const init: RequestInit = {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(affinity === undefined ? {} : { "x-session-affinity": affinity }),
      },
      body: JSON.stringify({ model: this.model, ...body }),
      // A redirect would carry prompt and key to a place nobody configured.
      redirect: "manual",
      signal: clock.signal,
    };
    const response = await fetch(`${baseUrl.replace(/\/+$/, "")}${path}`, init).catch(() => {
      throw new ModelFault("unreachable", { code: "network" });
    });
    if (response.ok) return response;
    const words = await readText(response, ERROR_BYTES_MAX).catch(() => "");
    throw faultOfResponse(response.status, response.headers, words);
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await readText(response, BODY_BYTES_MAX);
  try {
    return JSON.parse(text);
  } catch {
    throw new ModelFault("broken-off", { code: "malformed" });
  }
}

async function readText(response: Response, bytesMax: number): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  let text = "";
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > bytesMax) throw new ModelFault("broken-off", { code: "answer-too-long" });
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    throw error instanceof ModelFault ? error : new ModelFault("broken-off", { code: "network" });
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
