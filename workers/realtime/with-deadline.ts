/** Somebody else took longer than we wait. */
export class DeadlinePassed extends Error {}
/** Nobody waits for the answer any more. */
export class Abandoned extends Error {}

/** The promise, or a rejection when it has not settled in time or is given up. The late answer goes nowhere. */
export async function withDeadline<T>(promise: Promise<T>, withinMs: number, givenUp: AbortSignal): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp = () => {};
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed(`No answer within ${withinMs} ms.`)), withinMs);
    giveUp = () => reject(new Abandoned("Nobody waits for the answer any more."));
    if (givenUp.aborted) giveUp();
    givenUp.addEventListener("abort", giveUp);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    givenUp.removeEventListener("abort", giveUp);
  }
}
