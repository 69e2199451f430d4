import type { Database } from "../../db/database.ts";
import { replaceRecoveryCodes } from "../../db/write/ways-in.ts";
import { randomRecoveryCode } from "../random-id.ts";
import { hashOf } from "../secrets.ts";

export const RECOVERY_CODES = 10;

/** Ten new codes, to be shown once; those before are good for nothing now. */
export async function newRecoveryCodes(db: Database, accountId: string, now: number): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, randomRecoveryCode);
  const hashes = await Promise.all(codes.map((code) => recoveryHash(code.replaceAll("-", ""))));
  await replaceRecoveryCodes(db, { accountId, hashes, now });
  return codes;
}

/** What is kept of a code that was typed without its dashes. */
export async function recoveryHash(code: string): Promise<string> {
  return await hashOf(`recovery-code:${code}`);
}
