import { OPERATOR_SKEW_MS } from "../../contracts/operator.ts";
import type { Database } from "../../db/database.ts";
import { useNonce } from "../../db/write/operator.ts";
import { signedText } from "./signed-text.ts";

/** Whether a request even says that it is signed; of others nothing is read. */
export function saysSigned(request: Request): boolean {
  return HEADER.test(request.headers.get("authorization") ?? "");
}

const HEADER = /^Emberhall-Operator 1\.(o-[0-9a-f]{12})\.([0-9]{13})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{86})$/;
const PUBLIC_KEY = /^[A-Za-z0-9_-]{43}$/;

/**
 * Whose request this is: the id of their key, or null for everything that is not signed by a known key, for this very
 * request, within a minute, for the first time. Why not is told to nobody.
 */
export async function signerOf(
  request: Request,
  by: { db: Database; publicKeys: string | undefined; bodyHash: string; now: number },
): Promise<string | null> {
  const [, keyId = "", time = "", nonce = "", signature = ""] =
    HEADER.exec(request.headers.get("authorization") ?? "") ?? [];
  const timeMs = Number(time);
  if (keyId === "" || Math.abs(by.now - timeMs) > OPERATOR_SKEW_MS) return null;
  const publicKey = await keyOf(by.publicKeys, keyId);
  if (publicKey === null) return null;
  const { host, pathname, search } = new URL(request.url);
  const path = pathname + search;
  const text = signedText({ method: request.method, host, path, bodyHash: by.bodyHash, timeMs, nonce });
  const holds = await crypto.subtle.verify("Ed25519", publicKey, bytesOf(signature), new TextEncoder().encode(text));
  if (!holds) return null;
  // Last, so that strangers write nothing: only what is signed uses up a number.
  const fresh = await useNonce(by.db, { nonce, expiresAt: timeMs + 2 * OPERATOR_SKEW_MS, now: by.now });
  return fresh ? keyId : null;
}

/** SHA-256 in hex, as it is signed. */
export async function bodyHashOf(body: Uint8Array<ArrayBuffer>): Promise<string> {
  return hexOf(await crypto.subtle.digest("SHA-256", body));
}

async function keyOf(publicKeys: string | undefined, keyId: string): Promise<CryptoKey | null> {
  for (const x of (publicKeys ?? "").split(/\s+/).filter((each) => PUBLIC_KEY.test(each))) {
    if ((await keyIdOf(x)) !== keyId) continue;
    try {
      return await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x }, "Ed25519", false, ["verify"]);
    } catch {
      return null;
    }
  }
  return null;
}

async function keyIdOf(x: string): Promise<string> {
  return `o-${hexOf(await crypto.subtle.digest("SHA-256", bytesOf(x))).slice(0, 12)}`;
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

function hexOf(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
