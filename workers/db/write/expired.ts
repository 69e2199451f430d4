import { and, eq, isNotNull, lt, or } from "drizzle-orm";
import type { Database } from "../database.ts";
import {
  ceremonies,
  deadJobs,
  endedSessions,
  idempotencyKeys,
  invites,
  joinRequests,
  sessions,
  signingKeys,
} from "../schema.ts";

const DAY_MS = 86_400_000;
/** Longer than any outbox of a client. */
export const IDEMPOTENCY_KEPT_MS = 30 * DAY_MS;
export const INVITE_KEPT_AFTER_EXPIRY_MS = 30 * DAY_MS;
/** Who was not let in may ask again on another day. */
export const REFUSAL_KEPT_MS = DAY_MS;
export const REQUEST_KEPT_MS = 30 * DAY_MS;
export const DEAD_JOB_KEPT_MS = 90 * DAY_MS;
/** An ended session must be known as ended until no token of it is good, and one exchanged for it may live a month. */
export const ENDED_SESSION_KEPT_MS = 31 * DAY_MS;
/** As long as a session of the old kind, signed by a retired key, may live. */
export const RETIRED_KEY_TRUSTED_MS = 31 * DAY_MS;

/** Takes away what nobody can use any more. */
export async function deleteExpired(db: Database, now: number): Promise<void> {
  await db.batch([
    db.delete(endedSessions).where(lt(endedSessions.expiresAt, now)),
    db
      .delete(sessions)
      .where(
        or(lt(sessions.endedAt, now - ENDED_SESSION_KEPT_MS), lt(sessions.expiresAt, now - ENDED_SESSION_KEPT_MS)),
      ),
    db.delete(ceremonies).where(lt(ceremonies.expiresAt, now)),
    db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, now - IDEMPOTENCY_KEPT_MS)),
    db.delete(invites).where(lt(invites.expiresAt, now - INVITE_KEPT_AFTER_EXPIRY_MS)),
    db
      .delete(joinRequests)
      .where(
        or(
          and(eq(joinRequests.status, "refused"), lt(joinRequests.decidedAt, now - REFUSAL_KEPT_MS)),
          lt(joinRequests.createdAt, now - REQUEST_KEPT_MS),
        ),
      ),
    db.delete(deadJobs).where(lt(deadJobs.at, now - DEAD_JOB_KEPT_MS)),
    db
      .delete(signingKeys)
      .where(and(isNotNull(signingKeys.retiredAt), lt(signingKeys.retiredAt, now - RETIRED_KEY_TRUSTED_MS))),
  ]);
}
