/**
 * The room's own tables, oldest first, applied once each. Append only: an object that slept through ten deploys catches
 * up on waking. One row per event and no secondary index: a row written is money.
 */
export const localMigrations: readonly string[] = [
  `CREATE TABLE events (seq INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, at INTEGER NOT NULL, prev TEXT NOT NULL, body_hash TEXT NOT NULL,
     hash TEXT NOT NULL, salt TEXT NOT NULL, body TEXT NOT NULL, sig TEXT);
   CREATE TABLE actions (id TEXT PRIMARY KEY, body_hash TEXT NOT NULL, seq INTEGER NOT NULL, turn_id TEXT) WITHOUT ROWID;
   CREATE TABLE snapshots (seq INTEGER PRIMARY KEY, script_seq INTEGER NOT NULL, state TEXT NOT NULL);
   CREATE TABLE timers (name TEXT PRIMARY KEY, due INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE used_tickets (jti TEXT PRIMARY KEY, expires INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE outbox (id INTEGER PRIMARY KEY, job TEXT NOT NULL);`,
  `CREATE TABLE spending (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, turn_id TEXT, task TEXT NOT NULL, voice TEXT NOT NULL,
     members TEXT NOT NULL, requests INTEGER NOT NULL, input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,
     cost INTEGER NOT NULL, price_known INTEGER NOT NULL, reserved INTEGER NOT NULL);
   CREATE TABLE prompts (id INTEGER PRIMARY KEY, turn_id TEXT NOT NULL, record TEXT NOT NULL);`,
  "CREATE TABLE memory (part INTEGER PRIMARY KEY, seq INTEGER NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL);",
  "CREATE TABLE turn_sources (seq INTEGER PRIMARY KEY, keys TEXT NOT NULL);",
  "CREATE TABLE quarantine (id INTEGER PRIMARY KEY, reason TEXT NOT NULL, since INTEGER NOT NULL);",
];

/** Brings the tables up to date. Runs in the constructor, before anything else sees the storage. */
export function migrate(storage: DurableObjectStorage): void {
  const { sql } = storage;
  sql.exec("CREATE TABLE IF NOT EXISTS migrations (id INTEGER PRIMARY KEY)");
  const done = sql.exec<{ count: number }>("SELECT COUNT(*) AS count FROM migrations").one().count;
  for (const [at, statements] of localMigrations.entries()) {
    if (at < done) continue;
    storage.transactionSync(() => {
      sql.exec(statements);
      sql.exec("INSERT INTO migrations (id) VALUES (?)", at + 1);
    });
  }
}
