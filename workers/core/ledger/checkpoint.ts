/** A signed checkpoint is due when so many events have come since the last. */
export const CHECKPOINT_EVERY = 64;
/** Later than this a verifier complains. */
export const CHECKPOINT_OVERDUE = 2 * CHECKPOINT_EVERY;

/** Whether the event after `seq` should be a checkpoint. `lastThroughSeq` is 0 before the first. */
export function isCheckpointDue(seq: number, lastThroughSeq: number): boolean {
  return seq - lastThroughSeq >= CHECKPOINT_EVERY;
}
