import { z } from "zod";
import {
  AddPasskey,
  PASSKEYS_MAX,
  PasskeyAdded,
  PasskeyAsked,
  PasskeyCard,
  PasskeyId,
  RenamePasskey,
  UsePasskey,
} from "../../contracts/accounts.ts";
import { Me } from "../../contracts/http.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import { type PasskeyRow, passkeyOfCredential, passkeysOfAccount, recoveryCodesLeft } from "../../db/read/ways-in.ts";
import { confirmSession } from "../../db/write/sessions.ts";
import { removePasskey, renamePasskey, savePasskey, usedPasskey } from "../../db/write/ways-in.ts";
import type { Answer, DoorList, Visit } from "../door.ts";
import { randomId } from "../random-id.ts";
import { beginCeremony, endCeremony, knownMark, strangersMark } from "../ways-in/ceremonies.ts";
import * as passkey from "../ways-in/passkey-ceremony.ts";
import { newRecoveryCodes } from "../ways-in/recovery-codes.ts";
import { signInAs } from "../ways-in/sign-in-as.ts";
import { meOf } from "./accounts.ts";

const OfPasskey = z.object({ passkeyId: PasskeyId });

/** Passkeys: an account without a password, kept by the person's own device. */
export function passkeyDoors(doors: DoorList): void {
  signInDoors(doors);
  addingDoors(doors);
  keepingDoors(doors);
}

function signInDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/auth/passkey/options",
      access: "anyone",
      noun: "auth",
      summary: "A challenge for any passkey of this host; good once, for five minutes, in this browser.",
      limit: "sign-in",
      audit: null,
      answers: { 200: { what: "For `navigator.credentials.get`.", schema: PasskeyAsked } },
      problems: [],
    },
    async ({ db, now, jar, request }) => {
      const options = await passkey.authenticationOptions(request);
      const boundTo = await strangersMark(jar);
      await beginCeremony({ db, now, kind: "use-passkey", challenge: options.challenge, boundTo });
      return { status: 200, body: { options } };
    },
  );

  doors.add(
    {
      method: "POST",
      path: "/api/auth/passkey",
      access: "anyone",
      noun: "auth",
      summary: "Sign in with a passkey. Who was a guest here brings their tables along.",
      body: UsePasskey,
      limit: "sign-in",
      audit: "signed-in",
      answers: { 200: { what: "Signed in.", schema: Me } },
      problems: ["ceremony-over", "passkey-unknown", "passkey-refused"],
    },
    signInWithPasskey,
  );
}

async function signInWithPasskey(
  visit: Visit<"anyone", unknown, unknown, z.infer<typeof UsePasskey>>,
): Promise<Answer | Problem> {
  const { db, now, jar, request, body } = visit;
  const challenge = passkey.challengeOf(body.credential);
  const boundTo = await knownMark(jar);
  if (challenge === null || boundTo === null) return problem("ceremony-over");
  if ((await endCeremony({ db, now, kind: "use-passkey", challenge, boundTo })) === null)
    return problem("ceremony-over");
  const found = await passkeyOfCredential(db, body.credential.id);
  if (found === null) return problem("passkey-unknown");
  const { credential } = body;
  const shown = await passkey.checkShownCredential(request, { credential, challenge, passkey: found.passkey });
  if (shown === null) return problem("passkey-refused");
  const { credentialId, counter: counterBefore } = found.passkey;
  // Two answers with one counter are one too many.
  if (!(await usedPasskey(db, { ...shown, credentialId, counterBefore, now }))) return problem("passkey-refused");
  return { status: 200, body: await signInAs(visit, found.account, "passkey") };
}

function addingDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/me/passkeys/options",
      access: "browser",
      noun: "me",
      summary: "A challenge for a new passkey; good once, for five minutes, in this session.",
      limit: "sign-in",
      confirmed: true,
      audit: null,
      answers: { 200: { what: "For `navigator.credentials.create`.", schema: PasskeyAsked } },
      problems: ["too-many-passkeys"],
    },
    async ({ db, now, account, session, request }) => {
      const known = await passkeysOfAccount(db, account.id);
      if (known.length >= PASSKEYS_MAX) return problem("too-many-passkeys");
      const owner = { accountId: account.id, name: account.name, known };
      const options = await passkey.registrationOptions(request, owner);
      await beginCeremony({ db, now, kind: "add-passkey", challenge: options.challenge, boundTo: session.id });
      return { status: 200, body: { options } };
    },
  );

  doors.add(
    {
      method: "POST",
      path: "/api/me/passkeys",
      access: "browser",
      noun: "me",
      summary: "Keep a passkey. A guest with one has a place to come back to from any device.",
      body: AddPasskey,
      limit: "sign-in",
      confirmed: true,
      audit: "passkey-added",
      answers: {
        201: { what: "The passkey, and with the first one recovery codes, this once.", schema: PasskeyAdded },
      },
      problems: ["ceremony-over", "passkey-refused", "passkey-known", "too-many-passkeys"],
    },
    addPasskey,
  );
}

async function addPasskey(
  visit: Visit<"browser", unknown, unknown, z.infer<typeof AddPasskey>>,
): Promise<Answer | Problem> {
  const { db, now, account, session, request, body } = visit;
  const challenge = passkey.challengeOf(body.credential);
  if (challenge === null) return problem("ceremony-over");
  const step = { db, now, kind: "add-passkey" as const, challenge, boundTo: session.id };
  if ((await endCeremony(step)) === null) return problem("ceremony-over");
  const known = await passkeysOfAccount(db, account.id);
  if (known.length >= PASSKEYS_MAX) return problem("too-many-passkeys");
  const checked = await passkey.checkNewCredential(request, { credential: body.credential, challenge });
  if (checked === null) return problem("passkey-refused");
  const row: PasskeyRow = {
    ...checked,
    ...{ id: randomId("k"), accountId: account.id, createdAt: now, lastUsedAt: null },
    // The browser it was made in is the best guess at what its owner would call it.
    name: body.name ?? session.label,
  };
  if (!(await savePasskey(db, row))) return problem("passkey-known");
  // Making one is showing one.
  await confirmSession(db, { id: session.id, now });
  const isFirst = known.length === 0 && (await recoveryCodesLeft(db, account.id)) === 0;
  const recoveryCodes = isFirst ? await newRecoveryCodes(db, account.id, now) : null;
  const me = meOf(account.kind === "guest" ? { ...account, kind: "kept" } : account);
  return { status: 201, body: { passkey: passkeyCard(row), me, recoveryCodes } };
}

function keepingDoors(doors: DoorList): void {
  doors.add(
    {
      method: "PATCH",
      path: "/api/me/passkeys/{passkeyId}",
      access: "browser",
      noun: "me",
      summary: "Call a passkey something else.",
      params: OfPasskey,
      body: RenamePasskey,
      audit: "passkey-renamed",
      answers: { 200: { what: "The passkey.", schema: PasskeyCard } },
      problems: ["not-found"],
    },
    async ({ db, account, params, body }) => {
      const row = await renamePasskey(db, { id: params.passkeyId, accountId: account.id, name: body.name });
      return row === null ? problem("not-found") : { status: 200, body: passkeyCard(row) };
    },
  );

  doors.add(
    {
      method: "DELETE",
      path: "/api/me/passkeys/{passkeyId}",
      access: "browser",
      noun: "me",
      summary: "Remove a passkey. The last one only when something else leads back.",
      params: OfPasskey,
      confirmed: true,
      audit: "passkey-removed",
      answers: { 204: { what: "It opens nothing any more." } },
      problems: ["not-found", "last-way-in"],
    },
    async ({ db, account, params }) => {
      const known = await passkeysOfAccount(db, account.id);
      if (!known.some(({ id }) => id === params.passkeyId)) return problem("not-found");
      const removed = await removePasskey(db, { id: params.passkeyId, accountId: account.id });
      return removed ? { status: 204 } : problem("last-way-in");
    },
  );
}

export function passkeyCard(row: PasskeyRow): PasskeyCard {
  const { id, name, synced, createdAt, lastUsedAt } = row;
  return { id, name, synced, createdAt, lastUsedAt };
}
