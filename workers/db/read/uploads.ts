import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import { MemberId } from "../../contracts/ids.ts";
import { type UploadCard, UploadId } from "../../contracts/library.ts";
import type { Database } from "../database.ts";
import { chunks, uploadParts, uploads } from "../schema.ts";

export type UploadRow = typeof uploads.$inferSelect;
export type UploadPartRow = typeof uploadParts.$inferSelect;

/** A file as its people see it. */
export function uploadCard(row: UploadRow): UploadCard {
  const { id, title, kind, mediaType, sizeBytes, visibility, status, pagesTotal, pagesDone, chunksTotal, chunksDone } =
    row;
  return {
    ...{ id: UploadId.parse(id), title, kind, mediaType, sizeBytes, visibility, status },
    ...{ pagesTotal, pagesDone, chunksTotal, chunksDone, searchable: chunksTotal > 0 },
    ...{ note: row.note, reason: row.reason, addedBy: MemberId.parse(row.addedBy) },
    ...{ createdAt: row.createdAt, updatedAt: row.updatedAt },
  };
}

/** A file that is only being indexed, for the first time or anew, has been read and can be opened. */
export const OPEN_TO_PLAYERS: readonly UploadRow["status"][] = ["indexing", "ready"];

/** How long a file may stand untouched while it is being read, before its job is sent again. */
export const STUCK_AFTER_MS = 30 * 60_000;

/** A campaign's files, the newest first, without deleted ones. */
export async function uploadsOfCampaign(
  db: Database,
  query: { campaignId: string; onlyForPlayers: boolean; limit: number },
): Promise<UploadRow[]> {
  const forPlayers = query.onlyForPlayers
    ? and(eq(uploads.visibility, "players"), inArray(uploads.status, [...OPEN_TO_PLAYERS]))
    : undefined;
  return await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.campaignId, query.campaignId), isNull(uploads.deletedAt), forPlayers))
    .orderBy(desc(uploads.createdAt), desc(uploads.id))
    .limit(query.limit);
}

/** One file of this very campaign, or null; a deleted one is not there. */
export async function uploadOfCampaign(
  db: Database,
  key: { campaignId: string; id: string },
): Promise<UploadRow | null> {
  const row = await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.id, key.id), eq(uploads.campaignId, key.campaignId), isNull(uploads.deletedAt)))
    .get();
  return row ?? null;
}

/** A file by its id, deleted or not: for what cleans up. */
export async function uploadRow(db: Database, id: string): Promise<UploadRow | null> {
  return (await db.select().from(uploads).where(eq(uploads.id, id)).get()) ?? null;
}

/** What a campaign's files take up, deleted ones not counted. */
export async function libraryUse(db: Database, campaignId: string): Promise<{ bytes: number; files: number }> {
  const row = await db
    .select({ bytes: sql<number>`coalesce(sum(${uploads.sizeBytes}), 0)`, files: count() })
    .from(uploads)
    .where(and(eq(uploads.campaignId, campaignId), isNull(uploads.deletedAt)))
    .get();
  return row ?? { bytes: 0, files: 0 };
}

/** Parts of a file that have arrived, in order. */
export async function partsOfUpload(db: Database, uploadId: string): Promise<UploadPartRow[]> {
  return await db.select().from(uploadParts).where(eq(uploadParts.uploadId, uploadId)).orderBy(asc(uploadParts.part));
}

/** Files whose passages can be put into an index. */
export async function readFiles(db: Database, campaignId: string): Promise<{ id: string; version: number }[]> {
  return await db
    .select({ id: uploads.id, version: uploads.version })
    .from(uploads)
    .where(
      and(
        eq(uploads.campaignId, campaignId),
        eq(uploads.status, "ready"),
        ne(uploads.kind, "image"),
        isNull(uploads.deletedAt),
      ),
    );
}

/** Files whose bytes never came, before this moment. */
export async function abandonedUploads(db: Database, query: { before: number; limit: number }): Promise<UploadRow[]> {
  return await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.status, "pending"), lt(uploads.createdAt, query.before), isNull(uploads.deletedAt)))
    .limit(query.limit);
}

/** Files that are being read and that nobody has touched since, the longest first. */
export async function stuckUploads(db: Database, query: { before: number; limit: number }): Promise<UploadRow[]> {
  return await db
    .select()
    .from(uploads)
    .where(
      and(
        inArray(uploads.status, ["stored", "extracting", "chunking", "indexing"]),
        lt(uploads.updatedAt, query.before),
        isNull(uploads.deletedAt),
      ),
    )
    .orderBy(asc(uploads.updatedAt))
    .limit(query.limit);
}

/** Tombstones that should be gone by now. */
export async function lingeringTombstones(
  db: Database,
  query: { before: number; limit: number },
): Promise<{ id: string; campaignId: string }[]> {
  return await db
    .select({ id: uploads.id, campaignId: uploads.campaignId })
    .from(uploads)
    .where(and(isNotNull(uploads.deletedAt), lt(uploads.deletedAt, query.before)))
    .orderBy(asc(uploads.deletedAt))
    .limit(query.limit);
}

/** Which of these files have a row, deleted or not. */
export async function knownUploads(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: uploads.id })
    .from(uploads)
    .where(sql`${uploads.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
  return new Set(rows.map(({ id }) => id));
}

export interface SuggestionRow {
  uploadId: string;
  title: string;
  kind: "prose" | "stat-block" | "table" | "list";
  heading: string;
  page: number;
  text: string;
}

/** The beginning of what stands under each heading of the files that have been read, in reading order. */
export async function suggestionRows(
  db: Database,
  query: { campaignId: string; ordinalBelow: number; limit: number },
): Promise<SuggestionRow[]> {
  return await db
    .select({
      uploadId: uploads.id,
      title: uploads.title,
      kind: chunks.kind,
      heading: chunks.heading,
      page: chunks.pageFrom,
      text: sql<string>`substr(${chunks.text}, 1, 800)`,
      // With min() alone SQLite takes the other columns from the row that has the minimum.
      first: sql<number>`min(${chunks.ordinal})`,
    })
    .from(uploads)
    .innerJoin(chunks, and(eq(chunks.uploadId, uploads.id), eq(chunks.version, uploads.version)))
    .where(
      and(
        eq(uploads.campaignId, query.campaignId),
        inArray(uploads.status, [...OPEN_TO_PLAYERS]),
        isNull(uploads.deletedAt),
        or(ne(chunks.heading, ""), eq(chunks.kind, "stat-block")),
        lt(chunks.ordinal, query.ordinalBelow),
      ),
    )
    .groupBy(uploads.id, chunks.heading)
    .orderBy(desc(uploads.createdAt), uploads.id, sql`min(${chunks.ordinal})`)
    .limit(query.limit);
}
