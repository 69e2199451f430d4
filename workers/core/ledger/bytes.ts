import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";

// Shared, because making an encoder costs more than most texts it encodes.
const encoder = new TextEncoder();

/** Text goes in as UTF-8, bytes as they are. */
export function join(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && typeof only === "string") return encoder.encode(only);
  return concatBytes(...parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part)));
}

/** SHA-256 as 64 lower-case hex digits. */
export function hashHex(...parts: readonly (string | Uint8Array)[]): string {
  const hash = sha256.create();
  for (const part of parts) hash.update(typeof part === "string" ? encoder.encode(part) : part);
  return bytesToHex(hash.digest());
}

/** Whether a value is lower-case hex of so many bytes. */
export function isHex(value: unknown, bytes: number): value is string {
  return typeof value === "string" && value.length === bytes * 2 && /^[0-9a-f]*$/.test(value);
}

export { bytesToHex, hexToBytes };
