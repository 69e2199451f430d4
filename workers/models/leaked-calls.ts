import { z } from "zod";
import type { ModelRequest, ToolUse } from "./port.ts";

const LeakedCall = z.object({
  name: z.string().max(120),
  arguments: z.unknown().optional(),
  parameters: z.unknown().optional(),
});
const Leaked = z.union([LeakedCall, z.object({ function: LeakedCall }).transform((outer) => outer.function)]);

/**
 * Calls that a model wrote as text instead of making them (gpt-oss and small Llamas do so; Hermes and Qwen put them in
 * tags). Only a text that is nothing else counts, and only names that were offered.
 */
export function leakedCalls(text: string, { tools = [], toolChoice }: ModelRequest): Omit<ToolUse, "id">[] {
  if (tools.length === 0 || toolChoice === "none") return [];
  const bare = text
    .trim()
    .replace(/^```(?:json)?\s*/, "")
    .replace(/\s*```$/, "");
  const tagged = [...bare.matchAll(/<tool_call>\s*(.*?)\s*(?:<\/tool_call>|$)/gs)].map(([, json = ""]) => json);
  const values = (tagged.length > 0 ? tagged : [bare]).flatMap(parsed);
  const calls = values.map((value) => Leaked.safeParse(value).data);
  const offered = new Set(tools.map((tool) => tool.name));
  const made = calls.filter((call) => call !== undefined && offered.has(call.name));
  if (made.length === 0 || made.length < calls.length) return [];
  return made.flatMap((call) =>
    call === undefined ? [] : [{ name: call.name, arguments: call.arguments ?? call.parameters ?? {} }],
  );
}

function parsed(json: string): unknown[] {
  if (!/^[[{]/.test(json)) return [];
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [value];
  } catch {
    return [];
  }
}
