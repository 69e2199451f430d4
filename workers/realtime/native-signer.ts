import { Buffer } from "node:buffer";
import { createPrivateKey, sign } from "node:crypto";
import type { Signer } from "../core/ledger/index.ts";

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_ED25519 = "302e020100300506032b657004220420";

/**
 * A signer by the runtime. Ed25519 leaves no choice, so the bytes are those of the one in JavaScript, in a tenth of its
 * time: every roll waits for a signature.
 */
export function nativeSigner(secretKey: string): Signer {
  const key = createPrivateKey({ key: Buffer.from(PKCS8_ED25519 + secretKey, "hex"), format: "der", type: "pkcs8" });
  return (message) => new Uint8Array(sign(null, message, key));
}
