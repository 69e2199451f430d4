import type { SessionRow } from "../../db/read/sessions.ts";

/** Tabs of one browser wake together and all send the secret they had: for so long the one before is forgiven. */
export const REFRESH_GRACE_MS = 30_000;

/**
 * What a refresh secret is worth that came with the right family.
 * - `rotate`: the newest; a new one takes its place.
 * - `forgive`: the one before, a moment ago. It lets in, and the answer to the other tab carries the new one.
 * - `again`: the one before, and nobody has ever shown what followed it: that answer was lost on the way. A phone that
 *   leaves the train's wifi at the wrong second must not lose its place, so what followed is replaced.
 * - `stolen`: used before. Two parties hold one secret, and nobody can tell which is the thief.
 */
export type RefreshVerdict = "rotate" | "forgive" | "again" | "stolen";

type Refreshable = Pick<SessionRow, "secretHash" | "previousHash" | "rotatedAt" | "generation" | "seenGeneration">;

/** Judges by hashes alone; what it finds is for the caller to carry out. */
export function judgeRefresh(session: Refreshable, shown: { hash: string; now: number }): RefreshVerdict {
  if (shown.hash === session.secretHash) return "rotate";
  if (shown.hash !== session.previousHash) return "stolen";
  if (shown.now - session.rotatedAt <= REFRESH_GRACE_MS) return "forgive";
  return session.seenGeneration < session.generation ? "again" : "stolen";
}
