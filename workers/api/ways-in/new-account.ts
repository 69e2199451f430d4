import type { Account } from "../../db/read/accounts.ts";
import { randomId } from "../random-id.ts";

/** Somebody new, under a name. They are a guest until something leads back to them. */
export function newAccount(name: string, now: number): Account {
  return {
    id: randomId("a"),
    kind: "guest",
    name,
    createdAt: now,
    signedOutAt: null,
    ageConfirmedAt: null,
    lastSeenAt: now,
  };
}
