import { rotateNow } from "../signing-keys.ts";
import type { Operation } from "./operation.ts";

/** Signs with a new key from now on; the old ones are trusted until their tokens have run out, or taken away at once. */
export const keysRotate: Operation<"keys-rotate"> = async ({ env, now, body }) => {
  const answer = { rotated: !body.dryRun, dropped: 0 };
  const result = body.revokeOld ? "new signing key, old ones taken away" : "new signing key";
  if (body.dryRun) return { result, answer };
  const { dropped } = await rotateNow(env.DB, now, body.revokeOld ? "take old keys away" : "keep old keys");
  return { result, answer: { ...answer, dropped } };
};
