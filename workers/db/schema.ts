/**
 * Every table of the database. Times are milliseconds since 1970. After a change run `npm run migrations`; a merged migration
 * is never edited.
 */
export * from "./schema/accounts.ts";
export * from "./schema/campaigns.ts";
export * from "./schema/library.ts";
export * from "./schema/operations.ts";
