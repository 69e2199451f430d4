import { and, asc, count, eq } from "drizzle-orm";
import type { Database } from "../database.ts";
import { accounts, identities, passkeys, recoveryCodes } from "../schema.ts";
import type { Account } from "./accounts.ts";

export type PasskeyRow = typeof passkeys.$inferSelect;
export type IdentityRow = typeof identities.$inferSelect;

export async function passkeysOfAccount(db: Database, accountId: string): Promise<PasskeyRow[]> {
  return await db
    .select()
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
}

export async function hasPasskey(db: Database, accountId: string): Promise<boolean> {
  const one = db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.accountId, accountId)).limit(1);
  return (await one.get()) !== undefined;
}

/** A passkey by what the browser calls it, with whose it is. */
export async function passkeyOfCredential(
  db: Database,
  credentialId: string,
): Promise<{ passkey: PasskeyRow; account: Account } | null> {
  const row = await db
    .select({ passkey: passkeys, account: accounts })
    .from(passkeys)
    .innerJoin(accounts, eq(accounts.id, passkeys.accountId))
    .where(eq(passkeys.credentialId, credentialId))
    .get();
  return row ?? null;
}

export async function recoveryCodesLeft(db: Database, accountId: string): Promise<number> {
  const row = await db.select({ n: count() }).from(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).get();
  return row?.n ?? 0;
}

export async function identitiesOfAccount(db: Database, accountId: string): Promise<IdentityRow[]> {
  return await db
    .select()
    .from(identities)
    .where(eq(identities.accountId, accountId))
    .orderBy(asc(identities.createdAt))
    .limit(20);
}

export async function accountById(db: Database, accountId: string): Promise<Account | null> {
  return (await db.select().from(accounts).where(eq(accounts.id, accountId)).get()) ?? null;
}

/** Whose account somebody elsewhere has here. */
export async function accountOfIdentity(
  db: Database,
  identity: { issuer: string; subject: string },
): Promise<Account | null> {
  const row = await db
    .select({ account: accounts })
    .from(identities)
    .innerJoin(accounts, eq(accounts.id, identities.accountId))
    .where(and(eq(identities.issuer, identity.issuer), eq(identities.subject, identity.subject)))
    .get();
  return row?.account ?? null;
}
