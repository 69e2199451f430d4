import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";
import type { PasskeyAdded, PasskeyCard, SessionCard, SignInWays, WaysIn } from "../../workers/contracts/accounts.ts";
import type { AuditPage } from "../../workers/contracts/audit.ts";
import type { Me } from "../../workers/contracts/http.ts";
import type { Erasure } from "../../workers/contracts/people.ts";
import type { Ask } from "./api-client.ts";
import { confirmedAsk } from "./confirming.ts";

const POST = "POST" as const;
const at = (noun: string, id: string) => `/api/me/${noun}/${encodeURIComponent(id)}`;

/** Every request about who one is and how one comes back, by name. */
export function makeAccountsApi(ask: Ask) {
  return {
    ways: () => ask<SignInWays>("/api/auth/ways"),
    waysIn: () => ask<WaysIn>("/api/me/ways-in"),
    sessions: () => ask<{ readonly items: readonly SessionCard[] }>("/api/me/sessions"),
    endSession: (id: string) => ask<null>(at("sessions", id), { method: "DELETE" }),
    endOtherSessions: () => ask<null>("/api/me/sessions", { method: "DELETE" }),
    signOutEverywhere: () => ask<null>("/api/auth/sign-out-everywhere", { method: POST }),
    askNewPasskey: () =>
      ask<{ options: PublicKeyCredentialCreationOptionsJSON }>("/api/me/passkeys/options", { method: POST }),
    addPasskey: (credential: RegistrationResponseJSON) =>
      ask<PasskeyAdded>("/api/me/passkeys", { method: POST, body: { credential } }),
    renamePasskey: (id: string, name: string) =>
      ask<PasskeyCard>(at("passkeys", id), { method: "PATCH", body: { name } }),
    removePasskey: (id: string) => ask<null>(at("passkeys", id), { method: "DELETE" }),
    askAnyPasskey: () =>
      ask<{ options: PublicKeyCredentialRequestOptionsJSON }>("/api/auth/passkey/options", { method: POST }),
    usePasskey: (credential: AuthenticationResponseJSON) =>
      ask<Me>("/api/auth/passkey", { method: POST, body: { credential } }),
    askOwnPasskey: () =>
      ask<{ options: PublicKeyCredentialRequestOptionsJSON }>("/api/me/confirm/options", { method: POST }),
    confirm: (credential: AuthenticationResponseJSON) =>
      ask<null>("/api/me/confirm", { method: POST, body: { credential } }),
    newRecoveryCodes: () => ask<{ codes: readonly string[] }>("/api/me/recovery-codes", { method: POST }),
    useRecoveryCode: (code: string) => ask<Me>("/api/auth/recovery", { method: POST, body: { code } }),
    trail: (before?: number) =>
      ask<AuditPage>(before === undefined ? "/api/me/trail" : `/api/me/trail?before=${before}`),
    aboutMe: () => ask<Blob>("/api/me/export", { file: true }),
    eraseMe: (name: string) => ask<Erasure>("/api/me/erase", { method: POST, body: { name } }),
    goOutside: (back: string) => ask<{ url: string }>("/api/auth/outside", { method: POST, body: { back } }),
  };
}

export const accountsApi = makeAccountsApi(confirmedAsk);
