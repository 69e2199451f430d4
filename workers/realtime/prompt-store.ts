import { type ModelTask, PromptRecord } from "../contracts/dm.ts";
import { TurnId } from "../contracts/ids.ts";
import { hashHex } from "../core/ledger/index.ts";

/** So many prompts are kept, the newest: a table looks back over an evening, not over a year. */
const PROMPTS_KEPT = 300;
const RECORD_CHARS_MAX = 400_000;

/** Under which name an answer or a recap stands: as a turn does, after its event. No two events have one number. */
export const keyOfEvent = (seq: number): TurnId => TurnId.parse(`t_${seq}`);
/** The event that prompts stand under. */
export const eventOfKey = (key: TurnId): number => Number(key.slice("t_".length));

/** What was put together from the open alone; the director knows more. */
const FROM_THE_OPEN: ReadonlySet<ModelTask> = new Set(["narrator", "answer", "recap"]);

/**
 * What the models of this campaign were given, turn by turn, and for each answer and recap. Beside the log and not in it: it is large, most of it is said
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

/**
 * What came back may have been cut for a reason, so of the answer only what was told in the end is for the players. Of
 * the files only the size is shown as well: one that was open then may have been hidden or deleted since.
 */
function forPlayers(record: PromptRecord): PromptRecord {
  const isOpen = FROM_THE_OPEN.has(record.task);
  const parts = record.parts.map((part) => (isOpen && part.name !== "sources" ? part : { ...part, text: null }));
  return { ...record, answer: null, parts };
}
