import { type Problem, problem } from "../contracts/problems.ts";
import type { Database } from "../db/database.ts";
import { bytesOfOwner, tablesBegunSince } from "../db/read/quotas.ts";
import type { ApiBindings } from "./bindings.ts";
import { isDevProfile } from "./profile.ts";

/** What one account may make a deployer keep. Nobody who plays comes near; a script does, and every table is a room for good. */
export const TABLES_A_DAY = 20;
export const OWNER_BYTES_MAX = 5 * 1_024 * 1_024 * 1_024;
const DAY_MS = 86_400_000;

/** Why this account may begin no further table just now, or null. On one's own machine nobody counts. */
export async function tooManyTables(
  { env, db, now }: { env: ApiBindings; db: Database; now: number },
  accountId: string,
): Promise<Problem | null> {
  if (isDevProfile(env)) return null;
  const begun = await tablesBegunSince(db, { accountId, since: now - DAY_MS });
  if (begun < TABLES_A_DAY) return null;
  const detail = `You have begun ${TABLES_A_DAY} tables since yesterday. Go on with one of them, or come back tomorrow.`;
  return problem("too-many-tables", { detail });
}

/** Why whoever owns this campaign has no room for so many bytes more, over all campaigns of theirs; or null. */
export async function ownerHasNoRoom(
  { env, db }: { env: ApiBindings; db: Database },
  more: { campaignId: string; bytes: number },
): Promise<Problem | null> {
  if (isDevProfile(env)) return null;
  const used = await bytesOfOwner(db, more.campaignId);
  if (used + more.bytes <= OWNER_BYTES_MAX) return null;
  const detail = "The campaigns of this table's owner keep 5 GB of files in all; delete some there first.";
  return problem("library-full", { detail });
}
