import { PromptRecord } from "../contracts/dm.ts";
import type { TurnId } from "../contracts/ids.ts";
import { hashHex } from "../core/ledger/index.ts";

/** So many prompts are kept, the newest: a table looks back over an evening, not over a year. */
const PROMPTS_KEPT = 300;
const RECORD_CHARS_MAX = 400_000;

/**
 * What the models of this campaign were given, turn by turn. Beside the log and not in it: it is large, most of it is said
 * again in the next turn, and the log holds its hash.
 */
export class PromptStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  put(turnId: TurnId, records: readonly PromptRecord[]): void {
    for (const record of records) {
      const text = JSON.stringify(record);
      if (text.length > RECORD_CHARS_MAX) continue;
      this.#sql.exec("INSERT INTO prompts (turn_id, record) VALUES (?, ?)", turnId, text);
    }
    if (records.length > 0)
      this.#sql.exec("DELETE FROM prompts WHERE id <= (SELECT MAX(id) FROM prompts) - ?", PROMPTS_KEPT);
  }

  /** The prompts of a turn. The director knows what the players may not: without the screen only its size is told. */
  ofTurn(turnId: TurnId, behindScreen: boolean): PromptRecord[] {
    return this.#texts(turnId)
      .map((text) => PromptRecord.parse(JSON.parse(text)))
      .slice(0, 24)
      .map((record) => (behindScreen ? record : forPlayers(record)));
  }

  /** SHA-256 over the prompts of a turn as stored, or null when there are none. */
  hashOf(turnId: TurnId): string | null {
    const texts = this.#texts(turnId);
    return texts.length === 0 ? null : hashHex(texts.join("\n"));
  }

  #texts(turnId: TurnId): string[] {
    return this.#sql
      .exec<{ record: string }>("SELECT record FROM prompts WHERE turn_id = ? ORDER BY id", turnId)
      .toArray()
      .map(({ record }) => record);
  }
}

/** What came back may have been cut for a reason, so of the answer only what was told in the end is for the players. */
function forPlayers(record: PromptRecord): PromptRecord {
  const parts = record.task === "narrator" ? record.parts : record.parts.map((part) => ({ ...part, text: null }));
  return { ...record, answer: null, parts };
}
