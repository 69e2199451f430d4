import { and, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import type { Account } from "../read/accounts.ts";
import type { IdentityRow, PasskeyRow } from "../read/ways-in.ts";
import { accounts, ceremonies, characters, identities, members, passkeys, recoveryCodes } from "../schema.ts";

type Ceremony = typeof ceremonies.$inferSelect;

export async function saveCeremony(db: Database, row: Ceremony): Promise<void> {
  await db.insert(ceremonies).values(row);
}

/** Takes a ceremony for good: of two that come at once, one gets it. Null when it is over or somebody else's. */
export async function takeCeremony(
  db: Database,
  wanted: Pick<Ceremony, "id" | "kind" | "boundTo"> & { now: number },
): Promise<{ kept: string } | null> {
  const [row] = await db
    .delete(ceremonies)
    .where(
      and(
        eq(ceremonies.id, wanted.id),
        eq(ceremonies.kind, wanted.kind),
        eq(ceremonies.boundTo, wanted.boundTo),
        gt(ceremonies.expiresAt, wanted.now),
      ),
    )
    .returning({ kept: ceremonies.kept });
  return row ?? null;
}

/** Adds a passkey; its owner is a guest no more. False when the credential was there already, whoever's it is. */
export async function savePasskey(db: Database, row: PasskeyRow): Promise<boolean> {
  const [written] = await db.batch([
    db.insert(passkeys).values(row).onConflictDoNothing().returning({ id: passkeys.id }),
    keep(db, row.accountId),
  ]);
  return written.length > 0;
}

function keep(db: Database, accountId: string) {
  return db
    .update(accounts)
    .set({ kind: "kept" })
    .where(and(eq(accounts.id, accountId), eq(accounts.kind, "guest")));
}

/** Writes down a use. False when the counter is not the one that was read: two answers of one passkey at once. */
export async function usedPasskey(
  db: Database,
  use: { credentialId: string; counterBefore: number; counter: number; synced: boolean; now: number },
): Promise<boolean> {
  const written = await db
    .update(passkeys)
    .set({ counter: use.counter, synced: use.synced, lastUsedAt: use.now })
    .where(and(eq(passkeys.credentialId, use.credentialId), eq(passkeys.counter, use.counterBefore)))
    .returning({ id: passkeys.id });
  return written.length > 0;
}

export async function renamePasskey(
  db: Database,
  change: { id: string; accountId: string; name: string },
): Promise<PasskeyRow | null> {
  const [row] = await db
    .update(passkeys)
    .set({ name: change.name })
    .where(and(eq(passkeys.id, change.id), eq(passkeys.accountId, change.accountId)))
    .returning();
  return row ?? null;
}

/** Takes a passkey away unless nothing else would lead back; asked in the same statement, so two cannot both be last. */
export async function removePasskey(db: Database, removal: { id: string; accountId: string }): Promise<boolean> {
  const { id, accountId } = removal;
  const written = await db
    .delete(passkeys)
    .where(
      and(
        eq(passkeys.id, id),
        eq(passkeys.accountId, accountId),
        sql`(EXISTS (SELECT 1 FROM passkeys AS other WHERE other.account_id = ${accountId} AND other.id <> ${id})
          OR EXISTS (SELECT 1 FROM recovery_codes AS code WHERE code.account_id = ${accountId})
          OR EXISTS (SELECT 1 FROM identities AS outside WHERE outside.account_id = ${accountId}))`,
      ),
    )
    .returning({ id: passkeys.id });
  return written.length > 0;
}

/** New codes in the place of all old ones. */
export async function replaceRecoveryCodes(
  db: Database,
  codes: { accountId: string; hashes: readonly string[]; now: number },
): Promise<void> {
  const { accountId, hashes, now: createdAt } = codes;
  await db.batch([
    db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)),
    db.insert(recoveryCodes).values(hashes.map((codeHash) => ({ codeHash, accountId, createdAt }))),
    keep(db, accountId),
  ]);
}

/** Uses a code up. Null when there is none such. */
export async function takeRecoveryCode(db: Database, codeHash: string): Promise<{ accountId: string } | null> {
  const [row] = await db
    .delete(recoveryCodes)
    .where(eq(recoveryCodes.codeHash, codeHash))
    .returning({ accountId: recoveryCodes.accountId });
  return row ?? null;
}

/** Ties somebody elsewhere to an account here; the first of two tries decides whose it is. */
export async function linkIdentity(
  db: Database,
  link: { identity: IdentityRow; newcomer: Account | null },
): Promise<string> {
  const { issuer, subject } = link.identity;
  await db.insert(identities).values(link.identity).onConflictDoNothing();
  const row = await db
    .select({ accountId: identities.accountId })
    .from(identities)
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)))
    .get();
  const accountId = row?.accountId ?? link.identity.accountId;
  if (accountId === link.identity.accountId) {
    if (link.newcomer !== null) await db.insert(accounts).values(link.newcomer).onConflictDoNothing();
    await keep(db, accountId);
  }
  return accountId;
}

/** Moves a guest's places and characters to the account they turn out to have; a table where both sit stays as it is. */
export async function bringAlong(db: Database, move: { from: string; to: string }): Promise<void> {
  await db.batch([
    db
      .update(members)
      .set({ accountId: move.to })
      .where(
        and(
          eq(members.accountId, move.from),
          sql`NOT EXISTS (SELECT 1 FROM members AS theirs
            WHERE theirs.campaign_id = ${members.campaignId} AND theirs.account_id = ${move.to})`,
        ),
      ),
    db.update(characters).set({ accountId: move.to }).where(eq(characters.accountId, move.from)),
  ]);
}
