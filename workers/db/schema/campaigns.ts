import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** An index of campaigns for lists. The campaign itself lives in its room; `seq` says how fresh this row is. */
export const campaigns = sqliteTable(
  "campaigns",
  {
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
    /** How much somebody who merely holds a link is told before they join, a chat program that shows it included. */
    preview: text({ enum: ["nothing", "title", "full"] })
      .notNull()
      .default("full"),
    /** Which campaign's history this one goes on from: whoever is erased there is erased here too. */
    forkedFrom: text("forked_from"),
  },
  (table) => [index("campaigns_by_origin").on(table.forkedFrom)],
);

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
    role: text({ enum: ["gm", "player", "spectator"] }).notNull(),
    /** `ask`: whoever runs the table lets each in. `locked`: it admits nobody for now. */
    approval: text({ enum: ["open", "ask", "locked"] })
      .notNull()
      .default("open"),
    /** The member who made it; null for those from before that was kept. */
    madeBy: text("made_by"),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    usesLeft: integer("uses_left").notNull(),
    revokedAt: integer("revoked_at"),
  },
  (table) => [index("invites_by_campaign").on(table.campaignId, table.createdAt)],
);

/** People who have asked to come in by an invitation that asks. One a campaign and account; deciding it closes it. */
export const joinRequests = sqliteTable(
  "join_requests",
  {
    id: text().primaryKey(),
    campaignId: text("campaign_id").notNull(),
    accountId: text("account_id").notNull(),
    code: text().notNull(),
    role: text({ enum: ["gm", "player", "spectator"] }).notNull(),
    name: text().notNull(),
    status: text({ enum: ["waiting", "admitted", "refused"] }).notNull(),
    createdAt: integer("created_at").notNull(),
    decidedAt: integer("decided_at"),
    decidedBy: text("decided_by"),
  },
  (table) => [
    uniqueIndex("join_requests_by_person").on(table.campaignId, table.accountId),
    index("join_requests_by_age").on(table.createdAt),
  ],
);

/** Who joined by which invitation, for those who run the table. */
export const joins = sqliteTable(
  "joins",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    campaignId: text("campaign_id").notNull(),
    memberId: text("member_id").notNull(),
    code: text().notNull(),
    how: text({ enum: ["open", "asked"] }).notNull(),
    at: integer().notNull(),
  },
  (table) => [index("joins_by_campaign").on(table.campaignId, table.at)],
);

/** Accounts that may not come back to a campaign, by whichever invitation. */
export const bans = sqliteTable(
  "bans",
  {
    campaignId: text("campaign_id").notNull(),
    accountId: text("account_id").notNull(),
    /** The place they had; what it is called, the room says. */
    memberId: text("member_id").notNull(),
    bannedBy: text("banned_by").notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.campaignId, table.accountId] })],
);
