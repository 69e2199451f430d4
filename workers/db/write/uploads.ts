import { and, eq, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { Visibility } from "../../contracts/library.ts";
import type { Database } from "../database.ts";
import type { UploadPartRow, UploadRow } from "../read/uploads.ts";
import { idempotencyKeys, uploadParts, uploads } from "../schema.ts";

interface UploadKey {
  readonly campaignId: string;
  readonly id: string;
}
const standing = ({ campaignId, id }: UploadKey) =>
  and(eq(uploads.id, id), eq(uploads.campaignId, campaignId), isNull(uploads.deletedAt));

/**
 * Writes the row of a new file if there is room for it: count and write are one statement, so two files at one moment
 * cannot share the last bytes. Written before, it changes nothing.
 */
export async function saveNewUpload(
  db: Database,
  row: Pick<
    UploadRow,
    "id" | "campaignId" | "addedBy" | "title" | "kind" | "mediaType" | "sizeBytes" | "visibility"
  > & {
    originId?: string;
    now: number;
    bytesMax: number;
    filesMax: number;
  },
): Promise<void> {
  await db.run(sql`
    INSERT INTO uploads (id, campaign_id, origin_id, added_by, title, kind, media_type, size_bytes, visibility, status, version,
      pages_done, chars_done, chunks_total, chunks_done, created_at, updated_at)
    SELECT ${row.id}, ${row.campaignId}, ${row.originId ?? null}, ${row.addedBy}, ${row.title}, ${row.kind}, ${row.mediaType}, ${row.sizeBytes},
      ${row.visibility}, 'pending', 1, 0, 0, 0, 0, ${row.now}, ${row.now}
    FROM (
      SELECT count(*) AS files, coalesce(sum(size_bytes), 0) AS bytes FROM uploads
      WHERE campaign_id = ${row.campaignId} AND deleted_at IS NULL
    ) AS used
    WHERE used.files < ${row.filesMax} AND used.bytes + ${row.sizeBytes} <= ${row.bytesMax}
    ON CONFLICT DO NOTHING`);
}

/**
 * Writes the rows of files that come along from another campaign, in this order, in one statement. Their bytes are copied
 * afterwards; until then they stand as on their way.
 */
export async function saveCopies(
  db: Database,
  way: { to: string; files: readonly { readonly id: string; readonly from: string }[]; now: number },
): Promise<void> {
  const { to, files, now } = way;
  await db.run(sql`
    INSERT INTO uploads (id, campaign_id, origin_id, added_by, title, kind, media_type, size_bytes, visibility, status,
      version, pages_done, chars_done, chunks_total, chunks_done, created_at, updated_at)
    SELECT json_extract(copy.value, '$.id'), ${to}, coalesce(source.origin_id, source.id), source.added_by, source.title,
      source.kind, source.media_type, source.size_bytes, source.visibility, 'pending', 1, 0, 0, 0, 0,
      ${now} + copy.key, ${now}
    FROM json_each(${JSON.stringify(files)}) AS copy JOIN uploads AS source ON source.id = json_extract(copy.value, '$.from')
    WHERE true
    ON CONFLICT DO NOTHING`);
}

/** Which multipart upload takes the parts of a file. The first of two that open one wins; everybody gets the winner. */
export async function claimMultipart(db: Database, key: UploadKey, multipartId: string): Promise<string | null> {
  const row = await db
    .update(uploads)
    .set({ multipartId: sql`coalesce(${uploads.multipartId}, ${multipartId})` })
    .where(and(standing(key), eq(uploads.status, "pending")))
    .returning({ multipartId: uploads.multipartId })
    .get();
  return row?.multipartId ?? null;
}

/** Forgets a multipart upload that R2 does not know any more, and the parts that went with it. */
export async function forgetMultipart(db: Database, key: UploadKey, multipartId: string): Promise<void> {
  await db.batch([
    db.delete(uploadParts).where(eq(uploadParts.uploadId, key.id)),
    db
      .update(uploads)
      .set({ multipartId: null })
      .where(and(standing(key), eq(uploads.multipartId, multipartId))),
  ]);
}

/**
 * Writes down that a part has arrived, in place of an earlier one, and what the first has shown the file to be: together, so
 * that of two first parts the kind and the etag are of one. False when the file is not waiting for any.
 */
export async function savePart(
  db: Database,
  key: UploadKey,
  part: Pick<UploadPartRow, "part" | "etag" | "sizeBytes"> & {
    is: Pick<UploadRow, "kind" | "mediaType"> | null;
    now: number;
  },
): Promise<boolean> {
  const { etag, sizeBytes, is } = part;
  const waiting = and(standing(key), eq(uploads.status, "pending"));
  const save = db
    .insert(uploadParts)
    .select(
      db
        .select({
          uploadId: uploads.id,
          part: sql<number>`${part.part}`.as("part"),
          etag: sql<string>`${etag}`.as("etag"),
          sizeBytes: sql<number>`${sizeBytes}`.as("size_bytes"),
        })
        .from(uploads)
        .where(waiting),
    )
    .onConflictDoUpdate({ target: [uploadParts.uploadId, uploadParts.part], set: { etag, sizeBytes } })
    .returning({ part: uploadParts.part });
  // A file whose parts still come is not one that was left.
  const touch = db
    .update(uploads)
    .set({ ...is, updatedAt: part.now })
    .where(waiting);
  const [saved] = await db.batch([save, touch]);
  return saved.length > 0;
}

/** All bytes are there. Null when somebody else wrote that, or the file was deleted meanwhile. */
export async function markArrived(
  db: Database,
  key: UploadKey,
  arrived: { status: "stored" | "ready"; sizeBytes: number; now: number },
): Promise<UploadRow | null> {
  const [rows] = await db.batch([
    db
      .update(uploads)
      .set({ status: arrived.status, sizeBytes: arrived.sizeBytes, multipartId: null, updatedAt: arrived.now })
      .where(and(standing(key), eq(uploads.status, "pending")))
      .returning(),
    db.delete(uploadParts).where(sql`${uploadParts.uploadId} = ${key.id} AND EXISTS (
        SELECT 1 FROM uploads WHERE uploads.id = ${key.id} AND uploads.status <> 'pending')`),
  ]);
  return rows[0] ?? null;
}

/** Another title or other eyes; both count from the next request on. Null when there is no such file. */
export async function changeUpload(
  db: Database,
  key: UploadKey,
  change: { title?: string; visibility?: Visibility; now: number },
): Promise<UploadRow | null> {
  const { now: updatedAt, ...set } = change;
  // The sweeper takes files that nobody has touched, and a new name is no progress in reading.
  const touch = sql`CASE WHEN ${uploads.status} IN ('ready', 'failed') THEN ${updatedAt} ELSE ${uploads.updatedAt} END`;
  const row = await db
    .update(uploads)
    .set({ ...set, updatedAt: touch })
    .where(standing(key))
    .returning()
    .get();
  return row ?? null;
}

/**
 * Opens a file to players, once for a request: sent again, it leaves the file as whoever has changed it since has left it.
 */
export async function openOnce(
  db: Database,
  key: UploadKey,
  request: { readonly accountId: string; readonly key: string; readonly now: number },
): Promise<void> {
  const { accountId, now } = request;
  const claim = { accountId, key: `show ${request.key}`, bodyHash: "", madeId: key.id, createdAt: now };
  const isDone = sql`EXISTS (SELECT 1 FROM ${idempotencyKeys}
    WHERE ${idempotencyKeys.accountId} = ${claim.accountId} AND ${idempotencyKeys.key} = ${claim.key})`;
  await db.batch([
    db
      .update(uploads)
      .set({ visibility: "players", updatedAt: now })
      .where(and(standing(key), eq(uploads.status, "ready"), sql`NOT ${isDone}`)),
    db.insert(idempotencyKeys).values(claim).onConflictDoNothing(),
  ]);
}

/**
 * Whether the files of a campaign may be indexed anew now: 0, or for how long not yet. It is kept among the keys of
 * requests, which is what it is: a request that is not to be made twice.
 */
export async function waitToIndex(
  db: Database,
  { campaignId, now, everyMs }: { readonly campaignId: string; readonly now: number; readonly everyMs: number },
): Promise<number> {
  const claim = { accountId: campaignId, key: "reindex", bodyHash: "", madeId: campaignId, createdAt: now };
  const [claimed, [last]] = await db.batch([
    db
      .insert(idempotencyKeys)
      .values(claim)
      .onConflictDoUpdate({
        target: [idempotencyKeys.accountId, idempotencyKeys.key],
        set: { createdAt: now },
        setWhere: lte(idempotencyKeys.createdAt, now - everyMs),
      })
      .returning({ at: idempotencyKeys.createdAt }),
    db
      .select({ at: idempotencyKeys.createdAt })
      .from(idempotencyKeys)
      .where(and(eq(idempotencyKeys.accountId, campaignId), eq(idempotencyKeys.key, claim.key))),
  ]);
  return claimed.length > 0 ? 0 : Math.max(1, (last?.at ?? now) + everyMs - now);
}

/** Starts a new reading of a file from its bytes. Null when another request did, or it is not in that state any more. */
export async function readAgain(
  db: Database,
  key: UploadKey,
  from: { version: number; status: UploadRow["status"]; now: number },
): Promise<UploadRow | null> {
  const row = await db
    .update(uploads)
    .set({
      ...{ status: "stored", version: from.version + 1, pagesTotal: null, pagesDone: 0, charsDone: 0 },
      ...{ chunksTotal: 0, chunksDone: 0, note: null, reason: null, updatedAt: from.now },
    })
    .where(and(standing(key), eq(uploads.version, from.version), eq(uploads.status, from.status)))
    .returning()
    .get();
  return row ?? null;
}

/** Says that its job has been sent again, so that it is not sent every few minutes; of a deleted file the deletion. */
export async function touchUploads(db: Database, ids: readonly string[], now: number): Promise<void> {
  await db
    .update(uploads)
    .set({ updatedAt: now })
    .where(
      and(
        sql`${uploads.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        or(isNotNull(uploads.deletedAt), inArray(uploads.status, ["stored", "extracting", "chunking", "indexing"])),
      ),
    );
}

/** From here on nobody sees the file; what is left of it is taken away afterwards. False when it was not there. */
export async function buryUpload(db: Database, key: UploadKey, now: number): Promise<boolean> {
  const rows = await db.update(uploads).set({ deletedAt: now }).where(standing(key)).returning({ id: uploads.id });
  return rows.length > 0;
}

/** The last that was left of a deleted file. One that is not deleted stays. */
export async function eraseUploadRows(db: Database, id: string): Promise<void> {
  await db.batch([
    db.delete(uploadParts).where(sql`${uploadParts.uploadId} = ${id} AND NOT EXISTS (
        SELECT 1 FROM uploads WHERE uploads.id = ${id} AND uploads.deleted_at IS NULL)`),
    db.delete(uploads).where(and(eq(uploads.id, id), isNotNull(uploads.deletedAt))),
  ]);
}
