import { type ModelAnswer, ModelFault } from "../models/port.ts";

/** Hears a stream of a model to its end. */
export async function heard(
  stream: AsyncGenerator<string, ModelAnswer>,
): Promise<{ pieces: string[]; answer: ModelAnswer }> {
  const pieces: string[] = [];
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return { pieces, answer: step.value };
    pieces.push(step.value);
  }
}

/** The fault a call ends with; whatever else it ends with is thrown. */
export async function faultOf(call: Promise<unknown>): Promise<ModelFault> {
  const error = await call.then(
    () => new Error("it answered"),
    (reason: unknown) => reason,
  );
  if (error instanceof ModelFault) return error;
  throw error;
}
