import { openDatabase } from "../db/database.ts";
import { lostFiles } from "../db/lost-files.ts";
import type { JobBindings } from "./bindings.ts";

/** Lists of a thousand objects in one sweep. A larger store takes several nights. */
const LISTS_MAX = 40;

/**
 * Deletes objects of files that have had no row for a month: written by a job that was still at work when the file was
 * deleted. Not sooner, because a database that was put back to an earlier hour has no rows of what came since. It begins at another place every time, so that also a store too large for one sweep is swept in the end.
 */
export async function sweepLostFiles(
  env: Pick<JobBindings, "DB" | "FILES">,
  { startAfter, now }: { startAfter: string; now: number },
): Promise<void> {
  const db = openDatabase(env.DB);
  let place: R2ListOptions = { startAfter };
  let isBehindStart = true;
  for (let lists = 0; lists < LISTS_MAX; lists += 1) {
    const listed: R2Objects = await env.FILES.list({ prefix: "campaigns/", ...place });
    const lost = await lostFiles(db, listed, now);
    if (lost.length > 0) await env.FILES.delete(lost);
    const last = listed.objects.at(-1)?.key ?? "";
    if (!isBehindStart && (!listed.truncated || last >= startAfter)) return;
    if (!listed.truncated) isBehindStart = false;
    place = listed.truncated ? { cursor: listed.cursor } : {};
  }
}

/** A place among the campaigns, anywhere. */
export function anyStart(): string {
  const letters = Array.from(
    crypto.getRandomValues(new Uint8Array(4)),
    (byte) => "abcdefghijklmnopqrstuvwxyz234567"[byte & 31],
  );
  return `campaigns/c_${letters.join("")}`;
}
