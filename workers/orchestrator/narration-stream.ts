import type { NarratorAnswer } from "../contracts/orchestration.ts";

/** One line of the stream a narration crosses a binding in: words as they come, then the whole answer. */
export type NarrationLine = { readonly delta: string } | { readonly answer: NarratorAnswer };

/** A narration as lines of JSON, each ended by a line feed. Nobody reading any more stops the telling. */
export function narrationStream(
  telling: AsyncGenerator<{ delta: string }, NarratorAnswer>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const line = (value: NarrationLine): Uint8Array<ArrayBuffer> => encoder.encode(`${JSON.stringify(value)}\n`);
  return new ReadableStream<Uint8Array>({
    type: "bytes",
    async pull(controller) {
      const step = await telling.next();
      controller.enqueue(line(step.done === true ? { answer: step.value } : { delta: step.value.delta }));
      if (step.done === true) controller.close();
    },
    async cancel() {
      await telling.return?.(undefined as never);
    },
  });
}
