import { AccountId, type MemberId } from "../../contracts/ids.ts";
import { problem } from "../../contracts/problems.ts";
import type { Database } from "../../db/database.ts";
import { accountOfMember, placesOf } from "../../db/read/people.ts";
import { sessionsInForce } from "../../db/read/sessions.ts";
import { accountById } from "../../db/read/ways-in.ts";
import { endAllSessions, endEverySession } from "../../db/write/sessions.ts";
import { eraseAccount, placesAndForks } from "../people/erase-account.ts";
import { exportPerson } from "../people/export-person.ts";
import { closeSockets } from "../sessions/close-sockets.ts";
import type { Operation } from "./operation.ts";

/** Everything about somebody who cannot ask for it themselves, as they would get it. */
export const userExport: Operation<"user-export"> = async ({ env, db, body }) => {
  const account = await accountById(db, (await accountIdOf(db, body.who)) ?? "");
  if (account === null) return problem("not-found");
  if (body.dryRun) {
    const tables = (await placesOf(db, account.id)).length;
    return { result: `${account.id} has ${tables} places`, answer: { accountId: account.id, tables } };
  }
  const trail = { verb: "keeper-exported" as const, accountId: account.id };
  return { result: `everything about ${account.id}`, answer: exportPerson(env, db, account), trail };
};

/** Erases somebody who has asked for it and cannot do it themselves; the receipt is where theirs would be. */
export const userErase: Operation<"user-erase"> = async ({ env, db, now, body }) => {
  const found = await accountIdOf(db, body.who);
  const account = await accountById(db, found ?? "");
  if (account === null) return problem("not-found");
  const accountId = AccountId.parse(account.id);
  if (body.dryRun) {
    const tables = (await placesAndForks(db, accountId)).length;
    return { result: `${accountId} would go from ${tables} tables`, answer: { accountId, name: account.name, tables } };
  }
  if (body.name !== account.name)
    return problem("bad-request", { detail: "name: write the name as it stands here; a dry run tells it" });
  const erasure = await eraseAccount(env, db, { accountId, now });
  return { result: `the erasure of ${accountId} has begun`, answer: erasure };
};

/** Signs somebody, or everybody, out of every browser. Accounts without a passkey or a code cannot come back by themselves. */
export const sessionsRevoke: Operation<"sessions-revoke"> = async ({ env, db, now, body }) => {
  if (body.who === null) {
    if (body.dryRun) return { result: "everybody would be signed out", answer: { ended: null } };
    const ended = await endEverySession(db, now);
    return { result: `${ended} sessions of everybody`, answer: { ended } };
  }
  const accountId = await accountIdOf(db, body.who);
  if (accountId === null || (await accountById(db, accountId)) === null) return problem("not-found");
  if (body.dryRun) {
    const open = (await sessionsInForce(db, { accountId, now })).length;
    return { result: `${open} sessions would end`, answer: { accountId, ended: open } };
  }
  const ended = await endAllSessions(db, { accountId, now });
  await closeSockets(env, db, accountId);
  const trail = { verb: "keeper-signed-out" as const, accountId };
  return { result: `${ended} sessions of ${accountId}`, answer: { accountId, ended }, trail };
};

/** Whose account it is; null when nobody's. */
export async function accountIdOf(db: Database, who: AccountId | MemberId): Promise<string | null> {
  const account = AccountId.safeParse(who);
  return account.success ? account.data : await accountOfMember(db, who);
}
