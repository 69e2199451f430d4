/** What a database must have had for this code; a test holds the list against the folder. */
export const EXPECTED_MIGRATIONS: readonly string[] = [
  "0000_first.sql",
  "0001_library.sql",
  "0002_lore_search.sql",
  "0003_accounts.sql",
  "0004_operations.sql",
  "0005_sharing_and_privacy.sql",
  "0006_forks.sql",
  "0007_copies.sql",
  "0008_confirmed_sessions.sql",
];
