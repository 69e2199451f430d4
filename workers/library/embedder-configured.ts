import { traitsOf } from "../models/model-table.ts";
import { OpenAiModel } from "../models/openai.ts";
import { WorkersAiModel } from "../models/workers-ai.ts";
import type { LibraryBindings } from "./bindings.ts";
import type { Embedder } from "./embedder.ts";
import { hashedEmbedder } from "./embedder-hashed.ts";
import { embeddingTraits, modelEmbedder } from "./embedder-model.ts";
import { DIMENSIONS_MAX } from "./vectors/vector-index.ts";

export type Configured<T> =
  | { readonly ok: true; readonly value: T }
  /** What is wrong, for whoever set it up. */
  | { readonly ok: false; readonly sentence: string };

const DEFAULT_WORKERS_AI_MODEL = "@cf/baai/bge-m3";

/** Reads which embedder is wanted here. Whoever gets none searches by words. */
export function configuredEmbedder(env: LibraryBindings): Configured<Embedder> {
  const wanted = given(env.LORE_EMBEDDER) ?? "hashed";
  if (wanted === "hashed") return { ok: true, value: hashedEmbedder };
  if (wanted !== "openai" && wanted !== "workers-ai") {
    return wrong(`LORE_EMBEDDER is "${brief(wanted)}"; it can be hashed, openai or workers-ai, or left out.`);
  }
  const named = given(env.LORE_EMBEDDING_MODEL) ?? (wanted === "workers-ai" ? DEFAULT_WORKERS_AI_MODEL : undefined);
  if (named === undefined) {
    return wrong("LORE_EMBEDDER is openai, but LORE_EMBEDDING_MODEL is not set; name a model, for example bge-m3.");
  }
  const known = embeddingTraits(named);
  if (known === null) {
    return wrong(
      `How long the vectors of ${brief(named)} are is not known here; write it behind the name, as in name@768.`,
    );
  }
  const { dimensions } = known.traits;
  if (dimensions < 1 || dimensions > DIMENSIONS_MAX) {
    return wrong(`LORE_EMBEDDING_MODEL has vectors of ${dimensions} numbers; at most ${DIMENSIONS_MAX} can be kept.`);
  }
  const source = wanted === "openai" ? openaiSource(env, known.model) : workersAiSource(env, known.model);
  if (!source.ok) return source;
  return { ok: true, value: modelEmbedder({ provider: wanted, named: known.model }, known.traits, source.value) };
}

function openaiSource(env: LibraryBindings, model: string): Configured<OpenAiModel> {
  const baseUrl = given(env.OPENAI_BASE_URL);
  if (baseUrl === undefined || !/^https?:\/\//.test(baseUrl) || !URL.canParse(baseUrl)) {
    return wrong("LORE_EMBEDDER is openai, but OPENAI_BASE_URL is not set, or is no address.");
  }
  const traits = traitsOf({ provider: "openai", model, local: false });
  // Called as a bare function: workerd refuses a `fetch` that has lost its global.
  const send = (url: string, init: RequestInit) => fetch(url, init);
  return { ok: true, value: new OpenAiModel({ baseUrl, model, key: given(env.OPENAI_API_KEY), traits, fetch: send }) };
}

function workersAiSource(env: LibraryBindings, model: string): Configured<WorkersAiModel> {
  if (env.AI === undefined) return wrong("LORE_EMBEDDER is workers-ai, but there is no AI binding here.");
  const traits = traitsOf({ provider: "workers-ai", model, local: false });
  const gatewayId = given(env.AI_GATEWAY_ID);
  return { ok: true, value: new WorkersAiModel({ ai: env.AI, model, embeddingModel: model, traits, gatewayId }) };
}

function wrong(sentence: string): { ok: false; sentence: string } {
  return { ok: false, sentence };
}

/** What is unset or blank counts as not given. */
export function given(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text.trim();
}

/** The beginning of what somebody wrote into a variable, to be shown back. */
export function brief(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
