import { ActionId } from "../contracts/ids.ts";

/** The room knows an action by its id, so the key of a repeated request does the work itself. */
export function actionIdOf(visit: { idempotencyKey: string | null }): ActionId {
  return ActionId.parse(visit.idempotencyKey ?? crypto.randomUUID());
}
