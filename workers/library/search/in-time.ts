/** What takes too long. */
export class TooLate extends Error {
  override readonly name = "TooLate";
}

/** Waits for work so long and no longer. The work is told when nobody waits for it any more, and should stop. */
export async function inTime<T>(begin: (signal: AbortSignal) => Promise<T>, ms: number): Promise<T> {
  const waiting = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TooLate(`It took longer than ${ms} ms.`));
      waiting.abort();
    }, ms);
  });
  const work = begin(waiting.signal);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
