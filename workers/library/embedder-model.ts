import { type CallOptions, type LanguageModel, ModelFault } from "../models/port.ts";
import type { Embedder, TextKind } from "./embedder.ts";

/** What is known of an embedding model. */
export interface EmbeddingTraits {
  readonly dimensions: number;
  /** What it wants to read before a question and before a passage. */
  readonly before: Readonly<Record<TextKind, string>>;
  readonly related: number;
  readonly close: number;
}

// How alike is alike differs between models. These are guesses, low rather than high: none was at hand to be measured.
const plain = { before: { query: "", passage: "" }, related: 0.4, close: 0.6 };
const instructed = {
  before: {
    query: "Instruct: Given a question from a role-playing game, retrieve passages that answer it\nQuery: ",
    passage: "",
  },
  related: 0.35,
  close: 0.55,
};
const prefixed = { before: { query: "search_query: ", passage: "search_document: " }, related: 0.5, close: 0.65 };

/** By the end of their names, which differ between providers in the beginning. */
const known: readonly (readonly [RegExp, EmbeddingTraits])[] = [
  [/bge-m3(?::latest)?$/, { ...plain, dimensions: 1_024 }],
  [/qwen3-embedding[-:]0\.6b$/, { ...instructed, dimensions: 1_024 }],
  [/mxbai-embed-large(?::latest)?$/, { ...plain, dimensions: 1_024 }],
  [/nomic-embed-text(?::[\w.]+)?$/, { ...prefixed, dimensions: 768 }],
  [/embeddinggemma(?:-300m|:300m|:latest)?$/, { ...plain, dimensions: 768 }],
  [/text-embedding-3-small$/, { ...plain, related: 0.25, close: 0.45, dimensions: 1_536 }],
];

/** What is known of a model by its name, or by the length written behind it (`name@768`); null for a stranger. */
export function embeddingTraits(named: string): { model: string; traits: EmbeddingTraits } | null {
  const [, model = named, length] = /^(.+)@(\d{1,4})$/.exec(named) ?? [];
  const traits = known.find(([name]) => name.test(model))?.[1];
  if (length !== undefined) return { model, traits: { ...(traits ?? plain), dimensions: Number(length) } };
  return traits === undefined ? null : { model, traits };
}

/** Close vectors of a model answer for a passage without a word in common. */
const TRUST = 0.6;
const CALL: CallOptions = { totalMs: 30_000, idleMs: 30_000 };
/** A question is waited for by a whole table. */
const QUESTION_CALL: CallOptions = { totalMs: 1_500, idleMs: 1_500 };

/** An embedder that asks a model. Its faults are `ModelFault`s. */
export function modelEmbedder(
  { provider, named }: { provider: string; named: string },
  traits: EmbeddingTraits,
  model: Pick<LanguageModel, "embed">,
): Embedder {
  const { dimensions, before, related, close } = traits;
  return {
    id: `${provider}:${named}:${dimensions}`,
    ...{ dimensions, related, close, trust: TRUST },
    async embed(texts, kind) {
      const asked = texts.map((text) => before[kind] + text);
      const { vectors } = await model.embed(asked, kind === "query" ? QUESTION_CALL : CALL);
      if (vectors.some((vector) => vector.length !== dimensions)) {
        throw new ModelFault("unsupported", { code: "wrong-dimensions" });
      }
      return vectors;
    },
  };
}
