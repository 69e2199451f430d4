import type { z } from "zod";
import { RecoveryCodes, RecoverySignIn, WaysIn } from "../../contracts/accounts.ts";
import { Me } from "../../contracts/http.ts";
import { problem } from "../../contracts/problems.ts";
import { accountById, identitiesOfAccount, passkeysOfAccount, recoveryCodesLeft } from "../../db/read/ways-in.ts";
import { takeRecoveryCode } from "../../db/write/ways-in.ts";
import type { DoorList } from "../door.ts";
import { outsideConfig } from "../ways-in/outside-issuer.ts";
import { newRecoveryCodes, recoveryHash } from "../ways-in/recovery-codes.ts";
import { signInAs } from "../ways-in/sign-in-as.ts";
import { passkeyCard } from "./passkeys.ts";

/** Recovery codes, and the list of every way back into an account. */
export function recoveryDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/auth/recovery",
      access: "anyone",
      noun: "auth",
      summary: "Sign in with a recovery code. It is used up by that.",
      body: RecoverySignIn,
      limit: "sign-in",
      audit: "signed-in",
      answers: { 200: { what: "Signed in.", schema: Me } },
      problems: ["recovery-code-unknown"],
    },
    async (visit) => {
      const { db, body } = visit;
      const taken = await takeRecoveryCode(db, await recoveryHash(body.code));
      const account = taken === null ? null : await accountById(db, taken.accountId);
      if (account === null) return problem("recovery-code-unknown");
      return { status: 200, body: await signInAs(visit, account, "recovery-code") };
    },
  );

  doors.add(
    {
      method: "GET",
      path: "/api/me/ways-in",
      access: "signed-in",
      noun: "me",
      summary: "Passkeys, how many recovery codes are left, and outside sign-ins.",
      answers: { 200: { what: "Every way back.", schema: WaysIn } },
      problems: [],
    },
    async ({ db, env, account }) => {
      const [passkeys, left, identities] = await Promise.all([
        passkeysOfAccount(db, account.id),
        recoveryCodesLeft(db, account.id),
        identitiesOfAccount(db, account.id),
      ]);
      const config = outsideConfig(env);
      const outside = identities.map(({ issuer }) =>
        issuer === config?.issuer ? config.name : new URL(issuer).hostname,
      );
      const ways: z.infer<typeof WaysIn> = { passkeys: passkeys.map(passkeyCard), recoveryCodesLeft: left, outside };
      return { status: 200, body: ways };
    },
  );

  doors.add(
    {
      method: "POST",
      path: "/api/me/recovery-codes",
      access: "browser",
      noun: "me",
      summary: "Ten new recovery codes, shown this once; those before are good for nothing any more.",
      limit: "sign-in",
      confirmed: true,
      audit: "recovery-codes-made",
      answers: { 201: { what: "Write them down.", schema: RecoveryCodes } },
      problems: [],
    },
    async ({ db, now, account }) => ({
      status: 201,
      body: { codes: await newRecoveryCodes(db, account.id, now) },
    }),
  );
}
