import type { ModelAnswer } from "../../models/port.ts";
import { jsonAtStart, jsonIn, parseLeniently } from "./lenient-json.ts";
import { FINISH } from "./tool-menu.ts";

/** A call as the model made it, nothing of it checked yet. `args` is undefined where it cannot be read. */
export interface RawCall {
  readonly tool: string;
  readonly args: unknown;
  readonly why: unknown;
}

/** What an answer comes to. `readable` is false when there is neither a call nor a document that says there is none. */
export interface ReadAnswer {
  readonly calls: readonly RawCall[];
  readonly finished: boolean;
  readonly readable: boolean;
}

/** A model that repeats itself may send hundreds. */
const RAW_CALLS_MAX = 64;
const PRINTED_CHARS_MAX = 20_000;

/**
 * Reads an answer whichever way it carries its calls: as tool calls, as a document `{calls, done}`, or as JSON somewhere
 * in prose. A call printed with its name outside the JSON counts only if that tool was offered.
 */
export function readAnswer(answer: ModelAnswer, offered: readonly string[]): ReadAnswer {
  if (answer.toolCalls.length > 0)
    return sorted(
      answer.toolCalls.slice(0, RAW_CALLS_MAX).map(({ name, arguments: given }) => ({
        tool: toolName(name),
        args: typeof given === "string" ? parseLeniently(given) : given,
        why: undefined,
      })),
      false,
    );
  const printed = printedCalls(answer.text, offered);
  if (printed.length > 0) return sorted(printed, false);
  const documents = jsonIn(answer.text).map((value) => documentOf(value, 0));
  const calls = documents.flatMap((each) => each?.calls ?? []);
  const done = documents.some((each) => each?.done === true);
  const readable = documents.some((each) => each !== null);
  return { ...sorted(calls.slice(0, RAW_CALLS_MAX), done), readable };
}

function sorted(calls: readonly RawCall[], done: boolean): ReadAnswer {
  return {
    calls: calls.filter(({ tool }) => tool !== FINISH),
    finished: done || calls.some(({ tool }) => tool === FINISH),
    readable: true,
  };
}

/** `functions.play_beat` and `playBeat` are the same tool said otherwise; nothing else is guessed. */
function toolName(name: string): string {
  const bare = name.trim().replace(/^(?:functions?|tools?)[./:]/i, "");
  return bare.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

interface Document {
  readonly calls: readonly RawCall[];
  readonly done: boolean;
}

const LISTS = ["calls", "tool_calls", "toolCalls", "actions"];

/** A value as a document of calls; null when it is something else. */
function documentOf(value: unknown, depth: number): Document | null {
  if (depth > 4 || typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) {
    const parts = value.map((each) => documentOf(each, depth + 1));
    // An empty list says that nothing is to be done; a list of other things says nothing.
    if (parts.length > 0 && parts.every((part) => part === null)) return null;
    return { calls: parts.flatMap((part) => part?.calls ?? []), done: parts.some((part) => part?.done === true) };
  }
  const record = value as Readonly<Record<string, unknown>>;
  const list = LISTS.map((key) => record[key]).find((each) => Array.isArray(each));
  if (list !== undefined) {
    const inner = documentOf(list, depth + 1);
    return { calls: inner?.calls ?? [], done: record.done === true || inner?.done === true };
  }
  const call = callOf(record);
  if (call !== null) return { calls: [call], done: record.done === true };
  if (typeof record.done === "boolean") return { calls: [], done: record.done };
  return null;
}

function callOf(record: Readonly<Record<string, unknown>>): RawCall | null {
  const inner = record.function;
  if (typeof inner === "object" && inner !== null && !Array.isArray(inner))
    return callOf(inner as Readonly<Record<string, unknown>>);
  const name = [record.tool, record.name, record.tool_name, inner].find((each) => typeof each === "string");
  if (typeof name !== "string" || name.trim() === "") return null;
  const given = record.args ?? record.arguments ?? record.parameters ?? record.input;
  return {
    tool: toolName(name),
    args: typeof given === "string" ? parseLeniently(given) : (given ?? {}),
    why: record.why,
  };
}

/** Names just before their JSON: `play_beat({…})`, `to=functions.play_beat … {…}`, `<function=play_beat>{…}`. */
function printedCalls(text: string, offered: readonly string[]): RawCall[] {
  const names = new RegExp(`\\b(${offered.join("|")})\\b[^{}"\n]{0,60}?\\{`, "g");
  const calls: RawCall[] = [];
  for (const match of text.slice(0, PRINTED_CHARS_MAX).matchAll(names)) {
    const name = match[1] ?? "";
    if (calls.length >= RAW_CALLS_MAX) break;
    const args = jsonAtStart(text.slice(match.index + match[0].length - 1));
    if (typeof args !== "object" || args === null || Array.isArray(args)) continue;
    // `{"tool": "play_beat"}` after the same name in prose is a document of its own.
    if (documentOf(args, 0) !== null) return [];
    calls.push({ tool: name, args, why: undefined });
  }
  return calls;
}
