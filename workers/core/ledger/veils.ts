import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, join } from "./bytes.ts";
import { ROLLS_PER_EPOCH } from "./link-chain.ts";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
/** Fills the tree up to a power of two. */
const PADDING = new Uint8Array(32);

export interface OpenedVeil {
  veil: string;
  /** Sibling hashes from the leaf up to the root. */
  path: string[];
}

/** The secret that keeps a hidden roll hidden when the links after it become known. */
export function veilAt(veilSeed: string, index: number): string {
  return bytesToHex(hmac(sha256, hexToBytes(veilSeed), join(`emberhall/veil/1\n${index}`)));
}

/** All veils of an epoch under one Merkle root, which is published before the first roll. */
export class Veils {
  readonly #seed: string;
  readonly #levels: Uint8Array[][];

  constructor(veilSeed: string, rolls = ROLLS_PER_EPOCH) {
    this.#seed = veilSeed;
    const width = 2 ** depthOf(rolls);
    const leaves = Array.from({ length: width }, (_, position) =>
      position < rolls ? sha256(join(LEAF, hexToBytes(veilAt(veilSeed, position + 1)))) : PADDING,
    );
    this.#levels = [leaves];
    for (let level = leaves; level.length > 1; ) {
      const below = level;
      level = Array.from({ length: below.length / 2 }, (_, at) =>
        sha256(join(NODE, below[at * 2] ?? PADDING, below[at * 2 + 1] ?? PADDING)),
      );
      this.#levels.push(level);
    }
  }

  get root(): string {
    return bytesToHex(this.#levels.at(-1)?.[0] ?? PADDING);
  }

  open(index: number): OpenedVeil {
    let position = index - 1;
    const path = this.#levels.slice(0, -1).map((level) => {
      const sibling = level[position ^ 1] ?? PADDING;
      position >>= 1;
      return bytesToHex(sibling);
    });
    return { veil: veilAt(this.#seed, index), path };
  }
}

/** Whether a veil is the one committed for an index. */
export function verifyVeil(root: string, index: number, opened: OpenedVeil, rolls = ROLLS_PER_EPOCH): boolean {
  if (index < 1 || index > rolls || opened.path.length !== depthOf(rolls)) return false;
  let position = index - 1;
  let hash = sha256(join(LEAF, hexToBytes(opened.veil)));
  for (const step of opened.path) {
    const sibling = hexToBytes(step);
    hash = sha256(position % 2 === 0 ? join(NODE, hash, sibling) : join(NODE, sibling, hash));
    position >>= 1;
  }
  return bytesToHex(hash) === root;
}

function depthOf(rolls: number): number {
  return Math.ceil(Math.log2(rolls));
}
