import type { Job } from "../contracts/jobs.ts";

const RETRY_MS = 30_000;
const BATCH = 50;

/**
 * Work for others leaves through a table: it is written in the transaction that causes it and sent afterwards, so a crash
 * in between sends it late and never loses it. Sent twice does no harm, the jobs are written for that.
 */
export class Outbox {
  readonly #sql: SqlStorage;
  readonly #queue: { send(job: Job): Promise<unknown> };

  constructor(sql: SqlStorage, queue: { send(job: Job): Promise<unknown> }) {
    this.#sql = sql;
    this.#queue = queue;
  }

  put(job: Job): void {
    this.#sql.exec("INSERT INTO outbox (job) VALUES (?)", JSON.stringify(job));
  }

  /** Sends what waits. Answers when to try again if something would not go, else null. */
  async drain(now: number): Promise<number | null> {
    const rows = this.#sql
      .exec<{ id: number; job: string }>("SELECT id, job FROM outbox ORDER BY id LIMIT ?", BATCH)
      .toArray();
    for (const { id, job } of rows) {
      try {
        await this.#queue.send(JSON.parse(job) as Job);
      } catch {
        return now + RETRY_MS;
      }
      this.#sql.exec("DELETE FROM outbox WHERE id = ?", id);
    }
    return rows.length === BATCH ? now : null;
  }
}
