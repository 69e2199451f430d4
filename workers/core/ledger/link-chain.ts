import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, join } from "./bytes.ts";

/** Rolls one epoch of dice serves. */
export const ROLLS_PER_EPOCH = 1_024;
/** Every so many links one is kept, so that any link is at most this many hashes away. */
const PEBBLE_SPACING = 32;

export interface DiceContext {
  campaignId: string;
  epoch: number;
}

/** The link before: r[index − 1] from r[index]. One way only, so a revealed link tells nothing of those to come. */
export function stepBack(link: Uint8Array, { campaignId, epoch }: DiceContext, index: number): Uint8Array {
  return sha256(join(`emberhall/link/1\n${campaignId}\n${epoch}\n${index}\n`, link));
}

/** Walks from r[from] down to r[to]. */
export function walkBack(link: string, context: DiceContext, way: { from: number; to: number }): string {
  let current: Uint8Array = hexToBytes(link);
  for (let index = way.from; index > way.to; index -= 1) current = stepBack(current, context, index);
  return bytesToHex(current);
}

/** Link `index` of the chain that ends in `seed` = r[rolls]; 0 is the anchor. */
export function linkAt(seed: string, context: DiceContext, index: number, rolls = ROLLS_PER_EPOCH): string {
  if (index < 0 || index > rolls) throw new RangeError(`link ${index} of ${rolls}`);
  return walkBack(seed, context, { from: rolls, to: index });
}

/** A chain that remembers waypoints: the first link costs one walk, every further one a few hashes. */
export class LinkChain {
  readonly rolls: number;
  readonly #context: DiceContext;
  readonly #pebbles = new Map<number, string>();

  constructor(seed: string, context: DiceContext, rolls = ROLLS_PER_EPOCH) {
    this.rolls = rolls;
    this.#context = context;
    let current: Uint8Array = hexToBytes(seed);
    this.#pebbles.set(rolls, seed);
    for (let index = rolls; index > 0; index -= 1) {
      current = stepBack(current, context, index);
      if ((index - 1) % PEBBLE_SPACING === 0) this.#pebbles.set(index - 1, bytesToHex(current));
    }
  }

  get anchor(): string {
    return this.link(0);
  }

  link(index: number): string {
    if (!Number.isInteger(index) || index < 0 || index > this.rolls)
      throw new RangeError(`link ${index} of ${this.rolls}`);
    const from = Math.min(this.rolls, Math.ceil(index / PEBBLE_SPACING) * PEBBLE_SPACING);
    const pebble = this.#pebbles.get(from);
    if (pebble === undefined) throw new Error(`no waypoint at ${from}`);
    return walkBack(pebble, this.#context, { from, to: index });
  }
}
