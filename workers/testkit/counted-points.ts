import type { MetricsPort } from "../contracts/metrics.ts";

/**
 * A dataset that keeps what it is given, within the limits that are documented: one index of 96 bytes, 20 blobs of 16 KB in all,
 * 20 doubles, 250 points in one invocation. https://developers.cloudflare.com/analytics/analytics-engine/limits/
 */
export class CountedPoints implements MetricsPort {
  readonly points: { indexes: string[]; blobs: string[]; doubles: number[] }[] = [];

  writeDataPoint(point: { indexes: string[]; blobs: string[]; doubles: number[] }): void {
    const bytes = (texts: readonly string[]) => new TextEncoder().encode(texts.join("")).length;
    const { indexes, blobs, doubles } = point;
    if (indexes.length !== 1 || bytes(indexes) > 96) throw new Error("one index of 96 bytes");
    if (blobs.length > 20 || bytes(blobs) > 16_384) throw new Error("20 blobs of 16 KB in all");
    if (doubles.length > 20 || !doubles.every(Number.isFinite)) throw new Error("20 doubles");
    if (this.points.length >= 250) throw new Error("250 points in one invocation");
    this.points.push(structuredClone(point));
  }

  /** What was counted under one name, words and numbers in a row, without times. */
  of(metric: string): (string | number)[][] {
    return this.points
      .filter(({ indexes }) => indexes[0] === metric)
      .map(({ blobs, doubles }) => [...blobs, ...doubles.slice(0, -1)]);
  }
}
