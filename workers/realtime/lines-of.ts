/** A line longer than this is no line of ours. */
const LINE_CHARS_MAX = 1024 * 1024;

/**
 * The lines of a byte stream of text, as they become whole. Gives the stream up when the listener stops listening; who
 * cannot wait for the next byte to stop cancels the reader.
 */
export async function* linesOf(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > LINE_CHARS_MAX) throw new Error("A line without end.");
      yield* lines.filter((line) => line !== "");
      if (done) {
        if (rest !== "") yield rest;
        return;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
