export interface StandsStill {
  readonly reason: string;
  /** Since when; ms since 1970. */
  readonly since: number;
}

/**
 * Whether those who keep the server have set this table still: it can be read, nothing can be added. It stands beside the
 * log and not in it, because a log that is in doubt is what it is for.
 */
export class Quarantine {
  readonly #sql: SqlStorage;
  #now: StandsStill | null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const row = sql.exec<{ reason: string; since: number }>("SELECT reason, since FROM quarantine").toArray()[0];
    this.#now = row ?? null;
  }

  get now(): StandsStill | null {
    return this.#now;
  }

  set(now: StandsStill): void {
    this.#sql.exec("INSERT OR REPLACE INTO quarantine (id, reason, since) VALUES (1, ?, ?)", now.reason, now.since);
    this.#now = now;
  }

  lift(): void {
    this.#sql.exec("DELETE FROM quarantine");
    this.#now = null;
  }
}
