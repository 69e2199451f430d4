/// <reference types="@cloudflare/workers-types" />

export interface RowsWritten {
  sql: number;
  /** Setting the alarm is billed as one row. */
  alarms: number;
}

/** Counts what is written through this storage from now on, as it is billed. */
export function countingRows(storage: DurableObjectStorage, rows: RowsWritten): void {
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  const setAlarm = storage.setAlarm.bind(storage);
  const counted = ((...args: Parameters<typeof exec>) => {
    const cursor = exec(...args);
    rows.sql += cursor.rowsWritten;
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
