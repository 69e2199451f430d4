import { type Database, openDatabase } from "../db/database.ts";
import { knownUploads } from "../db/read/uploads.ts";
import type { JobBindings } from "./bindings.ts";

/** Lists of a thousand objects in one sweep. A larger store takes several nights. */
const LISTS_MAX = 40;
const FILE = /^campaigns\/[^/]+\/files\/(u_[a-z2-7]{20})\//;

/**
 * Deletes objects of files that have no row any more: written by a job that was still at work when the file was deleted. It
 * begins at another place every time, so that also a store too large for one sweep is swept in the end.
 */
export async function sweepLostFiles(env: Pick<JobBindings, "DB" | "FILES">, startAfter: string): Promise<void> {
  const db = openDatabase(env.DB);
  let place: R2ListOptions = { startAfter };
  let isBehindStart = true;
  for (let lists = 0; lists < LISTS_MAX; lists += 1) {
    const listed: R2Objects = await env.FILES.list({ prefix: "campaigns/", ...place });
    await deleteLost(env, db, listed);
    const last = listed.objects.at(-1)?.key ?? "";
    if (!isBehindStart && (!listed.truncated || last >= startAfter)) return;
    if (!listed.truncated) isBehindStart = false;
    place = listed.truncated ? { cursor: listed.cursor } : {};
  }
}

async function deleteLost(env: Pick<JobBindings, "FILES">, db: Database, { objects }: R2Objects): Promise<void> {
  const files = objects.flatMap(({ key }) => {
    const uploadId = FILE.exec(key)?.[1];
    return uploadId === undefined ? [] : [{ key, uploadId }];
  });
  // A row is written before the first byte and outlives the last, so what has none now is lost for good.
  const known = await knownUploads(db, [...new Set(files.map(({ uploadId }) => uploadId))]);
  const lost = files.filter(({ uploadId }) => !known.has(uploadId)).map(({ key }) => key);
  if (lost.length > 0) await env.FILES.delete(lost);
}

/** A place among the campaigns, anywhere. */
export function anyStart(): string {
  const letters = Array.from(
    crypto.getRandomValues(new Uint8Array(4)),
    (byte) => "abcdefghijklmnopqrstuvwxyz234567"[byte & 31],
  );
  return `campaigns/c_${letters.join("")}`;
}
