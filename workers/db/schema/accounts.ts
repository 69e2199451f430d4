import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const accounts = sqliteTable("accounts", {
  id: text().primaryKey(),
  /** A guest has one browser and nothing else; who has a way back (a passkey, an outside sign-in) is `kept`. */
  kind: text({ enum: ["guest", "kept", "dev"] }).notNull(),
  name: text().notNull(),
  createdAt: integer("created_at").notNull(),
  /** When they last signed out everywhere: a session token of the old kind from before that is nobody's. */
  signedOutAt: integer("signed_out_at"),
  /** When they said that they are old enough; null for accounts from before that was asked. */
  ageConfirmedAt: integer("age_confirmed_at"),
  /** To the day: an account nobody has used for two years is deleted. */
  lastSeenAt: integer("last_seen_at"),
});

/**
 * Browsers that are signed in. The refresh secret is here only as hashes: of the half that never changes and names the
 * session, of the half that changes at each use, and of the one before it. A row that has ended stays until the last
 * access token of it has run out.
 */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    accountId: text("account_id").notNull(),
    openedBy: text("opened_by", { enum: ["name", "passkey", "recovery-code", "outside", "dev"] }).notNull(),
    /** Coarse, such as "Firefox on Linux": enough to know one's own browsers apart. */
    label: text().notNull(),
    familyHash: text("family_hash").notNull(),
    secretHash: text("secret_hash").notNull(),
    previousHash: text("previous_hash"),
    /** Counts rotations. */
    generation: integer().notNull(),
    /** The newest generation that the browser has shown us: until then its answer may have been lost on the way. */
    seenGeneration: integer("seen_generation").notNull(),
    rotatedAt: integer("rotated_at").notNull(),
    createdAt: integer("created_at").notNull(),
    lastSeenAt: integer("last_seen_at").notNull(),
    /** When somebody last proved in this session who they are; a name proves nothing, so one that began with it has none. */
    confirmedAt: integer("confirmed_at"),
    expiresAt: integer("expires_at").notNull(),
    endedAt: integer("ended_at"),
  },
  (table) => [
    uniqueIndex("sessions_by_family").on(table.familyHash),
    index("sessions_by_account").on(table.accountId, table.lastSeenAt),
    index("sessions_by_expiry").on(table.expiresAt),
  ],
);

/** Public keys of passkeys. `counter` is the authenticator's own; one that falls means a copy. */
export const passkeys = sqliteTable(
  "passkeys",
  {
    credentialId: text("credential_id").primaryKey(),
    /** What the API calls it: a credential id tells sites apart that should not be. */
    id: text().notNull(),
    accountId: text("account_id").notNull(),
    name: text().notNull(),
    publicKey: text("public_key").notNull(),
    counter: integer().notNull(),
    /** JSON list, as the browser told it. */
    transports: text().notNull(),
    /** Synchronised by the person's own system to their other devices. */
    synced: integer({ mode: "boolean" }).notNull(),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at"),
  },
  (table) => [uniqueIndex("passkeys_by_id").on(table.id), index("passkeys_by_account").on(table.accountId)],
);

/** Ten at a time; a code is gone once it is used. */
export const recoveryCodes = sqliteTable(
  "recovery_codes",
  {
    codeHash: text("code_hash").primaryKey(),
    accountId: text("account_id").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [index("recovery_codes_by_account").on(table.accountId)],
);

/** Who somebody is elsewhere. An e-mail address is never asked for and links nothing. */
export const identities = sqliteTable(
  "identities",
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    accountId: text("account_id").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.subject] }),
    index("identities_by_account").on(table.accountId),
  ],
);

/** Signing in takes two steps; between them stands a row here. Taking it is deleting it, so each is good once. */
export const ceremonies = sqliteTable(
  "ceremonies",
  {
    /** Hash of the challenge or the state that comes back. */
    id: text().primaryKey(),
    kind: text({ enum: ["add-passkey", "use-passkey", "confirm", "outside"] }).notNull(),
    /** The session, or the hash of the cookie, of the browser that began it. */
    boundTo: text("bound_to").notNull(),
    /** JSON of what the second step needs. */
    kept: text().notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("ceremonies_by_expiry").on(table.expiresAt)],
);

/**
 * Sessions of the time before refresh secrets, signed out before their token ran out: a token cannot be called back, so
 * its id is kept here until it has.
 */
export const endedSessions = sqliteTable("ended_sessions", {
  sessionId: text("session_id").primaryKey(),
  expiresAt: integer("expires_at").notNull(),
});

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
