import { and, isNotNull, lt } from "drizzle-orm";
import type { Database } from "../database.ts";
import { deadJobs, endedSessions, idempotencyKeys, invites, signingKeys } from "../schema.ts";

const DAY_MS = 86_400_000;
/** Longer than any outbox of a client. */
export const IDEMPOTENCY_KEPT_MS = 30 * DAY_MS;
export const INVITE_KEPT_AFTER_EXPIRY_MS = 30 * DAY_MS;
export const DEAD_JOB_KEPT_MS = 90 * DAY_MS;
/** As long as a session signed by a retired key may live. */
export const RETIRED_KEY_TRUSTED_MS = 31 * DAY_MS;

/** Takes away what nobody can use any more. */
export async function deleteExpired(db: Database, now: number): Promise<void> {
  await db.batch([
    db.delete(endedSessions).where(lt(endedSessions.expiresAt, now)),
    db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, now - IDEMPOTENCY_KEPT_MS)),
    db.delete(invites).where(lt(invites.expiresAt, now - INVITE_KEPT_AFTER_EXPIRY_MS)),
    db.delete(deadJobs).where(lt(deadJobs.at, now - DEAD_JOB_KEPT_MS)),
    db
      .delete(signingKeys)
      .where(and(isNotNull(signingKeys.retiredAt), lt(signingKeys.retiredAt, now - RETIRED_KEY_TRUSTED_MS))),
  ]);
}
