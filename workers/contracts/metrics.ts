/**
 * What is counted, and in which place of a point each value stands: words as blobs, numbers as doubles. Only ever added to at
 * the end, because what was written before is asked for by place. No names, texts or ids of anybody or of any table.
 */
export const METRICS = {
  /** A request of the API: `route` is the pattern of its door, `slug` what a refusal is called. */
  request: { words: ["method", "route", "slug"], numbers: ["status", "ms"] },
  /** A turn that came to its end: `answered`, `failed` or `cancelled`; `standIn` when another voice answered than was chosen. */
  turn: { words: ["outcome", "provider", "standIn"], numbers: ["ms"] },
  /** What one voice was asked in a turn, and what that cost. */
  spent: { words: ["task", "voice"], numbers: ["requests", "inputTokens", "outputTokens", "costMicroUsd"] },
  /** A socket that opened or closed; `code` is the one it closed with. */
  socket: { words: ["what"], numbers: ["code"] },
  /** A job that was done, is to be tried again, or is given up. */
  job: { words: ["job", "outcome"], numbers: ["attempts", "ms"] },
  /** One coming of the clock, and how many of its sweeps failed. */
  sweep: { words: ["cron"], numbers: ["failed", "ms"] },
} as const;
export type Metric = keyof typeof METRICS;
export type Counted<M extends Metric> = { readonly [W in (typeof METRICS)[M]["words"][number]]: string } & {
  readonly [N in (typeof METRICS)[M]["numbers"][number]]: number;
};

/** A dataset of Workers Analytics Engine; a server without one counts nothing. */
export interface MetricsPort {
  writeDataPoint(point: { indexes: string[]; blobs: string[]; doubles: number[] }): void;
}

/** Words of ours are short; whatever is not of this kind is somebody's, and is not written. */
const OURS = /^[\w ./{}*@:+-]{0,120}$/;

/**
 * Counts one thing. Costs its caller nothing and never fails it: the platform takes a point without an answer, and what it does
 * not take is lost.
 */
export function count<M extends Metric>(dataset: MetricsPort | undefined, metric: M, counted: Counted<M>): void {
  if (dataset === undefined) return;
  const { words, numbers } = METRICS[metric];
  const values = counted as Readonly<Record<string, unknown>>;
  const blobs = words.map((name) => String(values[name]));
  const doubles = numbers.map((name) => Number(values[name]));
  try {
    dataset.writeDataPoint({
      indexes: [metric],
      blobs: blobs.map((word) => (OURS.test(word) ? word : "other")),
      doubles: doubles.map((number) => (Number.isFinite(number) ? number : 0)),
    });
  } catch {
    // A figure less.
  }
}
