import type { AiBinding } from "../models/workers-ai.ts";

/** What the binding does with one call. Every part may be left out; an empty step answers "It is told.". */
export interface FakeAiStep {
  /** Which of the two output families the model speaks; the older where it is left out. */
  readonly family?: "legacy" | "chat";
  readonly text?: string;
  /** Legacy JSON mode gives the answer already parsed. */
  readonly object?: object;
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: object }[];
  readonly reasoning?: string;
  readonly finish?: string;
  readonly usage?: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly [more: string]: unknown;
  };
  readonly delayMs?: number;
  readonly trickleMs?: number;
  /** Ends the stream without `[DONE]`. */
  readonly cut?: boolean;
  readonly neverEnds?: boolean;
  readonly silent?: boolean;
  /** A document handed back as it is. */
  readonly raw?: unknown;
  /** Thrown as the binding throws it; see `bindingError`. */
  readonly error?: unknown;
  readonly vectors?: readonly (readonly number[])[];
}

export interface FakeAiCall {
  readonly model: string;
  readonly inputs: Record<string, unknown>;
  readonly options: Parameters<AiBinding["run"]>[2];
}

/** The words Workers AI puts to its codes. */
const WORDS: Record<number, string> = {
  3006: "Request is too large",
  3007: "Request timeout",
  3008: "Request was aborted",
  3036: "You have used up your daily free allocation of 10,000 neurons.",
  3040: "Capacity temporarily exceeded, please try again.",
  5007: "No such model @cf/gone/model or task",
  5016: "User has not agreed to the model terms",
  5025: "This model doesn't support JSON Schema.",
  8001: "Invalid input: tool_choice",
  8006: "max_tokens is too small",
};

/** The three shapes in which a code has been seen to come out of the binding. */
export function bindingError(code: number, shape: "words" | "named" | "internalCode" = "words"): Error {
  const words = WORDS[code] ?? "Something else";
  if (shape === "internalCode") return Object.assign(new Error(words), { name: "AiError", internalCode: code });
  const error = new Error(shape === "named" ? `AiError: ${code}: ${words} (8a7b6c5d)` : `${code}: ${words}`);
  error.name = "InferenceUpstreamError";
  return error;
}

/** The native `AI` binding, playing a script. `n` counts the calls from 0. */
export class FakeWorkersAi implements AiBinding {
  readonly calls: FakeAiCall[] = [];
  #script: (call: FakeAiCall, n: number) => FakeAiStep;
  /** Streams that their reader let go of before the end. */
  cancelled = 0;

  constructor(script: (call: FakeAiCall, n: number) => FakeAiStep = () => ({})) {
    this.#script = script;
  }

  setScript(script: (call: FakeAiCall, n: number) => FakeAiStep): void {
    this.#script = script;
  }

  async run(model: string, inputs: Record<string, unknown>, options?: FakeAiCall["options"]): Promise<unknown> {
    const call = { model, inputs, options };
    this.calls.push(call);
    const step = this.#script(call, this.calls.length - 1);
    if (step.silent === true) return await new Promise(() => undefined);
    await pause(step.delayMs);
    if (step.error !== undefined) throw step.error;
    if (step.raw !== undefined) return step.raw;
    if ("text" in inputs) return embeddings(inputs["text"], step);
    if (inputs["stream"] === true) return this.#stream(step);
    if (step.neverEnds === true) return await new Promise(() => undefined);
    return documentOf(step);
  }

  #stream(step: FakeAiStep): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    const events = eventsOf(step);
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const { done, value } = await events.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(`data: ${value}\n\n`));
      },
      cancel: async () => {
        this.cancelled += 1;
        await events.return();
      },
    });
  }
}

async function* eventsOf(step: FakeAiStep): AsyncGenerator<string, void> {
  const isChat = step.family === "chat";
  const delta = (piece: object): string => JSON.stringify({ choices: [{ index: 0, delta: piece }] });
  if (step.reasoning !== undefined && isChat) yield delta({ reasoning_content: step.reasoning });
  const letters = [...textOf(step)];
  do {
    for (let at = 0; at < letters.length; at += 5) {
      const piece = letters.slice(at, at + 5).join("");
      yield isChat ? delta({ content: piece }) : JSON.stringify({ response: piece, p: "abcdefgh" });
      await pause(step.trickleMs);
    }
    await pause(step.neverEnds === true ? 1 : 0);
  } while (step.neverEnds === true);
  if (step.cut === true) return;
  const usage = step.usage === undefined ? {} : { usage: step.usage };
  if (isChat) {
    yield JSON.stringify({
      choices: [{ delta: { tool_calls: chatCalls(step) }, finish_reason: step.finish ?? "stop" }],
      ...usage,
    });
  } else {
    const calls = step.toolCalls === undefined ? {} : { tool_calls: step.toolCalls };
    yield JSON.stringify({ response: "", ...calls, ...usage });
  }
  yield "[DONE]";
}

function documentOf(step: FakeAiStep): object {
  const usage = step.usage === undefined ? {} : { usage: step.usage };
  if (step.family !== "chat") {
    const calls = step.toolCalls === undefined ? {} : { tool_calls: step.toolCalls };
    return { response: step.object ?? (step.toolCalls === undefined ? textOf(step) : null), ...calls, ...usage };
  }
  const message = {
    role: "assistant",
    content: step.toolCalls === undefined ? textOf(step) : null,
    reasoning_content: step.reasoning ?? null,
    tool_calls: chatCalls(step),
  };
  return {
    id: "id-1",
    object: "chat.completion",
    choices: [{ index: 0, message, finish_reason: step.finish ?? "stop" }],
    ...usage,
  };
}

function chatCalls({ toolCalls = [] }: FakeAiStep) {
  return toolCalls.map(({ name, arguments: given }, index) => ({
    index,
    id: `chatcmpl-tool-${index}`,
    type: "function",
    function: { name, arguments: JSON.stringify(given) },
  }));
}

function embeddings(input: unknown, step: FakeAiStep): object {
  const texts: unknown[] = Array.isArray(input) ? input : [input];
  const data = step.vectors ?? texts.map((text) => [String(text).length, 1, 0]);
  return { shape: [data.length, data[0]?.length ?? 0], data, pooling: "cls" };
}

function textOf({ text, toolCalls }: FakeAiStep): string {
  return text ?? (toolCalls === undefined ? "It is told." : "");
}

async function pause(ms = 0): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
