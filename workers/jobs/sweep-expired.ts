import { openDatabase } from "../db/database.ts";
import { deleteExpired } from "../db/write/expired.ts";
import type { JobBindings } from "./bindings.ts";

/** Takes away what has run out: sessions, half-done sign-ins, old idempotency keys, long dead invitations, retired keys. */
export async function sweepExpired(env: Pick<JobBindings, "DB">, now: number): Promise<void> {
  await deleteExpired(openDatabase(env.DB), now);
}
