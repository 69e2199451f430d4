import { ModelFault } from "./port.ts";

/** Milliseconds before the second call at most; doubled for each one after it. */
const FIRST_WAIT_MS_MAX = 500;
const WAIT_MS_MAX = 8_000;

interface Retries {
  /** Calls in all, the first included. */
  readonly tries?: number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly signal?: AbortSignal;
  /** A provider that asks for a longer wait than this, in milliseconds, is not waited for. */
  readonly longestWaitMs?: number;
}

/**
 * Calls again after faults that may pass, and never after a used-up quota. Waits with full jitter, so that tables
 * which failed together do not return together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export async function retrying<T>(call: (attempt: number) => Promise<T>, retries: Retries): Promise<T> {
  const { tries = 2, random, sleep, signal, longestWaitMs = WAIT_MS_MAX } = retries;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await call(attempt);
    } catch (error) {
      if (attempt >= tries || !(error instanceof ModelFault) || !error.retryable || error.kind === "quota") throw error;
      const asked = error.retryAfterMs ?? 0;
      if (asked > longestWaitMs) throw error;
      // A wait the provider names is the least; the jitter comes on top of it.
      await sleep(asked + random() * Math.min(WAIT_MS_MAX, FIRST_WAIT_MS_MAX * 2 ** (attempt - 1)));
    }
  }
}
