/** A call to a tool as the model made it. `arguments` is parsed JSON, or the raw string where it does not parse. */
export interface ToolUse {
  readonly id: string;
  readonly name: string;
  readonly arguments: unknown;
}

export type ModelMessage =
  | { readonly role: "system" | "user"; readonly content: string }
  | { readonly role: "assistant"; readonly content: string; readonly toolCalls: readonly ToolUse[] }
  | { readonly role: "tool"; readonly callId: string; readonly name: string; readonly content: string };

export type JsonSchema = { readonly [key: string]: unknown };

/** A tool as it is offered. `parameters` is the JSON Schema of one object. */
export interface ToolDescription {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
}

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly ToolDescription[];
  /** A name forces that tool. There is no "any": Workers AI refuses it, and others only take it as advice. */
  readonly toolChoice?: "auto" | "none" | { readonly name: string };
  /** Asks for one JSON document. An adapter asks as firmly as its model allows; whoever reads it still parses. */
  readonly json?: { readonly name: string; readonly schema: JsonSchema };
  /** Tokens of answer, without thinking. */
  readonly maxOutputTokens: number;
  readonly temperature?: number;
  /** Off unless said otherwise; a model that cannot switch it off thinks as little as it can. */
  readonly reasoning?: "off" | "low";
}

export interface CallOptions {
  /** Ends the call with the signal's own reason, which is no `ModelFault`: whoever cancels knows why. */
  readonly signal?: AbortSignal;
  /** The whole call, in milliseconds. */
  readonly totalMs: number;
  /** The longest silence of a stream, in milliseconds, its first word included. Time the reader takes is not counted. */
  readonly idleMs: number;
  /** Calls with the same value share a prompt cache where the provider has one. */
  readonly affinity?: string;
}

/** Tokens. `cachedTokens` are part of `inputTokens`; `estimated` means the provider did not say. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly estimated: boolean;
}

export type Finish = "stop" | "length" | "tool-calls" | "filtered";

export interface ModelAnswer {
  readonly text: string;
  readonly toolCalls: readonly ToolUse[];
  readonly finish: Finish;
  readonly usage: ModelUsage;
}

/** What a model can do and costs. Prices are micro-dollars per million tokens, so $0.0605/M is 60,500. */
export interface ModelTraits {
  readonly contextTokens: number;
  readonly tools: boolean;
  readonly json: "schema" | "object" | "none";
  readonly reasoning: "none" | "optional" | "mandatory";
  readonly priceIn: number;
  readonly priceOut: number;
  readonly priceCached: number;
  readonly priceKnown: boolean;
  /** Mistral takes ids of exactly nine letters and digits. */
  readonly toolIds: "any" | "nine";
}

/** What came of asking for one tool call, one JSON answer and one embedding. */
export interface ProbeReport {
  readonly model: string;
  /** Where it was asked, as a person would say it: a host, or "Workers AI". */
  readonly at: string;
  readonly tools: boolean;
  readonly json: boolean;
  readonly embeddings: boolean;
  /** Milliseconds for all of it. */
  readonly ms: number;
  /** Why nothing answered at all; null when something did. */
  readonly silent: ModelFaultKind | null;
}

export type ModelProvider = "workers-ai" | "openai" | "scripted";

/** The port to language models. Whatever goes wrong is a `ModelFault`. */
export interface LanguageModel {
  readonly provider: ModelProvider;
  readonly model: string;
  /** By the table, less what the model has since refused. */
  readonly traits: ModelTraits;
  complete(request: ModelRequest, options: CallOptions): Promise<ModelAnswer>;
  /** Yields text as it comes, never thinking. The answer at its end is what counts; the pieces are drafts. */
  stream(request: ModelRequest, options: CallOptions): AsyncGenerator<string, ModelAnswer>;
  embed(texts: readonly string[], options: CallOptions): Promise<Embeddings>;
  /** The options hold for each of its three calls. Teaches `traits` what it finds. */
  probe(options: CallOptions): Promise<ProbeReport>;
}

/** One vector per text, in order. */
export interface Embeddings {
  readonly vectors: number[][];
  readonly usage: ModelUsage;
}

/** Each kind with what a person may read, and whether asking again can help. */
const faultKinds = {
  timeout: ["The model took too long to answer.", true],
  busy: ["The model is busy just now.", true],
  quota: ["The allowance for this model is used up.", false],
  "not-allowed": ["The model does not let this table in.", false],
  "model-gone": ["There is no such model any more.", false],
  "too-long": ["The request is too long for the model.", false],
  unsupported: ["The model cannot do what was asked of it.", false],
  "bad-request": ["The model could not read the request.", false],
  "broken-off": ["The model broke off in the middle of its answer.", true],
  unreachable: ["The model cannot be reached.", true],
  filtered: ["The provider's filter held the answer back.", false],
  empty: ["The model answered with nothing.", true],
} as const satisfies Record<string, readonly [string, boolean]>;

export type ModelFaultKind = keyof typeof faultKinds;

interface FaultDetails {
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  readonly code?: string;
  readonly partial?: string;
  readonly feature?: "tools" | "json";
  readonly usage?: ModelUsage;
}

/**
 * A model that did not do its part. The message is ours and fit for anyone; what the provider wrote is not kept,
 * because it may repeat the prompt or the key.
 */
export class ModelFault extends Error {
  override readonly name = "ModelFault";
  readonly kind: ModelFaultKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  /** The provider's short code or the HTTP status, for the log. */
  readonly code: string | undefined;
  /** The text that had come before it broke. */
  readonly partial: string | undefined;
  /** What an `unsupported` model cannot do. */
  readonly feature: "tools" | "json" | undefined;
  /** What the failed call cost, where it is known to have cost something. */
  readonly usage: ModelUsage | undefined;

  constructor(kind: ModelFaultKind, details: FaultDetails = {}) {
    const [sentence, retryable] = faultKinds[kind];
    super(sentence);
    this.kind = kind;
    this.retryable = details.retryable ?? retryable;
    this.retryAfterMs = details.retryAfterMs;
    this.code = details.code?.replaceAll(/[^\w.-]/g, "").slice(0, 60);
    this.partial = details.partial;
    this.feature = details.feature;
    this.usage = details.usage;
  }

  /** The same fault with the text and the cost that had come before it. */
  with(more: Pick<FaultDetails, "partial" | "usage">): ModelFault {
    return new ModelFault(this.kind, { ...this, ...more });
  }
}

/** Tokens of thinking, which are billed like the answer they come before; without room of their own they eat it. */
const THINKING_TOKENS = 1_024;

/** Tokens a model may think on top of an answer: none where it cannot, or can do without and was not asked to. */
export function thinkingRoom(
  { reasoning }: Pick<ModelTraits, "reasoning">,
  asked: ModelRequest["reasoning"] = "off",
): number {
  return reasoning === "mandatory" || (reasoning === "optional" && asked === "low") ? THINKING_TOKENS : 0;
}
