import type { AuditVerb } from "../contracts/audit.ts";
import type { Problem } from "../contracts/problems.ts";
import type { Database } from "../db/database.ts";
import { addToTrail } from "../db/write/audit-trail.ts";
import { orLater } from "./best-effort.ts";
import { isProblem } from "./problem-response.ts";

/** What a handler knows of what it did beyond the path: whose table a code opened, whom a body named. */
export interface TrailNote {
  accountId: string | null;
  campaignId: string | null;
  target: string;
}

const TARGETS = ["memberId", "requestId", "uploadId", "passkeyId", "sessionId", "characterId"];

/** What the path says of it. Invitation codes open doors and are never written down. */
export function trailNote(accountId: string | null, params: Readonly<Record<string, string>>): TrailNote {
  const named = TARGETS.map((name) => params[name]).find((id) => id !== undefined);
  return { accountId, campaignId: params["campaignId"] ?? null, target: named ?? "" };
}

/**
 * A line for what was done, and for what somebody was refused for want of the right. What cannot be written undoes nothing
 * that was done: it is told in the logs instead.
 */
export async function leaveTrail(
  db: Database,
  trail: { verb: AuditVerb; note: TrailNote; outcome: { status: number } | Problem; at: number; requestId: string },
): Promise<void> {
  const { verb, note, outcome, at, requestId } = trail;
  const { accountId, campaignId, target } = note;
  if (accountId === null || (isProblem(outcome) && outcome.status !== 403)) return;
  const result = isProblem(outcome) ? "refused" : "done";
  await orLater("trail-not-kept", async () => {
    await addToTrail(db, { at, accountId, campaignId, verb, target, result, requestId });
  });
}
