/** Somebody else took longer than we wait. */
export class DeadlinePassed extends Error {}

/** The promise, or a rejection when it has not settled in time. The late answer goes nowhere. */
export async function withDeadline<T>(promise: Promise<T>, withinMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed(`No answer within ${withinMs} ms.`)), withinMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
