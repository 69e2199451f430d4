import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { Hex32 } from "../../workers/contracts/ids.ts";
import { type Keep, readJson } from "./keep.ts";

/** A member's own share of every die: the last nonce opened, the next one committed to. */
export interface Share {
  readonly reveal: Hex32 | null;
  readonly commit: Hex32;
}

/** Nonces kept until the log shows which one is in force. More than a few means that shares were sent and never landed. */
const NONCES_KEPT = 8;

export function commitmentOf(nonce: Hex32): Hex32 {
  return bytesToHex(sha256(hexToBytes(nonce)));
}

/**
 * The next share: opens the nonce whose commitment stands in the log and commits to a fresh one. The log is the judge of
 * which nonce is current, so a share that was lost or refused costs nothing. Without our nonce to the standing
 * commitment (another device made it) a new commitment is made and nothing opened.
 */
export function nextShare(
  kept: readonly Hex32[],
  standing: Hex32 | null,
  fresh: () => Hex32,
): { share: Share; kept: readonly Hex32[] } {
  const current = standing === null ? undefined : kept.find((nonce) => commitmentOf(nonce) === standing);
  const next = fresh();
  return { share: { reveal: current ?? null, commit: commitmentOf(next) }, kept: [...kept, next].slice(-NONCES_KEPT) };
}

/** Drops nonces older than the one in force. */
export function settled(kept: readonly Hex32[], standing: Hex32 | null): readonly Hex32[] {
  const at = standing === null ? -1 : kept.findIndex((nonce) => commitmentOf(nonce) === standing);
  return at <= 0 ? kept : kept.slice(at);
}

export function freshNonce(): Hex32 {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
}

const keyOf = (campaignId: string) => `emberhall.nonces.${campaignId}`;

export function loadNonces(keep: Keep, campaignId: string): readonly Hex32[] {
  return readJson(keep, keyOf(campaignId), isNonces) ?? [];
}

export function saveNonces(keep: Keep, campaignId: string, nonces: readonly Hex32[]): void {
  keep.write(keyOf(campaignId), JSON.stringify(nonces));
}

function isNonces(value: unknown): value is Hex32[] {
  return Array.isArray(value) && value.every((nonce) => typeof nonce === "string" && /^[0-9a-f]{64}$/.test(nonce));
}
