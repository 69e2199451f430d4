import { inputTokensOf, TokenTally, tokensOf } from "./count-tokens.ts";
import { leakedCalls } from "./leaked-calls.ts";
import { type Finish, type ModelAnswer, ModelFault, type ModelRequest, type ModelUsage, type ToolUse } from "./port.ts";
import { ThinkFilter } from "./think-filter.ts";

/** A piece of a tool call, or all of it. Arguments come as pieces of JSON text, or as an object at once. */
export interface CallPiece {
  readonly index?: number | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly arguments?: unknown;
}

interface OpenCall {
  readonly index: number | undefined;
  id: string;
  name: string;
  json: string;
}

/** Past this many characters per token asked for, a model is not counting its tokens and is cut off. */
const CHARS_PER_TOKEN_MAX = 8;
const CALLS_MAX = 64;

/** Puts an answer together from what a provider sends, whole or in pieces. */
export class AnswerBuilder {
  readonly #request: ModelRequest;
  readonly #filter = new ThinkFilter();
  readonly #calls: OpenCall[] = [];
  #text = "";
  /** All that came, thinking and what was taken back included: it is paid for, shown or not. */
  readonly #said = new TokenTally();
  #reason: string | null = null;
  #isWhole = false;
  #usage: ModelUsage | null = null;

  constructor(request: ModelRequest) {
    this.#request = request;
  }

  /** Takes a piece of content and gives back what of it may be shown. */
  say(piece: string): string {
    const { text, forget } = this.#filter.push(piece);
    if (forget) this.#text = "";
    this.#said.add(piece);
    return this.#show(text);
  }

  /** Thinking that came in a field of its own: paid for, never shown. */
  think(piece: string): void {
    this.#said.add(piece);
  }

  call(piece: CallPiece): void {
    const open = this.#openCall(piece);
    if (open === undefined) return;
    open.id ||= piece.id ?? "";
    open.name ||= piece.name ?? "";
    if (typeof piece.arguments === "string") open.json += piece.arguments;
    else if (piece.arguments !== undefined && piece.arguments !== null) open.json = JSON.stringify(piece.arguments);
  }

  finished(reason: string): void {
    this.#reason = reason;
  }

  used(usage: ModelUsage): void {
    this.#usage = usage;
  }

  /** The provider said that nothing more comes. */
  whole(): void {
    this.#isWhole = true;
  }

  /** Whether the provider has said how the answer ended. */
  get isEnded(): boolean {
    return this.#isWhole || this.#reason !== null;
  }

  /** Whether the model has said far more than it was asked for. */
  get isOverfull(): boolean {
    const chars = this.#text.length + this.#calls.reduce((sum, call) => sum + call.json.length, 0);
    return chars > this.#request.maxOutputTokens * CHARS_PER_TOKEN_MAX;
  }

  /** Ends an answer that would not end by itself. */
  cut(): void {
    this.#text = this.#text.slice(0, this.#request.maxOutputTokens * CHARS_PER_TOKEN_MAX);
    this.#reason = "length";
  }

  /** The last text, which was held back while it could still have become a tag. */
  flush(): string {
    return this.#show(this.#filter.end());
  }

  /** Whether anything has come that somebody pays for, seen or not. */
  get hasBegun(): boolean {
    return this.#said.tokens > 0 || this.#calls.length > 0;
  }

  get partial(): string {
    return this.#text;
  }

  /** What the provider said it cost, or an estimate of what went in and what came out. */
  get usage(): ModelUsage {
    if (this.#usage !== null) return this.#usage;
    const calls = this.#calls.map((call) => call.name + call.json).join("");
    return {
      inputTokens: inputTokensOf(this.#request),
      outputTokens: this.#said.tokens + tokensOf(calls),
      cachedTokens: 0,
      estimated: true,
    };
  }

  /** The whole answer; throws when it broke off or says nothing. */
  answer(): ModelAnswer {
    const { usage } = this;
    if (!this.isEnded) throw new ModelFault("broken-off", { partial: this.#text, usage });
    const assembled = this.#calls.flatMap((call, at) => this.#toolUse(call, at));
    const leaked = assembled.length === 0 ? leakedCalls(this.#text, this.#request) : [];
    const toolCalls = [...assembled, ...leaked.map((call, at) => ({ ...call, id: this.#idFor(at) }))];
    const text = leaked.length > 0 ? "" : this.#text;
    const finish = this.#finish(toolCalls, usage);
    if (toolCalls.length === 0 && text.trim() === "") {
      if (finish === "filtered") throw new ModelFault("filtered", { usage });
      // Thinking that ate the whole allowance does so again: asking the same once more only costs.
      throw new ModelFault("empty", { usage, code: finish, retryable: finish !== "length" });
    }
    return { text, toolCalls, finish, usage };
  }

  #show(text: string): string {
    this.#text += text;
    return text;
  }

  /**
   * Servers disagree on how pieces belong together: by index; by id with every index 0 (Ollama); or by nothing but
   * their order, a new id or a second name starting the next call.
   */
  #openCall(piece: CallPiece): OpenCall | undefined {
    const known = this.#calls.findLast((call) => call.index === piece.index);
    const isAnother =
      known !== undefined &&
      ((piece.id !== undefined && piece.id !== "" && known.id !== "" && piece.id !== known.id) ||
        (piece.index === undefined && piece.name !== undefined && piece.name !== "" && known.name !== ""));
    if (known !== undefined && !isAnother) return known;
    if (this.#calls.length >= CALLS_MAX) return undefined;
    const opened: OpenCall = { index: piece.index, id: "", name: "", json: "" };
    this.#calls.push(opened);
    return opened;
  }

  #toolUse({ id, name, json }: OpenCall, at: number): ToolUse[] {
    if (name === "") return [];
    return [{ id: id === "" ? this.#idFor(at) : id, name, arguments: parsedArguments(json) }];
  }

  /** Ids of our own stay apart from those of earlier rounds, which the same conversation repeats. */
  #idFor(at: number): string {
    return `call_${this.#request.messages.length}_${at}`;
  }

  #finish(toolCalls: readonly ToolUse[], usage: ModelUsage): Finish {
    // Legacy Workers AI gives no reason, but counts.
    const isSpent = this.#reason === null && !usage.estimated && usage.outputTokens >= this.#request.maxOutputTokens;
    const isCut = isSpent || this.#reason === "length" || this.#reason === "max_tokens";
    const last = toolCalls.at(-1);
    // Calls are believed over the reason: several servers send both "stop" and calls.
    if (last !== undefined) return isCut && typeof last.arguments === "string" ? "length" : "tool-calls";
    if (this.#reason === "content_filter") return "filtered";
    return isCut ? "length" : "stop";
  }
}

/** Some models quote their JSON twice; what cannot be read stays as it came, for one repair further on. */
function parsedArguments(json: string): unknown {
  if (json.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "string" && value.trimStart().startsWith("{") ? JSON.parse(value) : value;
  } catch {
    return json;
  }
}
