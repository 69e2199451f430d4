import { and, asc, eq, gte, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { anyOf, campaignMark } from "../full-text/marked-terms.ts";
import { chunks, readings, uploads, wordPages } from "../schema.ts";
import type { VectorsIn } from "./readings.ts";
import { type Eyes, inSightOf } from "./upload-sight.ts";

/** The ids of a reading's passages begin at its number times this. */
export const IDS_PER_READING = 65_536;

/** Whose passages are wanted: those of one campaign, that this person may read. */
export interface Reader {
  readonly campaignId: string;
  /** `gm` reads everything, `players` what is for the players. */
  readonly may: Eyes;
}

/** Where a passage stands: what the rest of the house calls it by. */
export interface ChunkPlace {
  readonly uploadId: string;
  readonly version: number;
  readonly ordinal: number;
}

export type PassageRow = ChunkPlace &
  Pick<typeof chunks.$inferSelect, "heading" | "kind" | "pageFrom" | "pageTo" | "text" | "tokens"> & { title: string };

/** What makes a file one in which this reader may search; `u` is its row. */
function readableFile({ campaignId, may }: Reader) {
  return sql`u.campaign_id = ${campaignId} AND ${inSightOf(may, "u")}`;
}

function readableReadings(reader: Reader) {
  return sql`SELECT r.number FROM uploads u JOIN readings r ON r.upload_id = u.id AND r.version = u.version
    WHERE ${readableFile(reader)}`;
}

/**
 * In how many passages that this reader may have each stem stands. What others may read does not count, or the order of an
 * answer would tell of words nobody should know are there.
 */
export async function countStems(db: Database, reader: Reader, stems: readonly string[]): Promise<Map<string, number>> {
  const mark = campaignMark(reader.campaignId);
  const asked = stems.map((each) => [each, anyOf(mark, [each])]);
  const rows = await db.all<{ stem: string; passages: number }>(sql`
    SELECT j.value ->> 0 AS stem, (SELECT count(*) FROM chunks_fts
      WHERE chunks_fts MATCH j.value ->> 1 AND (rowid >> 16) IN (${readableReadings(reader)})) AS passages
    FROM json_each(${JSON.stringify(asked)}) j`);
  return new Map(rows.map(({ stem, passages }) => [stem, passages]));
}

/** How many passages this reader may have in all. */
export async function countPassages(db: Database, reader: Reader): Promise<number> {
  const row = await db.get<{ passages: number }>(sql`
    SELECT coalesce(sum(u.chunks_total), 0) AS passages FROM uploads u WHERE ${readableFile(reader)}`);
  return row?.passages ?? 0;
}

/** The files this reader may have that have vectors of this embedder in this kind of index, in the order of their ids. */
export async function embeddedUploads(
  db: Database,
  reader: Reader,
  { embedderId, vectorsIn }: { readonly embedderId: string; readonly vectorsIn: VectorsIn },
): Promise<string[]> {
  const rows = await db.all<{ id: string }>(sql`
    SELECT u.id FROM uploads u JOIN readings r ON r.upload_id = u.id AND r.version = u.version
    WHERE ${readableFile(reader)} AND r.embedder_id = ${embedderId} AND r.vectors_in = ${vectorsIn} ORDER BY u.id`);
  return rows.map(({ id }) => id);
}

/** The passages in which most of these stems stand, best first; a stem in a heading counts twice. */
export async function passagesWith(
  db: Database,
  reader: Reader,
  asked: { readonly stems: readonly string[]; readonly limit: number },
): Promise<ChunkPlace[]> {
  if (asked.stems.length === 0) return [];
  const match = anyOf(campaignMark(reader.campaignId), asked.stems);
  return await db.all<ChunkPlace>(sql`
    SELECT c.upload_id AS uploadId, c.version, c.ordinal
    FROM (SELECT rowid AS id, bm25(chunks_fts, 2.0, 1.0) AS score FROM chunks_fts
      WHERE chunks_fts MATCH ${match} AND (rowid >> 16) IN (${readableReadings(reader)})
      ORDER BY score LIMIT ${asked.limit}) f
    JOIN chunks c ON c.id = f.id ORDER BY f.score`);
}

/**
 * The passages themselves. Whoever found them, and however long ago: each is asked of its row and its file's row here, in
 * one statement, before its text goes anywhere. What this reader may not have is left out without a word.
 */
export async function passagesAt(db: Database, reader: Reader, places: readonly ChunkPlace[]): Promise<PassageRow[]> {
  if (places.length === 0) return [];
  const asked = places.map(({ uploadId, version, ordinal }) => [uploadId, version, ordinal]);
  // CROSS JOIN keeps SQLite to this order: left alone it reads every passage of the campaign.
  return await db.all<PassageRow>(sql`
    SELECT c.upload_id AS uploadId, c.version, c.ordinal, c.heading, c.kind, c.page_from AS pageFrom,
      c.page_to AS pageTo, c.text, c.tokens, u.title
    FROM json_each(${JSON.stringify(asked)}) j
    CROSS JOIN chunks c ON c.upload_id = j.value ->> 0 AND c.version = j.value ->> 1 AND c.ordinal = j.value ->> 2
    CROSS JOIN uploads u ON u.id = c.upload_id AND u.version = c.version AND u.campaign_id = c.campaign_id
    WHERE ${readableFile(reader)}`);
}

/** Rows of words that look like one with these trigrams, the likeliest first. */
export async function wordsLike(
  db: Database,
  reader: Reader,
  asked: { readonly grams: readonly string[]; readonly limit: number },
): Promise<string[]> {
  const rows = await db.all<{ words: string }>(sql`
    SELECT p.words FROM (SELECT rowid AS id, bm25(word_grams) AS score FROM word_grams
      WHERE word_grams MATCH ${asked.grams.map((gram) => `"${gram}"`).join(" OR ")}
        AND (rowid >> 16) IN (${readableReadings(reader)})
      ORDER BY score LIMIT ${asked.limit}) f
    JOIN word_pages p ON p.id = f.id ORDER BY f.score`);
  return rows.flatMap(({ words }) => words.split(" "));
}

/** The words of a reading that can be found misspelt. */
export async function wordsOfReading(db: Database, file: { uploadId: string; version: number }): Promise<string[]> {
  const last = sql`${readings.number} * ${IDS_PER_READING} + ${IDS_PER_READING - 1}`;
  const rows = await db
    .select({ words: wordPages.words })
    .from(readings)
    .innerJoin(wordPages, sql`${wordPages.id} BETWEEN ${readings.number} * ${IDS_PER_READING} AND ${last}`)
    .where(and(eq(readings.uploadId, file.uploadId), eq(readings.version, file.version)));
  return rows.flatMap(({ words }) => words.split(" "));
}

/** Passages of the current reading of a file that is not deleted, in order. */
export async function chunksFrom(
  db: Database,
  file: { campaignId: string; uploadId: string; version: number },
  range: { from: number; limit: number },
): Promise<{ ordinal: number; heading: string; text: string }[]> {
  return await db
    .select({ ordinal: chunks.ordinal, heading: chunks.heading, text: chunks.text })
    .from(chunks)
    .innerJoin(uploads, and(eq(uploads.id, chunks.uploadId), eq(uploads.version, chunks.version)))
    .where(
      and(
        eq(chunks.uploadId, file.uploadId),
        eq(chunks.version, file.version),
        eq(uploads.campaignId, file.campaignId),
        sql`${uploads.deletedAt} IS NULL`,
        gte(chunks.ordinal, range.from),
      ),
    )
    .orderBy(asc(chunks.ordinal))
    .limit(range.limit);
}
