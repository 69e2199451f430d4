import type { ActionId, TurnId } from "../contracts/ids.ts";
import { canonicalJson, hashHex } from "../core/ledger/index.ts";

/** What an accepted action was answered with. */
export interface AcceptedAction {
  readonly seq: number | null;
  readonly turnId: TurnId | null;
}

interface ActionRow extends Record<string, SqlStorageValue> {
  body_hash: string;
  seq: number;
  turn_id: string | null;
}

/**
 * Actions that have been accepted, by the id their client minted: sent again, the same action gets the same answer and
 * does nothing, and the same id with another body is refused.
 */
export class AcceptedActions {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Null for a command that has no canonical form, and so could never be chained into the log. */
  bodyHash(command: object, memberId: string): string | null {
    try {
      return hashHex(`${memberId}\n`, canonicalJson(command));
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  }

  find(id: ActionId, bodyHash: string): AcceptedAction | "conflict" | null {
    const row = this.#sql.exec<ActionRow>("SELECT body_hash, seq, turn_id FROM actions WHERE id = ?", id).toArray()[0];
    if (row === undefined) return null;
    if (row.body_hash !== bodyHash) return "conflict";
    return { seq: row.seq === 0 ? null : row.seq, turnId: row.turn_id as TurnId | null };
  }

  put(id: ActionId, bodyHash: string, { seq, turnId }: AcceptedAction): void {
    this.#sql.exec(
      "INSERT INTO actions (id, body_hash, seq, turn_id) VALUES (?, ?, ?, ?)",
      id,
      bodyHash,
      seq ?? 0,
      turnId,
    );
  }
}
