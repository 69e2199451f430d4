import { SignJWT } from "jose";
import { signingKeys } from "../api/signing-keys.ts";
import { bindings } from "./api-visitor.ts";

/** The one cookie that versions before refresh secrets gave: a month in one token. */
export async function oldCookie(session: { accountId: string; sessionId?: string; at: number }): Promise<string> {
  const { current } = await signingKeys(bindings.DB, Date.now());
  const seconds = Math.floor(session.at / 1_000);
  const token = await new SignJWT({ sub: session.accountId, jti: session.sessionId ?? crypto.randomUUID() })
    .setProtectedHeader({ alg: "EdDSA", typ: "session+jwt", kid: current.keyId })
    .setIssuer("emberhall")
    .setAudience("api")
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 30 * 86_400)
    .sign(current.privateKey);
  return `__Host-emberhall=${token}`;
}
