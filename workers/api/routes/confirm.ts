import type { z } from "zod";
import { PasskeyAsked, UsePasskey } from "../../contracts/accounts.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import { passkeyOfCredential, passkeysOfAccount } from "../../db/read/ways-in.ts";
import { confirmSession } from "../../db/write/sessions.ts";
import { usedPasskey } from "../../db/write/ways-in.ts";
import type { Answer, DoorList, Visit } from "../door.ts";
import { beginCeremony, endCeremony } from "../ways-in/ceremonies.ts";
import * as passkey from "../ways-in/passkey-ceremony.ts";

/** Showing the passkey once more, before something that changes how an account is kept. */
export function confirmDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/me/confirm/options",
      access: "browser",
      noun: "me",
      summary: "A challenge for a passkey of this account; good once, for five minutes, in this session.",
      limit: "sign-in",
      audit: null,
      answers: { 200: { what: "For `navigator.credentials.get`.", schema: PasskeyAsked } },
      problems: ["not-found"],
    },
    async ({ db, now, account, session, request }) => {
      const known = await passkeysOfAccount(db, account.id);
      if (known.length === 0) return problem("not-found", { detail: "There is no passkey to show." });
      const options = await passkey.authenticationOptions(request, known);
      await beginCeremony({ db, now, kind: "confirm", challenge: options.challenge, boundTo: session.id });
      return { status: 200, body: { options } };
    },
  );

  doors.add(
    {
      method: "POST",
      path: "/api/me/confirm",
      access: "browser",
      noun: "me",
      summary: "Show a passkey of this account. For ten minutes this session may do what asks for it.",
      body: UsePasskey,
      limit: "sign-in",
      audit: "confirmed",
      answers: { 204: { what: "It is you." } },
      problems: ["ceremony-over", "passkey-refused"],
    },
    confirm,
  );
}

async function confirm(
  visit: Visit<"browser", unknown, unknown, z.infer<typeof UsePasskey>>,
): Promise<Answer | Problem> {
  const { db, now, account, session, request } = visit;
  const { credential } = visit.body;
  const challenge = passkey.challengeOf(credential);
  if (challenge === null) return problem("ceremony-over");
  const step = { db, now, kind: "confirm" as const, challenge, boundTo: session.id };
  if ((await endCeremony(step)) === null) return problem("ceremony-over");
  const found = await passkeyOfCredential(db, credential.id);
  // Somebody else's and none at all look the same.
  if (found?.account.id !== account.id)
    return problem("passkey-refused", { detail: "That is no passkey of this account; show one of its own." });
  const shown = await passkey.checkShownCredential(request, {
    ...{ credential, challenge, passkey: found.passkey, ownerIsKnown: true },
  });
  if (shown === null) return problem("passkey-refused");
  const { credentialId, counter: counterBefore } = found.passkey;
  if (!(await usedPasskey(db, { ...shown, credentialId, counterBefore, now }))) return problem("passkey-refused");
  await confirmSession(db, { id: session.id, now });
  return { status: 204 };
}
