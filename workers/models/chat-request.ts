import {
  ModelFault,
  type ModelMessage,
  type ModelRequest,
  type ModelTraits,
  type ToolDescription,
  thinkingRoom,
} from "./port.ts";

/** Where chat completions are spoken differently. */
export interface Dialect {
  /** Workers AI takes a bare JSON Schema, the others one with a name around it. */
  readonly schema: "bare" | "named";
  /** api.openai.com has renamed it, and refuses the old name for newer models. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  /** What switches thinking off where it can be. */
  readonly thinkingOff: Readonly<Record<string, unknown>>;
}

/** The body of a chat completion, without the model's name and without `stream`. */
export function chatRequest(request: ModelRequest, traits: ModelTraits, dialect: Dialect): Record<string, unknown> {
  const { tools = [], toolChoice, temperature } = request;
  if (tools.length > 0 && !traits.tools) throw new ModelFault("unsupported", { feature: "tools", code: "by-table" });
  const thinking = thinkingRoom(traits, request.reasoning);
  return {
    messages: wireMessages(request, traits),
    // Always said: the default of several Workers AI models is 256, which cuts JSON in the middle.
    [dialect.maxTokensField]: request.maxOutputTokens + thinking,
    ...(temperature === undefined ? {} : { temperature }),
    ...(traits.reasoning === "none" ? {} : thinking > 0 ? { reasoning_effort: "low" } : dialect.thinkingOff),
    ...(tools.length === 0 ? {} : { tools: tools.map(wireTool) }),
    ...(tools.length === 0 || toolChoice === undefined ? {} : { tool_choice: wireChoice(toolChoice) }),
    ...responseFormat(request, traits, dialect),
  };
}

function wireTool({ name, description, parameters }: ToolDescription): unknown {
  return { type: "function", function: { name, description, parameters } };
}

function wireChoice(choice: NonNullable<ModelRequest["toolChoice"]>): unknown {
  return typeof choice === "string" ? choice : { type: "function", function: { name: choice.name } };
}

function responseFormat({ json }: ModelRequest, traits: ModelTraits, dialect: Dialect): Record<string, unknown> {
  if (json === undefined || traits.json === "none") return {};
  if (traits.json === "object") return { response_format: { type: "json_object" } };
  const named = { name: json.name, schema: json.schema, strict: true };
  return { response_format: { type: "json_schema", json_schema: dialect.schema === "bare" ? json.schema : named } };
}

function wireMessages(request: ModelRequest, traits: ModelTraits): unknown[] {
  const ids = traits.toolIds === "nine" ? nineCharacterIds(request.messages) : new Map<string, string>();
  return withSchemaInWords(request, traits).map((message) => {
    if (message.role === "tool") {
      const { role, callId, name, content } = message;
      return { role, tool_call_id: ids.get(callId) ?? callId, name, content };
    }
    if (message.role !== "assistant" || message.toolCalls.length === 0) {
      return { role: message.role, content: message.content };
    }
    const calls = message.toolCalls.map(({ id, name, arguments: given }) => ({
      id: ids.get(id) ?? id,
      type: "function",
      function: { name, arguments: typeof given === "string" ? given : JSON.stringify(given ?? {}) },
    }));
    // "" and not null, which several templates refuse.
    return { role: "assistant", content: message.content, tool_calls: calls };
  });
}

/** What cannot be forced is asked for, in the first message: some templates take no other system message. */
function withSchemaInWords({ messages, json }: ModelRequest, traits: ModelTraits): readonly ModelMessage[] {
  if (json === undefined || traits.json === "schema") return messages;
  const words = `Answer with one JSON object and nothing else. It fits this JSON Schema:\n${JSON.stringify(json.schema)}`;
  const [first, ...rest] = messages;
  if (first?.role !== "system") return [{ role: "system", content: words }, ...messages];
  return [{ role: "system", content: `${first.content}\n\n${words}` }, ...rest];
}

/** Numbered as they appear, so that two ids never fall together and a prompt cache sees the same text each round. */
function nineCharacterIds(messages: readonly ModelMessage[]): Map<string, string> {
  const ids = messages.flatMap((message) => {
    if (message.role === "assistant") return message.toolCalls.map((call) => call.id);
    return message.role === "tool" ? [message.callId] : [];
  });
  return new Map([...new Set(ids)].map((id, at) => [id, `call${String(at).padStart(5, "0")}`]));
}
