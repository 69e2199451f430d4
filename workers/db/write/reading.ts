import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { UploadRow } from "../read/uploads.ts";
import { uploads } from "../schema.ts";

/** One reading of one file. */
interface FileVersion {
  readonly campaignId: string;
  readonly uploadId: string;
  readonly version: number;
}

/**
 * Where a reading stands. In `stored`, `extracting` and `chunking` the pages count, each stage for itself, in `indexing` the
 * passages. What moves a row names where it found it, so of two that did the same work one moves it.
 */
type Standing = Pick<UploadRow, "status" | "pagesDone" | "chunksDone">;

/** What a stage may write. */
export type ReadingChange = Partial<
  Pick<
    UploadRow,
    | ("status" | "pagesTotal" | "pagesDone" | "charsDone" | "chunksTotal" | "chunksDone")
    | ("embedderId" | "note" | "reason")
  >
>;

const current = (file: FileVersion) =>
  and(
    eq(uploads.id, file.uploadId),
    eq(uploads.campaignId, file.campaignId),
    eq(uploads.version, file.version),
    isNull(uploads.deletedAt),
  );

const at = ({ status, pagesDone, chunksDone }: Standing) =>
  and(eq(uploads.status, status), eq(uploads.pagesDone, pagesDone), eq(uploads.chunksDone, chunksDone));

/** Moves a row on from where it stands. Null when it stands elsewhere by now, is of another reading, or deleted. */
export async function moveReading(
  db: Database,
  file: FileVersion,
  from: Standing,
  change: ReadingChange & { updatedAt: number },
): Promise<UploadRow | null> {
  const moved = await db
    .update(uploads)
    .set(change)
    .where(and(current(file), at(from)))
    .returning()
    .get();
  return moved ?? null;
}

/** Sends a file that has been read back to be indexed anew. Null when it is not ready. */
export async function indexAgain(db: Database, file: FileVersion, updatedAt: number): Promise<UploadRow | null> {
  const row = await db
    .update(uploads)
    .set({ status: "indexing", chunksDone: 0, updatedAt })
    .where(and(current(file), eq(uploads.status, "ready")))
    .returning()
    .get();
  return row ?? null;
}
