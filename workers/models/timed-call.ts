import { AnswerBuilder } from "./answer-builder.ts";
import { CallClock } from "./call-clock.ts";
import { absorb, absorbStream } from "./chat-answer.ts";
import { learn } from "./learned.ts";
import { type CallOptions, type ModelAnswer, ModelFault, type ModelRequest } from "./port.ts";

interface Asked {
  readonly provider: string;
  readonly model: string;
}

/** Runs one call against its clock. Everything that goes wrong comes out as a fault, except a cancel and our bugs. */
export async function timedCall<T>(
  model: Asked,
  options: CallOptions,
  work: (clock: CallClock) => Promise<T>,
  builder?: AnswerBuilder,
): Promise<T> {
  const clock = new CallClock(options);
  try {
    clock.throwIfEnded();
    return await clock.wait(work(clock));
  } catch (error) {
    throw endOf(error, { model, clock, builder });
  } finally {
    clock.stop();
  }
}

/** A call that is answered by one JSON document. */
export async function timedAnswer(
  model: Asked,
  request: ModelRequest,
  options: CallOptions,
  ask: (clock: CallClock) => Promise<unknown>,
): Promise<ModelAnswer> {
  const builder = new AnswerBuilder(request);
  const work = async (clock: CallClock): Promise<ModelAnswer> => {
    absorb(builder, await ask(clock));
    return wholeAnswer(builder);
  };
  return await timedCall(model, options, work, builder);
}

/** A call that is answered by a stream of events, or by one document where a server knows no streams. */
export async function* timedStream(
  model: Asked,
  request: ModelRequest,
  options: CallOptions,
  ask: (clock: CallClock) => Promise<unknown>,
): AsyncGenerator<string, ModelAnswer> {
  const builder = new AnswerBuilder(request);
  const clock = new CallClock(options);
  try {
    clock.throwIfEnded();
    const source = await clock.waitInSilence(ask(clock));
    if (source instanceof ReadableStream) {
      yield* absorbStream(builder, source, clock);
      const rest = builder.flush();
      if (rest !== "") yield rest;
      return builder.answer();
    }
    absorb(builder, source);
    const answer = wholeAnswer(builder);
    if (answer.text !== "") yield answer.text;
    return answer;
  } catch (error) {
    throw endOf(error, { model, clock, builder });
  } finally {
    clock.stop();
  }
}

function wholeAnswer(builder: AnswerBuilder): ModelAnswer {
  builder.flush();
  builder.whole();
  if (builder.isOverfull) builder.cut();
  return builder.answer();
}

function endOf(
  error: unknown,
  { model, clock, builder }: { model: Asked; clock: CallClock; builder: AnswerBuilder | undefined },
): unknown {
  // Whatever the aborted request threw, the clock knows why it was aborted.
  const reason = clock.reason ?? error;
  if (!(reason instanceof ModelFault)) return reason;
  if (reason.feature !== undefined) learn(model, { [reason.feature]: false });
  if (builder === undefined || !builder.hasBegun) return reason;
  return reason.with({ partial: builder.partial, usage: builder.usage });
}
