import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Times are milliseconds since 1970. After a change run `npm run migrations`; a merged migration is never edited. */

export const accounts = sqliteTable("accounts", {
  id: text().primaryKey(),
  kind: text({ enum: ["guest", "dev"] }).notNull(),
  name: text().notNull(),
  createdAt: integer("created_at").notNull(),
});

/** Sessions signed out before their token ran out: a token cannot be called back, so its id is kept here until it has. */
export const endedSessions = sqliteTable("ended_sessions", {
  sessionId: text("session_id").primaryKey(),
  expiresAt: integer("expires_at").notNull(),
});

/** An index of campaigns for lists. The campaign itself lives in its room; `seq` says how fresh this row is. */
export const campaigns = sqliteTable("campaigns", {
  id: text().primaryKey(),
  title: text().notNull(),
  adventureId: text("adventure_id").notNull(),
  ruleset: text({ enum: ["d20", "embers"] }).notNull(),
  hostName: text("host_name").notNull(),
  status: text({ enum: ["open", "ended"] }).notNull(),
  seq: integer().notNull(),
  createdAt: integer("created_at").notNull(),
  touchedAt: integer("touched_at").notNull(),
  archivedAt: integer("archived_at"),
});

/** Who may knock at which campaign. Roles are the room's; the one here is a copy for lists and never grants anything. */
export const members = sqliteTable(
  "members",
  {
    campaignId: text("campaign_id").notNull(),
    accountId: text("account_id").notNull(),
    memberId: text("member_id").notNull(),
    role: text({ enum: ["owner", "gm", "player", "spectator"] }).notNull(),
    /** Null while the room has not answered yet. */
    joinedAt: integer("joined_at"),
    removedAt: integer("removed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId, table.accountId] }),
    uniqueIndex("members_by_member").on(table.memberId),
    index("members_by_account").on(table.accountId),
  ],
);

/** Codes stand in clear: docs/decisions/0003-invite-codes.md says why. */
export const invites = sqliteTable(
  "invites",
  {
    code: text().primaryKey(),
    campaignId: text("campaign_id").notNull(),
    role: text({ enum: ["player", "spectator"] }).notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    usesLeft: integer("uses_left").notNull(),
    revokedAt: integer("revoked_at"),
  },
  (table) => [index("invites_by_campaign").on(table.campaignId, table.createdAt)],
);

export const characters = sqliteTable(
  "characters",
  {
    id: text().primaryKey(),
    accountId: text("account_id").notNull(),
    /** `CharacterDraft` as JSON. */
    draft: text().notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (table) => [index("characters_by_account").on(table.accountId, table.updatedAt)],
);

/** What a create with an `Idempotency-Key` made, so that the same key makes it once. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    accountId: text("account_id").notNull(),
    key: text().notNull(),
    bodyHash: text("body_hash").notNull(),
    madeId: text("made_id").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.key] }),
    index("idempotency_keys_by_age").on(table.createdAt),
  ],
);

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
});
