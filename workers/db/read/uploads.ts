import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { MemberId } from "../../contracts/ids.ts";
import { type UploadCard, UploadId } from "../../contracts/library.ts";
import type { Database } from "../database.ts";
import { chunks, uploadParts, uploads } from "../schema.ts";
import { inSightOf } from "./upload-sight.ts";

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

/** How long a file may stand untouched while it is being read, before its job is sent again. */
export const STUCK_AFTER_MS = 30 * 60_000;

/** A campaign's files, the newest first, without deleted ones. */
export async function uploadsOfCampaign(
  db: Database,
  query: { campaignId: string; onlyForPlayers: boolean; limit: number },
): Promise<UploadRow[]> {
  const inSight = inSightOf(query.onlyForPlayers ? "players" : "gm");
  return await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.campaignId, query.campaignId), inSight))
    .orderBy(desc(uploads.createdAt), desc(uploads.id))
    .limit(query.limit);
}

/**
 * One file of this very campaign, or null; a deleted one is not there. Of a campaign that goes on from the history of another
 * it may be named as that history names it.
 */
export async function uploadOfCampaign(
  db: Database,
  key: { campaignId: string; id: string },
): Promise<UploadRow | null> {
  const row = await db
    .select()
    .from(uploads)
    .where(
      and(
        or(eq(uploads.id, key.id), eq(uploads.originId, key.id)),
        eq(uploads.campaignId, key.campaignId),
        isNull(uploads.deletedAt),
      ),
    )
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

/** Files whose bytes stopped coming before this moment, or never came. */
export async function abandonedUploads(db: Database, query: { before: number; limit: number }): Promise<UploadRow[]> {
  return await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.status, "pending"), lt(uploads.updatedAt, query.before), isNull(uploads.deletedAt)))
    .limit(query.limit);
}

/** Files that should have come along with a history by now. */
export async function waitingCopies(db: Database, query: { before: number; limit: number }): Promise<UploadRow[]> {
  return await db
    .select()
    .from(uploads)
    .where(
      and(
        eq(uploads.status, "pending"),
        lt(uploads.updatedAt, query.before),
        isNotNull(uploads.originId),
        isNull(uploads.multipartId),
        isNull(uploads.deletedAt),
      ),
    )
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

/** Tombstones that should be gone by now, those first that nobody has tried to take away for the longest. */
export async function lingeringTombstones(
  db: Database,
  query: { before: number; limit: number },
): Promise<{ id: string; campaignId: string }[]> {
  return await db
    .select({ id: uploads.id, campaignId: uploads.campaignId })
    .from(uploads)
    .where(and(isNotNull(uploads.deletedAt), lt(uploads.deletedAt, query.before), lt(uploads.updatedAt, query.before)))
    .orderBy(asc(uploads.updatedAt))
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

/** What stands first under a heading of a file. */
export interface HeadingRow {
  kind: "prose" | "stat-block" | "table" | "list";
  heading: string;
  page: number;
  ordinal: number;
  text: string;
}

/** The beginnings of what stands under the headings of some files, in reading order: a list for each file. */
export async function headingRows(
  db: Database,
  files: readonly { readonly id: string; readonly version: number; readonly from: number }[],
  limit: number,
): Promise<HeadingRow[][]> {
  const before = alias(chunks, "before");
  // Small sections stand together in a passage, each under its own line.
  const opensSections = sql`substr(${chunks.text}, 1, 1) = '#'`;
  const queries = files.map(({ id, version, from }) =>
    db
      .select({
        kind: chunks.kind,
        heading: chunks.heading,
        page: chunks.pageFrom,
        ordinal: chunks.ordinal,
        text: sql<string>`substr(${chunks.text}, 1, 800)`,
      })
      .from(chunks)
      // The same heading again is the same text going on.
      .leftJoin(
        before,
        and(eq(before.uploadId, id), eq(before.version, version), sql`${before.ordinal} = ${chunks.ordinal} - 1`),
      )
      .where(
        and(
          eq(chunks.uploadId, id),
          eq(chunks.version, version),
          gte(chunks.ordinal, from),
          or(ne(chunks.heading, ""), eq(chunks.kind, "stat-block"), opensSections),
          or(isNull(before.id), ne(before.heading, chunks.heading), ne(before.kind, chunks.kind), opensSections),
        ),
      )
      .orderBy(asc(chunks.ordinal))
      .limit(limit),
  );
  const [first, ...others] = queries;
  return first === undefined ? [] : await db.batch([first, ...others]);
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
