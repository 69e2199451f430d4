import type { Database } from "./database.ts";
import { knownUploads } from "./read/uploads.ts";

const FILE = /^campaigns\/[^/]+\/files\/(u_[a-z2-7]{20})\//;
/** For so long the database can be put back to an hour before a file was brought: its bytes are no loss until then. */
export const LOST_AFTER_MS = 31 * 86_400_000;

/** Keys of objects whose file has no row, and has had none for longer than the database can be put back. */
export async function lostFiles(db: Database, { objects }: R2Objects, now: number): Promise<string[]> {
  const old = objects.filter(({ uploaded }) => now - uploaded.getTime() > LOST_AFTER_MS);
  const files = old.flatMap(({ key }) => {
    const uploadId = FILE.exec(key)?.[1];
    return uploadId === undefined ? [] : [{ key, uploadId }];
  });
  const known = await knownUploads(db, [...new Set(files.map(({ uploadId }) => uploadId))]);
  return files.filter(({ uploadId }) => !known.has(uploadId)).map(({ key }) => key);
}
