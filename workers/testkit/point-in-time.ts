import { runInDurableObject } from "cloudflare:test";
import type { CampaignId } from "../contracts/ids.ts";
import { roomOf } from "./room-at-hand.ts";

type Tables = ReadonlyMap<string, readonly Record<string, SqlStorageValue>[]>;

/**
 * A stand-in for the three calls of the platform with which an object goes back in time, which no laptop has: a bookmark is a
 * copy of the room's tables, and the object that was told to begin its next life at one finds them as they were.
 */
export class PointInTime {
  readonly #campaignId: CampaignId;
  readonly #marks = new Map<string, Tables>();

  constructor(campaignId: CampaignId) {
    this.#campaignId = campaignId;
  }

  /** A bookmark of now. */
  async mark(): Promise<string> {
    return await runInDurableObject(roomOf(this.#campaignId), (_, { storage }) => this.#keep(storage.sql));
  }

  /** Puts the tables back and ends the object, as the platform does by itself. */
  async back(bookmark: string): Promise<void> {
    await runInDurableObject(roomOf(this.#campaignId), async (_, state) => {
      this.#put(state.storage.sql, bookmark);
      await state.storage.sync();
      state.abort("back in time");
    }).catch(() => {});
  }

  /** Lends the room the platform's call while something happens. What lies on disk is put back at once; memory goes on until the object ends. */
  async during<T>(happens: () => Promise<T>): Promise<T> {
    await runInDurableObject(roomOf(this.#campaignId), (_, { storage }) => {
      const onNextSessionRestoreBookmark = async (bookmark: string): Promise<string> => {
        if (!this.#marks.has(bookmark)) throw new Error("no such bookmark");
        const undo = this.#keep(storage.sql);
        this.#put(storage.sql, bookmark);
        await storage.sync();
        return undo;
      };
      Object.assign(storage, { onNextSessionRestoreBookmark });
    });
    return await happens();
  }

  #keep(sql: SqlStorage): string {
    const tables = new Map(namesIn(sql).map((name) => [name, sql.exec(`SELECT * FROM "${name}"`).toArray()]));
    const bookmark = `mark-${this.#marks.size + 1}`;
    this.#marks.set(bookmark, tables);
    return bookmark;
  }

  #put(sql: SqlStorage, bookmark: string): void {
    for (const name of namesIn(sql)) {
      sql.exec(`DELETE FROM "${name}"`);
      for (const row of this.#marks.get(bookmark)?.get(name) ?? []) {
        const columns = Object.keys(row);
        const marks = columns.map(() => "?").join(", ");
        sql.exec(
          `INSERT INTO "${name}" (${columns.map((each) => `"${each}"`).join(", ")}) VALUES (${marks})`,
          ...Object.values(row),
        );
      }
    }
  }
}

function namesIn(sql: SqlStorage): string[] {
  return sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .toArray()
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("_cf_") && !name.startsWith("sqlite_"));
}
