import type { CallClock } from "../models/call-clock.ts";
import { embedInBatches } from "../models/embed-in-batches.ts";
import { withLearned } from "../models/learned.ts";
import { traitsOf } from "../models/model-table.ts";
import {
  type CallOptions,
  type Embeddings,
  type LanguageModel,
  type ModelAnswer,
  ModelFault,
  type ModelRequest,
  type ModelTraits,
  type ProbeReport,
  type ToolUse,
} from "../models/port.ts";
import { probeModel } from "../models/probe.ts";
import { timedAnswer, timedCall, timedStream } from "../models/timed-call.ts";

/** What the scripted model does with one call. Every part may be left out; an empty step answers with nothing. */
export interface ScriptedStep {
  readonly text?: string;
  readonly toolCalls?: readonly Omit<ToolUse, "id">[];
  /** Says back what it was asked, roles and all. */
  readonly echo?: boolean;
  /** A document of the wire, taken as it is instead of `text` and `toolCalls`. */
  readonly raw?: unknown;
  readonly finish?: "stop" | "length" | "tool_calls" | "content_filter";
  /** Tokens in and out; estimated when left out. */
  readonly tokens?: { readonly input: number; readonly output: number };
  /** Before the first word. */
  readonly delayMs?: number;
  /** Between one piece and the next. */
  readonly trickleMs?: number;
  /** Thrown instead of an answer, or after `text` in a stream. */
  readonly fault?: ModelFault;
  /** Ends the stream without saying that it ends. */
  readonly breaksOff?: boolean;
  /** Repeats `text` without an end, or is silent for ever where there is none. */
  readonly neverEnds?: boolean;
}

/** `n` counts the calls from 0. */
export type Script = (request: ModelRequest, n: number) => ScriptedStep;

const PIECE_CHARS = 8;
const VECTOR_DIMENSIONS = 26;

/** A model that plays a script through the same reading, timing and faults as the real ones. For tests and demos. */
export class ScriptedModel implements LanguageModel {
  readonly provider = "scripted";
  readonly at = "a script";
  readonly model: string;
  readonly requests: ModelRequest[] = [];
  readonly #script: Script;
  readonly #traits: ModelTraits;

  constructor(
    script: Script,
    { model = "scripted", traits = {} }: { model?: string; traits?: Partial<ModelTraits> } = {},
  ) {
    this.model = model;
    this.#script = script;
    this.#traits = { ...traitsOf({ provider: "scripted", model, local: true }), ...traits };
  }

  get traits(): ModelTraits {
    return withLearned(this, this.#traits);
  }

  async complete(request: ModelRequest, options: CallOptions): Promise<ModelAnswer> {
    const step = this.#step(request);
    return await timedAnswer(this, request, options, async (clock) => {
      await pause(step.delayMs ?? 0, clock);
      if (step.fault !== undefined) throw step.fault;
      if (step.neverEnds === true) return await new Promise(() => undefined);
      if (step.breaksOff === true) throw new ModelFault("broken-off");
      return step.raw ?? document("message", step, textOf(step, request));
    });
  }

  stream(request: ModelRequest, options: CallOptions): AsyncGenerator<string, ModelAnswer> {
    const step = this.#step(request);
    return timedStream(this, request, options, async (clock) => {
      await pause(step.delayMs ?? 0, clock);
      return streamOf(play(step, textOf(step, request), clock));
    });
  }

  /** How often each letter stands in a text: near texts lie near each other, and nothing is random. */
  async embed(texts: readonly string[], options: CallOptions): Promise<Embeddings> {
    return await timedCall(this, options, () =>
      embedInBatches(texts, async (batch) => ({ vectors: batch.map(letterCounts), usage: null })),
    );
  }

  async probe(options: CallOptions): Promise<ProbeReport> {
    return await probeModel(this, options);
  }

  #step(request: ModelRequest): ScriptedStep {
    this.requests.push(request);
    return this.#script(request, this.requests.length - 1);
  }
}

async function* play(step: ScriptedStep, text: string, clock: CallClock): AsyncGenerator<unknown, void> {
  if (step.raw !== undefined) {
    yield step.raw;
    return;
  }
  do {
    for (let at = 0; at < text.length; at += PIECE_CHARS) {
      if (at > 0) await pause(step.trickleMs ?? 0, clock);
      yield { choices: [{ delta: { content: text.slice(at, at + PIECE_CHARS) } }] };
    }
    if (step.neverEnds === true) await (text === "" ? new Promise(() => undefined) : pause(step.trickleMs ?? 0, clock));
  } while (step.neverEnds === true && !clock.signal.aborted);
  if (step.fault !== undefined) throw step.fault;
  if (step.breaksOff !== true) yield document("delta", step, "");
}

function document(part: "message" | "delta", step: ScriptedStep, content: string): unknown {
  const calls = (step.toolCalls ?? []).map(({ name, arguments: given }, index) => ({
    index,
    function: { name, arguments: given },
  }));
  const { tokens } = step;
  return {
    choices: [{ [part]: { content, tool_calls: calls }, finish_reason: step.finish ?? "stop" }],
    ...(tokens === undefined ? {} : { usage: { prompt_tokens: tokens.input, completion_tokens: tokens.output } }),
  };
}

function textOf(step: ScriptedStep, request: ModelRequest): string {
  if (step.echo !== true) return step.text ?? "";
  return request.messages.map(({ role, content }) => `${role}: ${content}`).join("\n");
}

function streamOf(documents: AsyncGenerator<unknown, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await documents.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(`data: ${JSON.stringify(value)}\n\n`));
    },
  });
}

async function pause(ms: number, clock: CallClock): Promise<void> {
  if (ms <= 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    clock.signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function letterCounts(text: string): number[] {
  const counts = new Array<number>(VECTOR_DIMENSIONS).fill(0);
  for (const letter of text.toLowerCase().replaceAll(/[^a-z]/g, "")) {
    const at = letter.charCodeAt(0) - "a".charCodeAt(0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const length = Math.hypot(...counts);
  return length === 0 ? counts : counts.map((count) => count / length);
}
