import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

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
