import { and, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { Campaign, Member } from "../read/campaigns.ts";
import type { AuditRow, CronRun } from "../read/operator.ts";
import { campaigns, cronRuns, members, operatorAudit, operatorNonces, uploads } from "../schema.ts";

/** As the trigger of migration 0004 says it too. */
export const AUDIT_KEPT_MS = 365 * 86_400_000;

/** Uses up the number of a signed request; false when it was used before. Forgets those that are too old to be sent. */
export async function useNonce(
  db: Database,
  used: { nonce: string; expiresAt: number; now: number },
): Promise<boolean> {
  const { nonce, expiresAt, now } = used;
  const [, written] = await db.batch([
    db.delete(operatorNonces).where(lt(operatorNonces.expiresAt, now)),
    db
      .insert(operatorNonces)
      .values({ nonce, expiresAt })
      .onConflictDoNothing()
      .returning({ nonce: operatorNonces.nonce }),
  ]);
  return written.length > 0;
}

export async function writeAudit(db: Database, line: Omit<AuditRow, "id">): Promise<void> {
  await db.insert(operatorAudit).values(line);
}

/** Takes away lines that have been kept long enough. */
export async function deleteOldAudit(db: Database, now: number): Promise<void> {
  // A day more than the trigger asks for, whose clock is the database's.
  await db.delete(operatorAudit).where(lt(operatorAudit.at, now - AUDIT_KEPT_MS - 86_400_000));
}

export async function recordCronRun(db: Database, run: CronRun): Promise<void> {
  await db.insert(cronRuns).values(run).onConflictDoUpdate({ target: cronRuns.cron, set: run });
}

/** Brings a campaign's row to what its room says, or writes it anew; the title and the archive are the row's own. */
export async function mendCampaign(db: Database, row: Campaign): Promise<void> {
  const { seq, status } = row;
  await db.insert(campaigns).values(row).onConflictDoUpdate({ target: campaigns.id, set: { seq, status } });
}

/** Takes away somebody's row at a table that does not know them. */
export async function dropMember(db: Database, { campaignId, memberId }: Member): Promise<void> {
  await db.delete(members).where(and(eq(members.campaignId, campaignId), eq(members.memberId, memberId)));
}

/** Says of a file that its bytes are gone. */
export async function markLost(
  db: Database,
  file: { campaignId: string; id: string; reason: string; now: number },
): Promise<void> {
  await db
    .update(uploads)
    .set({ status: "failed", reason: file.reason, updatedAt: file.now })
    .where(and(eq(uploads.id, file.id), eq(uploads.campaignId, file.campaignId), isNull(uploads.deletedAt)));
}

/** A campaign's row follows its room, also backwards. */
export async function bringToRoom(
  db: Database,
  { id, seq, status }: Pick<Campaign, "id" | "seq" | "status">,
): Promise<void> {
  await db.update(campaigns).set({ seq, status }).where(eq(campaigns.id, id));
}
