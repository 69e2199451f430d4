import type { CampaignId } from "../contracts/ids.ts";
import { type Problem, problem } from "../contracts/problems.ts";
import type { Database } from "../db/database.ts";
import { lastRestore, type RestoreRow } from "../db/read/restores.ts";
import { bringToRoom } from "../db/write/operator.ts";
import { changeRestore } from "../db/write/restores.ts";
import type { ApiBindings } from "./bindings.ts";
import { eraseAgain } from "./people/erase-again.ts";

interface At {
  env: ApiBindings;
  db: Database;
  now: number;
}

/**
 * The second half of a restore: the room goes on under new dice, whoever was erased since is erased again, and the row follows
 * the room. Whatever cut it off before, it may be done again.
 */
export async function finishRestore(
  { env, db, now }: At,
  { campaignId: id, epoch, diceEpoch, seq }: RestoreRow,
): Promise<{ seq: number; erased: number } | Problem> {
  const campaignId = id as CampaignId;
  const room = env.ROOM.getByName(campaignId);
  // Refused by a life of the room that has yet to end: what it wrote would be gone with it.
  const settled = await room.settleRestore({ epoch, diceEpoch, seq });
  if (!settled.ok) return settled.problem;
  const outline = await room.outline();
  if (outline === null) return problem("unavailable", { retryAfterMs: 1_000 });
  const erased = await eraseAgain({ env, db }, campaignId, outline);
  await bringToRoom(db, { id: campaignId, seq: outline.seq, status: outline.status });
  await changeRestore(db, { campaignId, finishedAt: now });
  return { seq: settled.seq, erased };
}

/** Why nobody may come in just now: null as a rule. A restore that was cut off in the middle is taken to its end first. */
export async function restoreUnderWay(at: At, campaignId: CampaignId): Promise<Problem | null> {
  const row = await lastRestore(at.db, campaignId);
  if (row === null || row.finishedAt !== null) return null;
  const detail = "This table is being put back to an earlier hour; it opens again in a moment.";
  const waits = problem("unavailable", { detail, retryAfterMs: 2_000 });
  // Whoever began it is most likely still at it.
  if (at.now - row.askedAt < FINISHED_WITHIN_MS) return waits;
  const finished = await finishRestore(at, row);
  return "slug" in finished ? waits : null;
}

const FINISHED_WITHIN_MS = 15_000;
