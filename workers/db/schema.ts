import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Times are milliseconds since 1970. After a change run `npm run migrations`; a merged migration is never edited. */

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

/** Files somebody brought to a campaign. A deleted one keeps its row, as a tombstone, until everything of it is gone. */
export const uploads = sqliteTable(
  "uploads",
  {
    id: text().primaryKey(),
    campaignId: text("campaign_id").notNull(),
    /** Of a file that came along with a history: the id under which that speaks of it. */
    originId: text("origin_id"),
    addedBy: text("added_by").notNull(),
    title: text().notNull(),
    kind: text({ enum: ["pdf", "markdown", "text", "image"] }).notNull(),
    mediaType: text("media_type").notNull(),
    sizeBytes: integer("size_bytes").notNull(),
    visibility: text({ enum: ["gm", "players"] }).notNull(),
    status: text({ enum: ["pending", "stored", "extracting", "chunking", "indexing", "ready", "failed"] }).notNull(),
    /** Which reading of the file counts. Rows of another are dead, and a job of another does nothing. */
    version: integer().notNull(),
    pagesTotal: integer("pages_total"),
    pagesDone: integer("pages_done").notNull(),
    charsDone: integer("chars_done").notNull(),
    chunksTotal: integer("chunks_total").notNull(),
    chunksDone: integer("chunks_done").notNull(),
    /** Which embedder its vectors are from; null without any. Vectors of two are never compared. */
    embedderId: text("embedder_id"),
    note: text(),
    reason: text(),
    /** The multipart upload in R2 while its parts arrive. */
    multipartId: text("multipart_id"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    deletedAt: integer("deleted_at"),
  },
  (table) => [
    index("uploads_by_campaign").on(table.campaignId, table.createdAt),
    index("uploads_by_origin").on(table.originId),
    index("uploads_by_state").on(table.status, table.updatedAt),
    index("uploads_deleted").on(table.deletedAt),
  ],
);

/** Parts of an upload that have arrived. */
export const uploadParts = sqliteTable(
  "upload_parts",
  {
    uploadId: text("upload_id").notNull(),
    part: integer().notNull(),
    etag: text().notNull(),
    sizeBytes: integer("size_bytes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.uploadId, table.part] })],
);

/** Passages of files. `chunks_fts` indexes them and can be made anew from here; who may read one, its upload's row says. */
export const chunks = sqliteTable(
  "chunks",
  {
    id: integer().primaryKey(),
    campaignId: text("campaign_id").notNull(),
    uploadId: text("upload_id").notNull(),
    version: integer().notNull(),
    /** Counts from 0 within a reading of a file. */
    ordinal: integer().notNull(),
    kind: text({ enum: ["prose", "stat-block", "table", "list"] }).notNull(),
    /** Headings above it, outermost first, joined by " > ". */
    heading: text().notNull(),
    pageFrom: integer("page_from").notNull(),
    pageTo: integer("page_to").notNull(),
    /** Where it stands in the text of its first page, and where it ends in that of its last. */
    charFrom: integer("char_from").notNull(),
    charTo: integer("char_to").notNull(),
    tokens: integer().notNull(),
    hash: text().notNull(),
    text: text().notNull(),
  },
  (table) => [uniqueIndex("chunks_by_place").on(table.uploadId, table.version, table.ordinal)],
);

/**
 * Readings of files that have passages, numbered: a passage's id is the number of its reading times 65,536 plus its
 * ordinal, so that the full-text index can be narrowed to readings without a look at the passages themselves. What went
 * into the vector index is written here first: Vectorize cannot be asked what it holds.
 */
export const readings = sqliteTable(
  "readings",
  {
    number: integer().primaryKey({ autoIncrement: true }),
    uploadId: text("upload_id").notNull(),
    version: integer().notNull(),
    /** Whose vectors; null where there are none. */
    embedderId: text("embedder_id"),
    /** Which kind of index they were put into: what the configuration names may have changed since. */
    vectorsIn: text("vectors_in", { enum: ["local", "vectorize"] }),
    /** Passages below this ordinal may have a vector. */
    embeddedTo: integer("embedded_to").notNull(),
  },
  (table) => [uniqueIndex("readings_by_file").on(table.uploadId, table.version)],
);

/** The words of a reading, each once, some dozens to a row: `word_grams` finds a word by its parts when it is misspelt. */
export const wordPages = sqliteTable("word_pages", {
  /** In the range of its reading, as the ids of passages are. */
  id: integer().primaryKey(),
  words: text().notNull(),
});

/** Vectors where there is no Vectorize: compared one by one, exactly. A signed byte a number, in base64. */
export const vectors = sqliteTable(
  "vectors",
  {
    namespace: text().notNull(),
    embedderId: text("embedder_id").notNull(),
    id: text().notNull(),
    values: text().notNull(),
    /** A deployment may ask for the delay that Vectorize has. */
    visibleAt: integer("visible_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.namespace, table.embedderId, table.id] })],
);
