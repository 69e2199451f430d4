import type { Account } from "../../db/read/accounts.ts";
import { randomId } from "../random-id.ts";

/**
 * Somebody new, under a name, which every form asks for beneath the words that they are thirteen or older. They are a guest
 * until something leads back to them.
 */
export function newAccount(name: string, now: number): Account {
  return {
    id: randomId("a"),
    kind: "guest",
    name,
    createdAt: now,
    signedOutAt: null,
    ageConfirmedAt: now,
    lastSeenAt: now,
  };
}
