/**
 * Many timers on the one alarm an object has: the alarm stands at the earliest of them. Each is stored, so it fires after
 * a crash, and fires at least once: whoever is called must look whether there is still something to do.
 */
export class Timers {
  readonly #storage: DurableObjectStorage;
  /** When the alarm goes off as far as this instance knows; unknown after waking, and then set anew for the earliest timer. */
  #alarmAt: number | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Moves the alarm to `due` if it would go off later. Costs a row only then. */
  wakeBy(due: number): void {
    const now = Date.now();
    if (this.#alarmAt !== null && this.#alarmAt <= due && this.#alarmAt > now) return;
    this.#alarmAt = this.#alarmAt === null ? Math.min(due, this.#nextAfter(now) ?? due) : due;
    void this.#storage.setAlarm(this.#alarmAt);
  }

  set(name: string, due: number): void {
    this.note(name, due);
    this.wakeBy(due);
  }

  /** Only writes it down: inside a transaction that may yet be rolled back no alarm is set. */
  note(name: string, due: number): void {
    this.#storage.sql.exec("INSERT OR REPLACE INTO timers (name, due) VALUES (?, ?)", name, due);
  }

  clear(name: string): void {
    this.#storage.sql.exec("DELETE FROM timers WHERE name = ?", name);
  }

  has(name: string): boolean {
    return this.#storage.sql.exec("SELECT 1 FROM timers WHERE name = ?", name).toArray().length > 0;
  }

  names(prefix: string): string[] {
    return this.#storage.sql
      .exec<{ name: string }>("SELECT name FROM timers WHERE name >= ? AND name < ?", prefix, `${prefix}~`)
      .toArray()
      .map(({ name }) => name);
  }

  isDue(name: string, now: number): boolean {
    return this.#storage.sql.exec("SELECT 1 FROM timers WHERE name = ? AND due <= ?", name, now).toArray().length > 0;
  }

  /** Takes the timers that are due, except those kept until what they are for has been done, and moves the alarm on to the next. */
  takeDue(now: number, kept: readonly string[] = []): string[] {
    this.#alarmAt = null;
    const due = this.#storage.sql
      .exec<{ name: string }>("SELECT name FROM timers WHERE due <= ? ORDER BY due", now)
      .toArray()
      .map(({ name }) => name);
    for (const name of due) if (!kept.includes(name)) this.clear(name);
    const next = this.#nextAfter(now);
    if (next !== null) this.wakeBy(next);
    return due;
  }

  #nextAfter(now: number): number | null {
    return this.#storage.sql.exec<{ due: number | null }>("SELECT MIN(due) AS due FROM timers WHERE due > ?", now).one()
      .due;
  }
}
