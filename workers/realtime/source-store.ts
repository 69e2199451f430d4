import type { TurnId } from "../contracts/ids.ts";
import { eventOfKey } from "./prompt-store.ts";

/** A turn that is open, and the last one that can be told again: a few more do no harm. */
const TURNS_KEPT = 20;
/** Keys of passages that a narrator is given of what the rounds of a turn have found. */
const SOURCES_MAX = 8;

/**
 * What the director found for players in a turn: keys of passages only, read and authorised anew by whoever tells it.
 * Beside the log and not in it, so that a room that slept while somebody thought still tells the turn from them.
 */
export class SourceStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Adds what one round has found; costs nothing when that is nothing new. */
  add(turnId: TurnId, found: readonly string[]): void {
    const known = this.ofTurn(turnId);
    const keys = [...new Set([...known, ...found])].slice(0, SOURCES_MAX);
    if (keys.length === known.length) return;
    this.#sql.exec(
      "INSERT OR REPLACE INTO turn_sources (seq, keys) VALUES (?, ?)",
      eventOfKey(turnId),
      JSON.stringify(keys),
    );
    this.#sql.exec(
      "DELETE FROM turn_sources WHERE seq NOT IN (SELECT seq FROM turn_sources ORDER BY seq DESC LIMIT ?)",
      TURNS_KEPT,
    );
  }

  ofTurn(turnId: TurnId): string[] {
    return this.#sql
      .exec<{ key: string }>(
        "SELECT value AS key FROM turn_sources, json_each(turn_sources.keys) WHERE seq = ?",
        eventOfKey(turnId),
      )
      .toArray()
      .map(({ key }) => key);
  }
}
