import type { z } from "zod";
import { ClientData, type NewCredential, type ShownCredential } from "../../contracts/accounts.ts";
import { logLine } from "../../contracts/log-line.ts";
import type { PasskeyRow } from "../../db/read/ways-in.ts";
import { base64Url } from "../secrets.ts";

/** Ed25519, ES256 and RS256: what authenticators have. */
const ALGORITHMS = [-8, -7, -257];
/** As long as a challenge lives; after it the browser stops waiting too. */
const TIMEOUT_MS = 5 * 60_000;

/** The checks are a large library that a request without a passkey must not pay for: it is loaded where it is used. */
const library = () => import("@simplewebauthn/server");

/** A passkey belongs to the host the page came from, and may only be used on pages of that very origin. */
function siteOf(request: Request): { rpID: string; expectedOrigin: string } {
  const { hostname, origin } = new URL(request.url);
  return { rpID: hostname, expectedOrigin: origin };
}

/** What the browser needs to make a passkey for an account. */
export async function registrationOptions(
  request: Request,
  owner: { accountId: string; name: string; known: readonly PasskeyRow[] },
) {
  const { generateRegistrationOptions } = await library();
  return await generateRegistrationOptions({
    rpName: "Emberhall",
    rpID: siteOf(request).rpID,
    userID: new TextEncoder().encode(owner.accountId),
    userName: owner.name,
    userDisplayName: owner.name,
    timeout: TIMEOUT_MS,
    attestationType: "none",
    excludeCredentials: owner.known.map(named),
    // Found without a name typed, and never by mere possession of the device.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** What the browser needs to show any passkey it has for this host, or one of those that are known. */
export async function authenticationOptions(request: Request, known: readonly PasskeyRow[] = []) {
  const { generateAuthenticationOptions } = await library();
  const { rpID } = siteOf(request);
  const allowCredentials = known.length === 0 ? undefined : known.map(named);
  return await generateAuthenticationOptions({
    ...{ rpID, timeout: TIMEOUT_MS, userVerification: "required", allowCredentials },
  });
}

function named({ credentialId, transports }: PasskeyRow) {
  return { id: credentialId, transports: transportsOf(transports) };
}

/** The challenge a credential says it answers; null for what is no credential. Whether that is true, the signature says. */
export function challengeOf(credential: { response: { clientDataJSON: string } }): string | null {
  try {
    const data = ClientData.safeParse(JSON.parse(textOf(credential.response.clientDataJSON)));
    return data.success ? data.data.challenge : null;
  } catch {
    return null;
  }
}

/** A new passkey, or null when anything about it is not as it should be. */
export async function checkNewCredential(
  request: Request,
  shown: { credential: z.infer<typeof NewCredential>; challenge: string },
): Promise<Pick<PasskeyRow, "credentialId" | "publicKey" | "counter" | "transports" | "synced"> | null> {
  const { verifyRegistrationResponse } = await library();
  const { rpID, expectedOrigin } = siteOf(request);
  const result = await orNull(() =>
    verifyRegistrationResponse({
      ...{ response: shown.credential, expectedChallenge: shown.challenge, expectedOrigin, expectedRPID: rpID },
      ...{ requireUserVerification: true, supportedAlgorithmIDs: ALGORITHMS },
    }),
  );
  if (result?.verified !== true) return null;
  const { credential, credentialBackedUp } = result.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: base64Url(credential.publicKey),
    counter: credential.counter,
    transports: JSON.stringify(shown.credential.response.transports ?? []),
    synced: credentialBackedUp,
  };
}

/**
 * The counter a passkey shows, or null when it is not the passkey, not for this site, or a copy of it. An authenticator
 * that was asked for one of some account may leave out whose it is.
 */
export async function checkShownCredential(
  request: Request,
  shown: { credential: z.infer<typeof ShownCredential>; challenge: string; passkey: PasskeyRow; ownerIsKnown?: true },
): Promise<{ counter: number; synced: boolean } | null> {
  const { credential, passkey } = shown;
  const { userHandle } = credential.response;
  const owner = base64Url(new TextEncoder().encode(passkey.accountId));
  if ((userHandle ?? (shown.ownerIsKnown ? owner : "")) !== owner) return null;
  const { verifyAuthenticationResponse } = await library();
  const { rpID, expectedOrigin } = siteOf(request);
  const result = await orNull(() =>
    verifyAuthenticationResponse({
      ...{ response: credential, expectedChallenge: shown.challenge, expectedOrigin, expectedRPID: rpID },
      credential: { id: passkey.credentialId, publicKey: bytesOf(passkey.publicKey), counter: passkey.counter },
      requireUserVerification: true,
    }),
  );
  if (result?.verified !== true) return null;
  const { newCounter: counter, credentialBackedUp: synced } = result.authenticationInfo;
  return { counter, synced };
}

/** The library throws whatever it does not like, as plain errors: each of them means that the credential is not good. */
async function orNull<T>(check: () => Promise<T>): Promise<T | null> {
  try {
    return await check();
  } catch (error) {
    const why = error instanceof Error ? error.name : typeof error;
    console.warn(logLine("passkey-refused", { why }));
    return null;
  }
}

function transportsOf(stored: string): string[] {
  const list: unknown = JSON.parse(stored);
  return Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function textOf(base64: string): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(base64));
}
