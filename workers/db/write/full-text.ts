import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { campaignMark, markedGrams, markedText } from "../full-text/marked-terms.ts";
import { IDS_PER_READING } from "../read/chunks.ts";

const ROWS_PER_STEP = 200;

/** Makes the full-text index of a campaign anew from its passages, as when the way its terms are made has changed. */
export async function rebuildFullText(db: Database, campaignId: string): Promise<void> {
  const readings = sql`uploads u JOIN readings r ON r.upload_id = u.id`;
  const isOfCampaign = sql`u.campaign_id = ${campaignId}`;
  for (let after = 0; ; ) {
    const rows = await db.all<PassageTerms>(sql`
      SELECT c.id, c.heading, c.text FROM ${readings} JOIN chunks c ON ${within(sql`c.id`)}
      WHERE ${isOfCampaign} AND c.id > ${after} ORDER BY c.id LIMIT ${ROWS_PER_STEP}`);
    await putTerms(db, campaignId, rows);
    if (rows.length < ROWS_PER_STEP) break;
    after = rows.at(-1)?.id ?? after;
  }
  const pages = await db.all<WordPage>(sql`
    SELECT p.id, p.words FROM ${readings} JOIN word_pages p ON ${within(sql`p.id`)} WHERE ${isOfCampaign}`);
  await putGrams(db, campaignId, pages);
}

/** Puts some passages of a file into the full-text index that are not in it, as after an export without the index. */
export async function restoreFullText(
  db: Database,
  file: { readonly campaignId: string; readonly uploadId: string; readonly version: number },
  range: { readonly from: number; readonly limit: number },
): Promise<void> {
  const isThis = sql`r.upload_id = ${file.uploadId} AND r.version = ${file.version}`;
  const rows = await db.all<PassageTerms>(sql`
    SELECT c.id, c.heading, c.text FROM readings r JOIN chunks c ON ${within(sql`c.id`)}
    WHERE ${isThis} AND c.ordinal >= ${range.from} AND c.ordinal < ${range.from + range.limit}
      AND NOT EXISTS (SELECT 1 FROM chunks_fts_docsize d WHERE d.id = c.id)`);
  await putTerms(db, file.campaignId, rows);
  if (range.from > 0) return;
  const pages = await db.all<WordPage>(sql`
    SELECT p.id, p.words FROM readings r JOIN word_pages p ON ${within(sql`p.id`)}
    WHERE ${isThis} AND NOT EXISTS (SELECT 1 FROM word_grams_docsize d WHERE d.id = p.id)`);
  await putGrams(db, file.campaignId, pages);
}

interface PassageTerms {
  readonly id: number;
  readonly heading: string;
  readonly text: string;
}
interface WordPage {
  readonly id: number;
  readonly words: string;
}

function within(id: SQL): SQL {
  return sql`${id} BETWEEN r.number * ${IDS_PER_READING} AND r.number * ${IDS_PER_READING} + ${IDS_PER_READING - 1}`;
}

async function putTerms(db: Database, campaignId: string, rows: readonly PassageTerms[]): Promise<void> {
  if (rows.length === 0) return;
  const mark = campaignMark(campaignId);
  const terms = rows.map((row) => [row.id, markedText(mark, row.heading), markedText(mark, row.text)]);
  await db.run(sql`
    INSERT OR REPLACE INTO chunks_fts (rowid, heading, text)
    SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(${JSON.stringify(terms)})`);
}

async function putGrams(db: Database, campaignId: string, pages: readonly WordPage[]): Promise<void> {
  const mark = campaignMark(campaignId);
  for (let from = 0; from < pages.length; from += ROWS_PER_STEP) {
    const rows = pages
      .slice(from, from + ROWS_PER_STEP)
      .map(({ id, words }) => [id, markedGrams(mark, words.split(" ")).join(" ")]);
    await db.run(sql`
      INSERT OR REPLACE INTO word_grams (rowid, grams)
      SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(rows)})`);
  }
}
