import { type Problem, problem } from "../contracts/problems.ts";
import type { Database } from "../db/database.ts";
import { claimIdempotencyKey } from "../db/write/idempotency-keys.ts";
import { hashOf } from "./secrets.ts";

/**
 * Which id a create shall make. With an `Idempotency-Key` the first request decides and every repeat gets the same id,
 * so that what is written under it is written once; the key with another body is refused.
 */
export async function madeOnce(
  db: Database,
  create: { accountId: string; key: string | null; door: string; body: unknown; now: number; newId: string },
): Promise<{ ok: true; id: string } | { ok: false; problem: Problem }> {
  if (create.key === null) return { ok: true, id: create.newId };
  const bodyHash = await hashOf(JSON.stringify([create.door, create.body]));
  const { accountId, key, now: createdAt, newId: madeId } = create;
  const claim = await claimIdempotencyKey(db, { accountId, key, bodyHash, madeId, createdAt });
  if (claim.bodyHash === bodyHash) return { ok: true, id: claim.madeId };
  return {
    ok: false,
    problem: problem("action-conflict", { detail: "This Idempotency-Key came with another request." }),
  };
}
