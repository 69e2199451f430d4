import type { PasskeyAdded } from "../../workers/contracts/accounts.ts";
import type { Me } from "../../workers/contracts/http.ts";
import { accountsApi } from "./accounts-api.ts";
import { ownProblem, type Result } from "./result.ts";

/** Loaded when somebody reaches for a passkey; most never do. */
const library = () => import("@simplewebauthn/browser");

/** Whether this browser, at this address, can hold passkeys. They belong to a name; a bare number has none. */
export function passkeysWork(at: Pick<Location, "hostname"> = location): boolean {
  const isNumber = /^[\d.]+$/.test(at.hostname) || at.hostname.startsWith("[");
  return !isNumber && typeof PublicKeyCredential !== "undefined";
}

/** Asks the device to make a passkey and keeps it for whoever sits here. Null when the person thought better of it. */
export async function addPasskey(): Promise<Result<PasskeyAdded> | null> {
  const asked = await accountsApi.askNewPasskey();
  if (!asked.ok) return asked;
  const { startRegistration } = await library();
  const made = await asksDevice(() => startRegistration({ optionsJSON: asked.value.options }));
  if (made === null || !made.ok) return made;
  return await accountsApi.addPasskey(made.value);
}

/** Asks the device for any passkey of this place and signs in with it. Null when the person thought better of it. */
export async function usePasskey(): Promise<Result<Me> | null> {
  const asked = await accountsApi.askAnyPasskey();
  if (!asked.ok) return asked;
  const { startAuthentication } = await library();
  const shown = await asksDevice(() => startAuthentication({ optionsJSON: asked.value.options }));
  if (shown === null || !shown.ok) return shown;
  return await accountsApi.usePasskey(shown.value);
}

/** Asks the device for a passkey of whoever sits here, to see that it is still them. Null when they thought better of it. */
export async function showPasskey(): Promise<Result<null> | null> {
  const asked = await accountsApi.askOwnPasskey();
  if (!asked.ok) return asked;
  const { startAuthentication } = await library();
  const shown = await asksDevice(() => startAuthentication({ optionsJSON: asked.value.options }));
  if (shown === null || !shown.ok) return shown;
  return await accountsApi.confirm(shown.value);
}

async function asksDevice<T>(ask: () => Promise<T>): Promise<Result<T> | null> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    // Closing the device's own window and waiting too long look the same, on purpose.
    if (name === "NotAllowedError" || name === "AbortError") return null;
    if (name === "InvalidStateError")
      return { ok: false, problem: ownProblem("passkey-known", "This device keeps a passkey for you already.") };
    const words = "This device could not do that. Another device or browser may.";
    return { ok: false, problem: ownProblem("passkey-refused", words) };
  }
}
