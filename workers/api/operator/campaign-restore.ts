import { problem } from "../../contracts/problems.ts";
import { lastRestore } from "../../db/read/restores.ts";
import { beginRestore, changeRestore, dropRestore } from "../../db/write/restores.ts";
import type { RestoreFloor } from "../bindings.ts";
import { finishRestore } from "../finish-restore.ts";
import { isProblem } from "../problem-response.ts";
import type { Operation } from "./operation.ts";

/**
 * Puts one campaign back to an earlier hour, in place. Written down first where the log stood: the room itself forgets that it
 * was put back, and the dice of the hours that are gone must not fall again.
 */
export const campaignRestore: Operation<"campaign-restore"> = async ({ env, db, now, body }) => {
  const { campaignId, to, dryRun } = body;
  const room = env.ROOM.getByName(campaignId);
  const before = await lastRestore(db, campaignId);
  const floor = highest(await room.restoreFloor(), before);
  if (floor === null) return problem("not-found");
  if (dryRun) return { result: `would leave event ${floor.seq}`, answer: { from: floor, undo: null } };
  const { epoch, diceEpoch, seq: goneSeq } = floor;
  const row = { campaignId, askedAt: now, epoch, diceEpoch, seq: goneSeq, undo: null, finishedAt: null };
  await beginRestore(db, row);
  const back = await room.putBack(to);
  if (!back.ok) {
    // One that has yet to be finished keeps the door shut.
    if (before === null) await dropRestore(db, campaignId);
    else await beginRestore(db, before);
    return back.problem;
  }
  await changeRestore(db, { campaignId, undo: back.undo });
  // The call ends with the object that it ends.
  await room.restart().catch(() => {});
  const finished = await finishRestore({ env, db, now }, row);
  if (isProblem(finished)) return { ...finished, detail: `${finished.detail ?? ""} Undo with --bookmark ${back.undo}` };
  const { seq, erased } = finished;
  return {
    result: `from event ${floor.seq} back, goes on at ${seq}; undo ${back.undo}`,
    answer: { from: floor, seq, undo: back.undo, erasedAgain: erased },
    trail: { verb: "keeper-put-back", campaignId },
  };
};

/** Above everything this campaign has ever had, also where a restore before this one has put it back, or emptied it. */
function highest(now: RestoreFloor | null, before: RestoreFloor | null): RestoreFloor | null {
  if (now === null || before === null) return now ?? before;
  return {
    epoch: Math.max(now.epoch, before.epoch),
    diceEpoch: Math.max(now.diceEpoch, before.diceEpoch),
    seq: Math.max(now.seq, before.seq),
  };
}
