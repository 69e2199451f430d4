import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Keys of our JWTs. Generations count up; two requests that both find none write the same row, and the first wins. */
export const signingKeys = sqliteTable("signing_keys", {
  generation: integer().primaryKey(),
  keyId: text("key_id").notNull(),
  publicJwk: text("public_jwk").notNull(),
  privateJwk: text("private_jwk").notNull(),
  createdAt: integer("created_at").notNull(),
  retiredAt: integer("retired_at"),
});

/** Jobs that could not be done: what, how often, and why. No content; a body that was no job at all is not kept. */
export const deadJobs = sqliteTable("dead_jobs", {
  messageId: text("message_id").primaryKey(),
  job: text().notNull(),
  campaignId: text("campaign_id"),
  reason: text().notNull(),
  at: integer().notNull(),
  /** The job as JSON, ids only, so that it can be sent again; null for what was no job. */
  body: text(),
});

/** What operators did and looked at, by whom and why. No content. Triggers of the database keep it append only. */
export const operatorAudit = sqliteTable(
  "operator_audit",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    keyId: text("key_id").notNull(),
    command: text().notNull(),
    target: text().notNull(),
    reason: text().notNull(),
    result: text().notNull(),
  },
  (table) => [index("operator_audit_by_age").on(table.at)],
);

/**
 * What was done to accounts and campaigns, by whom: for the person themself and for those who run the table. Ids only, no
 * content, no names. Triggers of the database keep it append only.
 */
export const auditTrail = sqliteTable(
  "audit_trail",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    /** Who did it; null for what the clock did. */
    accountId: text("account_id"),
    campaignId: text("campaign_id"),
    verb: text().notNull(),
    target: text().notNull(),
    result: text({ enum: ["done", "refused"] }).notNull(),
    requestId: text("request_id"),
  },
  (table) => [
    index("audit_trail_by_account").on(table.accountId, table.id),
    index("audit_trail_by_campaign").on(table.campaignId, table.id),
    index("audit_trail_by_age").on(table.at),
  ],
);

/**
 * People who were erased, or are being: the id says nothing any more, and whatever is put back from a backup is erased by
 * this list again. `receipt` is JSON, a line for each store.
 */
export const erasures = sqliteTable("erasures", {
  accountId: text("account_id").primaryKey(),
  askedAt: integer("asked_at").notNull(),
  /** JSON of what is left to do: rooms and their members, as found when it was asked for. */
  left: text().notNull(),
  receipt: text().notNull(),
  finishedAt: integer("finished_at"),
});

/** Places of people who were erased: whatever comes back from an older copy of a table is cleared of them again. */
export const erasedMembers = sqliteTable("erased_members", {
  memberId: text("member_id").primaryKey(),
  at: integer().notNull(),
});

/**
 * Campaigns that were put back to an earlier hour. While `finishedAt` is null nobody is let in: the room has yet to open new
 * dice, because those of the hours that are gone have been seen. `undo` is the bookmark that leads back.
 */
export const restores = sqliteTable("restores", {
  campaignId: text("campaign_id").primaryKey(),
  askedAt: integer("asked_at").notNull(),
  /** Where the log stood before: epochs have to be above these. */
  epoch: integer().notNull(),
  diceEpoch: integer("dice_epoch").notNull(),
  seq: integer().notNull(),
  undo: text(),
  finishedAt: integer("finished_at"),
});

/** Numbers that signed requests of operators have used up; they are kept for as long as such a request may be sent. */
export const operatorNonces = sqliteTable("operator_nonces", {
  nonce: text().primaryKey(),
  expiresAt: integer("expires_at").notNull(),
});

/** When each trigger of the clock last came, and whether all it started went well. */
export const cronRuns = sqliteTable("cron_runs", {
  cron: text().primaryKey(),
  at: integer().notNull(),
  failed: integer().notNull(),
});
