import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { Draw } from "../dice/pool.ts";
import { hexToBytes, join } from "./bytes.ts";

const WORDS_PER_BLOCK = 8;

/** All that decides the dice of one roll. */
export interface RollSource {
  campaignId: string;
  epoch: number;
  index: number;
  link: string;
  /** Table entropy. */
  entropy: string;
  /** Of hidden rolls only. */
  veil?: string | undefined;
}

/** The dice of a roll: HKDF over link, entropy and veil, then one HMAC stream for each label. */
export function drawOf({ campaignId, epoch, index, link, entropy, veil }: RollSource): Draw {
  const salt = sha256(join(`emberhall/roll/1\n${campaignId}\n${epoch}\n${index}`));
  const secret = join(hexToBytes(link), hexToBytes(entropy), veil === undefined ? "" : hexToBytes(veil));
  const key = hmac.create(sha256, hmac(sha256, salt, secret));
  return (label, sides) => {
    for (let block = 0; ; block += 1) {
      const words = key
        .clone()
        .update(join(`die\n${label}\n${block}`))
        .digest();
      const view = new DataView(words.buffer, words.byteOffset, words.byteLength);
      for (let at = 0; at < WORDS_PER_BLOCK; at += 1) {
        const face = faceOf(view.getUint32(at * 4), sides);
        if (face !== null) return face;
      }
    }
  };
}

/** The face a 32-bit word stands for. Words beyond the last whole multiple of `sides` would favour low faces: null. */
export function faceOf(word: number, sides: number): number | null {
  return word < Math.floor(2 ** 32 / sides) * sides ? (word % sides) + 1 : null;
}
