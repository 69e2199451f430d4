import { ModelFault } from "./port.ts";

/** Characters of one line. One whole tool call must fit. */
const SSE_LINE_CHARS_MAX = 262_144;
/** Bytes of one answer as it crosses the wire, which is some hundred bytes per token. */
const SSE_ANSWER_BYTES_MAX = 8_388_608;

/**
 * Server-sent events, of which models use only `data`. Takes bytes cut anywhere, and any of the three line ends.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export class SseParser {
  readonly #decoder = new TextDecoder();
  #line = "";
  #data: string[] = [];
  #dataChars = 0;
  #bytes = 0;
  #afterReturn = false;

  /** The data of every event that these bytes complete. */
  push(bytes: Uint8Array): string[] {
    this.#bytes += bytes.byteLength;
    if (this.#bytes > SSE_ANSWER_BYTES_MAX) throw new ModelFault("broken-off", { code: "answer-too-long" });
    return this.#take(this.#decoder.decode(bytes, { stream: true }));
  }

  /** What is left when the stream ends. By the standard it would be dropped; servers forget the last blank line. */
  end(): string[] {
    const events = this.#take(this.#decoder.decode());
    return [...events, ...this.#endLine(), ...this.#dispatch()];
  }

  #take(text: string): string[] {
    const events: string[] = [];
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const char = text[at];
      const isSecondOfPair = char === "\n" && this.#afterReturn;
      this.#afterReturn = char === "\r";
      if (char !== "\n" && char !== "\r") continue;
      if (!isSecondOfPair) {
        this.#line += text.slice(from, at);
        events.push(...this.#endLine());
      }
      from = at + 1;
    }
    this.#line += text.slice(from);
    if (this.#line.length + this.#dataChars > SSE_LINE_CHARS_MAX) {
      throw new ModelFault("broken-off", { code: "line-too-long" });
    }
    return events;
  }

  #endLine(): string[] {
    const line = this.#line;
    this.#line = "";
    if (line === "") return this.#dispatch();
    const [, field, value] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field !== "data") return []; // Comments have an empty field; `event`, `id` and `retry` say nothing to us.
    this.#data.push(value ?? "");
    this.#dataChars += value?.length ?? 0;
    return [];
  }

  #dispatch(): string[] {
    const data = this.#data.join("\n");
    this.#data = [];
    this.#dataChars = 0;
    return data === "" ? [] : [data];
  }
}

/** The data of each event. `wait` stands around every read, so that a clock can end it; leaving early cancels the body. */
export async function* readSse(
  body: ReadableStream<Uint8Array>,
  wait: <T>(read: Promise<T>) => Promise<T> = (read) => read,
): AsyncGenerator<string> {
  const parser = new SseParser();
  const reader = body.getReader();
  try {
    for (;;) {
      const read = reader.read().catch((error: unknown) => {
        throw error instanceof ModelFault ? error : new ModelFault("broken-off", { code: "network" });
      });
      const { done, value } = await wait(read);
      if (done) break;
      yield* parser.push(value);
    }
    yield* parser.end();
  } finally {
    // Not awaited: a source that hangs may also hang in its cancel.
    reader.cancel().catch(() => undefined);
  }
}
