import { sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { campaignMark, markedGrams, markedText, spellingsOf } from "../full-text/marked-terms.ts";
import { IDS_PER_READING, wordsOfReading } from "../read/chunks.ts";
import type { chunks } from "../schema.ts";
import { inOneStep } from "./in-one-step.ts";

/** A passage as it is cut from a file, before it has a place. */
export type DraftChunk = Pick<
  typeof chunks.$inferSelect,
  "kind" | "heading" | "pageFrom" | "pageTo" | "charFrom" | "charTo" | "tokens" | "hash" | "text"
>;

interface FileReading {
  readonly campaignId: string;
  readonly uploadId: string;
  readonly version: number;
}

/** A parameter of D1 takes 2 MB; a passage at its longest is some 8 kB, and its terms are longer than its text. */
const DRAFTS_PER_STATEMENT = 50;
const WORDS_PER_PAGE_MIN = 64;

/**
 * Writes passages in their places, counted from `from`, and puts them into the full-text index, all or none. Doing it again
 * changes nothing, and for a deleted file or another reading than the current nothing is written.
 */
export async function putChunks(
  db: Database,
  file: FileReading,
  from: number,
  drafts: readonly DraftChunk[],
): Promise<void> {
  if (drafts.length === 0) return;
  if (from + drafts.length > IDS_PER_READING) throw new RangeError(`A reading holds ${IDS_PER_READING} passages.`);
  const { uploadId, version } = file;
  const known = new Set(await wordsOfReading(db, file));
  const begin = sql`
    INSERT INTO readings (upload_id, version, embedded_to)
    SELECT id, version, 0 FROM uploads
    WHERE id = ${uploadId} AND campaign_id = ${file.campaignId} AND version = ${version} AND deleted_at IS NULL
    ON CONFLICT DO NOTHING`;
  const slices = Array.from({ length: Math.ceil(drafts.length / DRAFTS_PER_STATEMENT) }, (_, at) => ({
    from: from + at * DRAFTS_PER_STATEMENT,
    drafts: drafts.slice(at * DRAFTS_PER_STATEMENT, (at + 1) * DRAFTS_PER_STATEMENT),
  }));
  const texts = drafts.flatMap(({ heading, text }) => [heading, text]);
  const newWords = spellingsOf(texts).filter((word) => !known.has(word));
  await inOneStep(db, [
    begin,
    ...slices.flatMap((slice) => [putRows(file, slice), putTerms(file, slice)]),
    ...putWords(file, { from, words: newWords, pagesMax: drafts.length }),
  ]);
}

interface Slice {
  readonly from: number;
  readonly drafts: readonly DraftChunk[];
}

function putRows({ campaignId, uploadId, version }: FileReading, { from, drafts }: Slice) {
  const rows = drafts.map((each) => [
    ...[each.kind, each.heading, each.pageFrom, each.pageTo, each.charFrom, each.charTo],
    ...[each.tokens, each.hash, each.text],
  ]);
  return sql`
    INSERT OR IGNORE INTO chunks (id, campaign_id, upload_id, version, ordinal, kind, heading, page_from, page_to,
      char_from, char_to, tokens, hash, text)
    SELECT r.number * ${IDS_PER_READING} + ${from} + j.key, ${campaignId}, r.upload_id, r.version, ${from} + j.key,
      j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5, j.value ->> 6,
      j.value ->> 7, j.value ->> 8
    FROM readings r JOIN json_each(${JSON.stringify(rows)}) j
    WHERE r.upload_id = ${uploadId} AND r.version = ${version} AND ${isCurrent({ campaignId, uploadId, version })}`;
}

function isCurrent({ campaignId, uploadId, version }: FileReading) {
  return sql`EXISTS (SELECT 1 FROM uploads WHERE id = ${uploadId} AND campaign_id = ${campaignId}
    AND version = ${version} AND deleted_at IS NULL)`;
}

/** Rows that are in the index already stay as they are: an index without text has nothing to compare them with. */
function putTerms({ campaignId, uploadId, version }: FileReading, { from, drafts }: Slice) {
  const mark = campaignMark(campaignId);
  const rows = drafts.map(({ heading, text }) => [markedText(mark, heading), markedText(mark, text)]);
  return sql`
    INSERT INTO chunks_fts (rowid, heading, text)
    SELECT c.id, j.value ->> 0, j.value ->> 1
    FROM json_each(${JSON.stringify(rows)}) j
    JOIN chunks c ON c.upload_id = ${uploadId} AND c.version = ${version} AND c.ordinal = ${from} + j.key
    WHERE NOT EXISTS (SELECT 1 FROM chunks_fts_docsize d WHERE d.id = c.id)`;
}

function putWords(
  { campaignId, uploadId, version }: FileReading,
  { from, words, pagesMax }: { from: number; words: readonly string[]; pagesMax: number },
) {
  const mark = campaignMark(campaignId);
  const perPage = Math.max(WORDS_PER_PAGE_MIN, Math.ceil(words.length / pagesMax));
  const pages = Array.from({ length: Math.ceil(words.length / perPage) }, (_, at) =>
    words.slice(at * perPage, (at + 1) * perPage),
  );
  if (pages.length === 0) return [];
  const rows = pages.map((page) => [page.join(" "), markedGrams(mark, page).join(" ")]);
  const place = sql`FROM readings r JOIN json_each(${JSON.stringify(rows)}) j
    WHERE r.upload_id = ${uploadId} AND r.version = ${version} AND ${isCurrent({ campaignId, uploadId, version })}`;
  const id = sql`r.number * ${IDS_PER_READING} + ${from} + j.key`;
  return [
    // The index first: what is not yet a row decides what goes in.
    sql`
      INSERT INTO word_grams (rowid, grams) SELECT ${id}, j.value ->> 1 ${place}
        AND NOT EXISTS (SELECT 1 FROM word_pages p WHERE p.id = ${id})`,
    sql`INSERT OR IGNORE INTO word_pages (id, words) SELECT ${id}, j.value ->> 0 ${place}`,
  ];
}

/**
 * Takes away the passages of a file and their places in the full-text index: of all its readings, of one, or of all but one. A
 * reading whose vectors are still to be removed keeps its number until then.
 */
export async function dropChunks(
  db: Database,
  file: { readonly uploadId: string } & ({ readonly keepVersion: number | null } | { readonly onlyVersion: number }),
): Promise<void> {
  const which = "onlyVersion" in file ? sql`IS ${file.onlyVersion}` : sql`IS NOT ${file.keepVersion}`;
  const dead = sql`r.upload_id = ${file.uploadId} AND r.version ${which}`;
  const idsIn = (table: "chunks" | "word_pages") => sql`
    SELECT t.id FROM readings r JOIN ${sql.identifier(table)} t
      ON t.id BETWEEN r.number * ${IDS_PER_READING} AND r.number * ${IDS_PER_READING} + ${IDS_PER_READING - 1}
    WHERE ${dead}`;
  await inOneStep(db, [
    sql`DELETE FROM chunks_fts WHERE rowid IN (${idsIn("chunks")})`,
    sql`DELETE FROM word_grams WHERE rowid IN (${idsIn("word_pages")})`,
    sql`DELETE FROM word_pages WHERE id IN (${idsIn("word_pages")})`,
    sql`DELETE FROM chunks WHERE upload_id = ${file.uploadId} AND version ${which}`,
    sql`DELETE FROM readings AS r WHERE ${dead} AND r.embedded_to = 0`,
  ]);
}
