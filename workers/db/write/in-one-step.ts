import type { SQL } from "drizzle-orm";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";
import type { Database } from "../database.ts";

const dialect = new SQLiteAsyncDialect();

/** Runs statements one after the other, all or none. Drizzle's own `batch` loses the parameters of written SQL. */
export async function inOneStep(db: Database, statements: readonly SQL[]): Promise<void> {
  const prepared = statements.map((each) => {
    const { sql, params } = dialect.sqlToQuery(each);
    return db.$client.prepare(sql).bind(...params);
  });
  await db.$client.batch(prepared);
}
