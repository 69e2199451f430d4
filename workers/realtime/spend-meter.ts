import { DurableObject } from "cloudflare:workers";

const HOUR_MS = 3_600_000;
const HOURS_KEPT = 48;

/** What a room asks before it lets money be spent. */
export interface SpendMeterPort {
  take(asked: { microUsd: number; limitMicroUsd: number; now: number }): Promise<{ ok: boolean; leftMicroUsd: number }>;
  settle(spent: { reservedMicroUsd: number; costMicroUsd: number; takenAt: number }): Promise<void>;
}

/**
 * What the whole deployment spends on models, by the hour. One object for all campaigns, asked only where a limit per hour
 * is set: a hundred tables that each keep to their own cap can still be too much together.
 */
export class SpendMeter extends DurableObject implements SpendMeterPort {
  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as never);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS hours (hour INTEGER PRIMARY KEY, micro_usd INTEGER NOT NULL)");
  }

  /** Sets an amount aside if it still fits under the limit of this hour. */
  async take({
    microUsd,
    limitMicroUsd,
    now,
  }: {
    microUsd: number;
    limitMicroUsd: number;
    now: number;
  }): Promise<{ ok: boolean; leftMicroUsd: number }> {
    const hour = Math.floor(now / HOUR_MS);
    const left = Math.max(0, limitMicroUsd - this.#spentIn(hour));
    if (microUsd > left) return { ok: false, leftMicroUsd: left };
    this.#add(hour, microUsd);
    this.ctx.storage.sql.exec("DELETE FROM hours WHERE hour < ?", hour - HOURS_KEPT);
    return { ok: true, leftMicroUsd: left - microUsd };
  }

  /** Puts what it came to in the place of what was set aside, in the hour it was set aside in. */
  async settle({
    reservedMicroUsd,
    costMicroUsd,
    takenAt,
  }: {
    reservedMicroUsd: number;
    costMicroUsd: number;
    takenAt: number;
  }): Promise<void> {
    this.#add(Math.floor(takenAt / HOUR_MS), costMicroUsd - reservedMicroUsd);
  }

  #spentIn(hour: number): number {
    return (
      this.ctx.storage.sql.exec<{ micro_usd: number }>("SELECT micro_usd FROM hours WHERE hour = ?", hour).toArray()[0]
        ?.micro_usd ?? 0
    );
  }

  #add(hour: number, microUsd: number): void {
    this.ctx.storage.sql.exec(
      "INSERT INTO hours (hour, micro_usd) VALUES (?1, MAX(0, ?2)) ON CONFLICT (hour) DO UPDATE SET micro_usd = MAX(0, micro_usd + ?2)",
      hour,
      microUsd,
    );
  }
}
