import { z } from "zod";
import type { AnswerBuilder } from "./answer-builder.ts";
import type { CallClock } from "./call-clock.ts";
import { ModelFault, type ModelUsage } from "./port.ts";
import { faultOfBody } from "./provider-fault.ts";
import { readSse } from "./sse.ts";

const Text = z.string().nullish();
const Tokens = z.number().nonnegative().nullish();

const WireCall = z.object({
  index: z.number().nullish(),
  id: Text,
  function: z.object({ name: Text, arguments: z.unknown().optional() }).nullish(),
  // Legacy Workers AI has no `function` around them.
  name: Text,
  arguments: z.unknown().optional(),
});

const WireMessage = z.object({
  content: z.union([z.string(), z.array(z.looseObject({ type: Text, text: Text }))]).nullish(),
  reasoning: z.unknown().optional(),
  reasoning_content: z.unknown().optional(),
  tool_calls: z.array(WireCall).nullish(),
});

export const WireUsage = z.object({
  prompt_tokens: Tokens,
  completion_tokens: Tokens,
  total_tokens: Tokens,
  prompt_tokens_details: z.object({ cached_tokens: Tokens }).nullish(),
});

/** A whole answer or one piece of a stream, in either family; unknown fields are left alone. */
const WireAnswer = z.object({
  choices: z
    .array(z.object({ delta: WireMessage.nullish(), message: WireMessage.nullish(), finish_reason: Text }))
    .nullish(),
  response: z.union([z.string(), z.number(), z.record(z.string(), z.unknown()), z.array(z.unknown())]).nullish(),
  tool_calls: z.array(WireCall).nullish(),
  usage: WireUsage.nullish(),
  error: z.unknown().optional(),
});

/** Takes in one JSON document and gives back the text of it that may be shown. */
export function absorb(builder: AnswerBuilder, document: unknown): string {
  const parsed = WireAnswer.safeParse(document);
  if (!parsed.success) throw new ModelFault("broken-off", { code: "malformed" });
  const { choices, response, tool_calls, usage, error } = parsed.data;
  if (error !== undefined && error !== null) throw faultOfBody(document);
  if (usage !== undefined && usage !== null) builder.used(usageOf(usage));
  let shown = "";
  if (typeof response === "string") shown += builder.say(response);
  // In JSON mode Workers AI parses the answer itself (workers-sdk issue 12398).
  else if (response !== undefined && response !== null) shown += builder.say(JSON.stringify(response));
  const [choice] = choices ?? [];
  const message = choice?.delta ?? choice?.message;
  for (const thought of [message?.reasoning, message?.reasoning_content]) {
    if (typeof thought === "string") builder.think(thought);
  }
  shown += builder.say(contentOf(message?.content));
  for (const call of [...(tool_calls ?? []), ...(message?.tool_calls ?? [])]) {
    builder.call({
      index: call.index ?? undefined,
      id: call.id ?? undefined,
      name: call.function?.name ?? call.name ?? undefined,
      arguments: call.function?.arguments ?? call.arguments,
    });
  }
  if (typeof choice?.finish_reason === "string" && choice.finish_reason !== "") builder.finished(choice.finish_reason);
  return shown;
}

/** Reads a stream of events into the builder, yielding what may be shown. Ends it when it will not end by itself. */
export async function* absorbStream(
  builder: AnswerBuilder,
  body: ReadableStream<Uint8Array>,
  clock: CallClock,
): AsyncGenerator<string, void> {
  for await (const data of readSse(body, clock.waitInSilence)) {
    if (data.trim() === "[DONE]") {
      builder.whole();
      break;
    }
    clock.heard();
    const document = parsedEvent(data);
    if (document === undefined && builder.isEnded) break; // Cut after the last word that mattered.
    const shown = absorb(builder, document);
    if (shown !== "") yield shown;
    if (builder.isOverfull) {
      builder.cut();
      break;
    }
  }
}

export function usageOf(usage: z.infer<typeof WireUsage>): ModelUsage {
  const inputTokens = whole(usage.prompt_tokens ?? 0);
  return {
    inputTokens,
    outputTokens: whole(usage.completion_tokens ?? (usage.total_tokens ?? 0) - inputTokens),
    cachedTokens: whole(usage.prompt_tokens_details?.cached_tokens ?? 0),
    estimated: false,
  };
}

/** More than any model reads or writes at once: a provider that counts so has miscounted. */
const TOKENS_MAX = 10_000_000;

/** A provider may count in halves, or nonsense: tokens are whole, and a bill must not break on them. */
function whole(count: number): number {
  return Number.isFinite(count) ? Math.min(TOKENS_MAX, Math.max(0, Math.ceil(count))) : TOKENS_MAX;
}

function contentOf(content: z.infer<typeof WireMessage>["content"]): string {
  if (typeof content === "string") return content;
  // Mistral and some gateways send parts; only those of text are for anyone to read.
  return (content ?? []).map((part) => (part.type === "text" ? (part.text ?? "") : "")).join("");
}

function parsedEvent(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
