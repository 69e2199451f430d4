/// <reference types="@cloudflare/workers-types" />

export interface RowsWritten {
  sql: number;
  /** Setting the alarm is billed as one row. */
  alarms: number;
  /** The rows of `sql` by the table they went to. */
  readonly byTable: Record<string, number>;
}

export const noRows = (): RowsWritten => ({ sql: 0, alarms: 0, byTable: {} });

/** Counts what is written through this storage from now on, as it is billed. */
export function countingRows(storage: DurableObjectStorage, rows: RowsWritten): void {
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  const setAlarm = storage.setAlarm.bind(storage);
  const counted = ((...args: Parameters<typeof exec>) => {
    const cursor = exec(...args);
    rows.sql += cursor.rowsWritten;
    const table = /^\s*(?:INSERT[\w ]*? INTO|DELETE FROM|UPDATE)\s+(\w+)/.exec(args[0])?.[1] ?? "other";
    if (cursor.rowsWritten > 0) rows.byTable[table] = (rows.byTable[table] ?? 0) + cursor.rowsWritten;
    return cursor;
  }) as typeof sql.exec;
  Object.defineProperty(sql, "exec", { value: counted });
  Object.defineProperty(storage, "sql", { value: sql });
  Object.defineProperty(storage, "setAlarm", {
    value: (...args: Parameters<typeof setAlarm>) => {
      rows.alarms += 1;
      return setAlarm(...args);
    },
  });
}
