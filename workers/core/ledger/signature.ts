import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import type { EventType } from "../../contracts/events.ts";
import { bytesToHex, hexToBytes, join } from "./bytes.ts";

/** Events that stand only with the campaign's signature. */
export const SIGNED_EVENT_TYPES: ReadonlySet<string> = new Set<EventType>([
  "campaign_opened",
  "campaign_continued",
  "epoch_opened",
  "roll_resolved",
  "roll_sealed",
  "roll_voided",
  "checkpoint",
  "key_rotated",
]);

/** Signs bytes with the campaign's key; a runtime may bring its native one. */
export type Signer = (message: Uint8Array) => Uint8Array;

/** The bytes under an event's signature; the prefix keeps it from meaning anything elsewhere. */
export function signedBytes(hash: string): Uint8Array {
  return join("emberhall/event/1\n", hexToBytes(hash));
}

/** Ed25519 signature of an event hash, as hex. */
export function signHash(hash: string, signer: Signer): string {
  return bytesToHex(signer(signedBytes(hash)));
}

/**
 * A signer in plain JavaScript from the 32 secret bytes. It is RFC 8032 §5.1.6 with the halves of the key kept at hand:
 * the library derives them anew for each signature, which costs more than the signature.
 */
export function signerOf(secretKey: string): Signer {
  const { Fn, BASE } = ed25519.Point;
  let key: ReturnType<typeof ed25519.utils.getExtendedPublicKey> | null = null;
  return (message) => {
    key ??= ed25519.utils.getExtendedPublicKey(hexToBytes(secretKey));
    const r = Fn.create(littleEndian(sha512(join(key.prefix, message))));
    const point = BASE.multiply(r).toBytes();
    const k = Fn.create(littleEndian(sha512(join(point, key.pointBytes, message))));
    return join(point, Fn.toBytes(Fn.create(r + k * key.scalar)));
  };
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${bytesToHex(bytes.toReversed())}`);
}

/** The public half of a secret key. */
export function publicKeyOf(secretKey: string): string {
  return bytesToHex(ed25519.getPublicKey(hexToBytes(secretKey)));
}

/** Whether the signature of an event hash is by this key. Never throws. */
export function verifyHash(hash: string, signature: string, publicKey: string): boolean {
  try {
    return ed25519.verify(hexToBytes(signature), signedBytes(hash), hexToBytes(publicKey), { zip215: false });
  } catch {
    return false;
  }
}
