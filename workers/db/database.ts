/// <reference types="@cloudflare/workers-types" />
import { drizzle } from "drizzle-orm/d1";

/** D1 as the queries in `read/` and `write/` take it. Opening costs nothing; there is no connection to keep. */
export function openDatabase(binding: D1Database) {
  return drizzle(binding);
}
export type Database = ReturnType<typeof openDatabase>;
