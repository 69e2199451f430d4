import { Buffer } from "node:buffer";
import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { Hex32 } from "../contracts/ids.ts";
import type { Signer } from "../core/ledger/index.ts";

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_ED25519 = "302e020100300506032b657004220420";
const KEY_BYTES = 32;

/**
 * An Ed25519 key of the runtime. The algorithm leaves no choice, so its bytes are those of the one in JavaScript, in a
 * tenth of the time: every roll waits for a signature.
 */
export function nativeKey(secretKey: string): { publicKey: Hex32; sign: Signer } {
  const key = createPrivateKey({ key: Buffer.from(PKCS8_ED25519 + secretKey, "hex"), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-KEY_BYTES);
  return { publicKey: publicKey.toString("hex") as Hex32, sign: (message) => new Uint8Array(sign(null, message, key)) };
}
