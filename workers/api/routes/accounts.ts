import { GuestSignIn, Me } from "../../contracts/http.ts";
import { problem } from "../../contracts/problems.ts";
import type { Account } from "../../db/read/accounts.ts";
import { renameAccount, saveAccount } from "../../db/write/accounts.ts";
import type { DoorList } from "../door.ts";
import { personName } from "../person-name.ts";
import { sessionEndsAt } from "../sessions/open-session.ts";
import { newAccount } from "../ways-in/new-account.ts";

/** Taking part under a name, and who one is. */
export function accountDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/auth/guest",
      access: "anyone",
      noun: "auth",
      summary: "Take part under a name. Who is signed in already changes theirs.",
      body: GuestSignIn,
      limit: "sign-in",
      audit: "name-given",
      answers: { 200: { what: "Signed in; the session is in two cookies.", schema: Me } },
      problems: ["bad-request", "name-reserved"],
    },
    async ({ account, body, db, now, signIn }) => {
      const named = personName(body.name);
      if (!named.ok) return named.problem;
      if (account !== null) {
        await renameAccount(db, { id: account.id, name: named.name });
        return { status: 200, body: meOf({ ...account, name: named.name }) };
      }
      const guest = newAccount(named.name, now);
      await saveAccount(db, guest);
      await signIn(guest, "name");
      return { status: 200, body: meOf(guest) };
    },
  );

  doors.add(
    {
      method: "GET",
      path: "/api/me",
      access: "signed-in",
      noun: "me",
      summary: "Who this browser is signed in as.",
      answers: { 200: { what: "The account.", schema: Me } },
      problems: [],
    },
    async ({ account, session }) => ({
      status: 200,
      body: { ...meOf(account), ...(session === null ? {} : { endsAt: sessionEndsAt(session) }) },
    }),
  );
}

export function meOf(account: Account): { accountId: string; name: string; kind: Account["kind"] } {
  return { accountId: account.id, name: account.name, kind: account.kind };
}

/** The account of the visit, or a new guest under the given name; a problem when neither is there. */
export function accountOrNewcomer(visit: {
  account: Account | null;
  body: { name?: string };
  now: number;
}):
  | { ok: true; account: Account; name: string; newcomer: boolean }
  | { ok: false; problem: ReturnType<typeof problem> } {
  const { account, body, now } = visit;
  if (body.name === undefined) {
    if (account === null) return { ok: false, problem: problem("sign-in-needed") };
    return { ok: true, account, name: account.name, newcomer: false };
  }
  const named = personName(body.name);
  if (!named.ok) return named;
  if (account !== null) return { ok: true, account, name: named.name, newcomer: false };
  return { ok: true, account: newAccount(named.name, now), name: named.name, newcomer: true };
}
