import { and, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { readings, uploads } from "../schema.ts";
import { IDS_PER_READING } from "./chunks.ts";

/** The kinds of index that vectors may lie in. */
export type VectorsIn = NonNullable<(typeof readings.$inferSelect)["vectorsIn"]>;

export interface EmbeddedReading {
  readonly version: number;
  readonly embedderId: string;
  readonly embeddedTo: number;
  readonly vectorsIn: VectorsIn;
}

/** What stands for an embedder where none can be used, and files are found by their words alone. */
export const NO_EMBEDDER = "none";

/** The readings of a file that may have vectors: all, or one. */
export async function embeddedReadings(
  db: Database,
  file: { readonly uploadId: string; readonly version?: number },
): Promise<EmbeddedReading[]> {
  const rows = await db
    .select({
      version: readings.version,
      embedderId: readings.embedderId,
      embeddedTo: readings.embeddedTo,
      vectorsIn: readings.vectorsIn,
    })
    .from(readings)
    .where(
      and(
        eq(readings.uploadId, file.uploadId),
        isNotNull(readings.embedderId),
        gt(readings.embeddedTo, 0),
        file.version === undefined ? undefined : eq(readings.version, file.version),
      ),
    );
  return rows.map((row) => ({ ...row, embedderId: row.embedderId ?? "", vectorsIn: row.vectorsIn ?? "local" }));
}

/**
 * The files of a campaign that indexing anew would change: their vectors are of another embedder, in another kind of index
 * or not all there, or the full-text index has lost some of them. Without an embedder only the words count.
 */
export async function readingsToIndex(
  db: Database,
  campaignId: string,
  embedderId: string,
  vectorsIn?: VectorsIn,
): Promise<{ id: string; version: number }[]> {
  const idsOf = (table: "chunks_fts_docsize" | "word_grams_docsize" | "word_pages") => sql`
    (SELECT count(*) FROM ${sql.identifier(table)} t
      WHERE t.id BETWEEN r.number * ${IDS_PER_READING} AND r.number * ${IDS_PER_READING} + ${IDS_PER_READING - 1})`;
  const lacksVectors = sql`(r.embedder_id IS NOT ${embedderId} OR u.chunks_done < u.chunks_total
    OR r.vectors_in IS NOT ${vectorsIn ?? sql`r.vectors_in`})`;
  return await db.all<{ id: string; version: number }>(sql`
    SELECT u.id, u.version FROM uploads u JOIN readings r ON r.upload_id = u.id AND r.version = u.version
    WHERE u.campaign_id = ${campaignId} AND u.status = 'ready' AND u.deleted_at IS NULL
      AND (${embedderId === NO_EMBEDDER ? sql`false` : lacksVectors}
        OR ${idsOf("chunks_fts_docsize")} < u.chunks_total
        OR ${idsOf("word_grams_docsize")} < ${idsOf("word_pages")})
    ORDER BY u.created_at, u.id`);
}

/** Whether this reading is the one that counts, of a file that is not deleted. */
export async function isCurrentReading(
  db: Database,
  file: { readonly campaignId: string; readonly uploadId: string; readonly version: number },
): Promise<boolean> {
  const row = await db
    .select({ id: uploads.id })
    .from(uploads)
    .where(
      and(
        eq(uploads.id, file.uploadId),
        eq(uploads.campaignId, file.campaignId),
        eq(uploads.version, file.version),
        isNull(uploads.deletedAt),
      ),
    )
    .get();
  return row !== undefined;
}
