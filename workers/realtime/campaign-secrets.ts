import type { CampaignId, Hex32 } from "../contracts/ids.ts";
import { bytesToHex, type DiceEpoch, openEpoch, type Signer } from "../core/ledger/index.ts";
import type { Chance } from "../core/step.ts";
import { nativeKey } from "./native-key.ts";

export interface CampaignKey {
  readonly keyId: string;
  readonly publicKey: Hex32;
  readonly sign: Signer;
}

/** `k2-1f0c…` is the second key of its campaign. */
function numberOf(keyId: string): number {
  return Number(/^k([0-9]{1,6})-/.exec(keyId)?.[1] ?? 1);
}

const secretBytes = (count: number): string => bytesToHex(crypto.getRandomValues(new Uint8Array(count)));

/**
 * What a campaign keeps to itself: the key it signs with and the seeds of its dice. They never leave this object's
 * storage; the log holds their public halves.
 */
export class CampaignSecrets {
  readonly #sql: SqlStorage;
  readonly #keys = new Map<number, CampaignKey>();
  #dice: { number: number; epoch: DiceEpoch } | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** A key by its id, and the first one for a campaign that has none in its log yet. Made on first use. */
  key(keyId: string): CampaignKey {
    return this.#key(numberOf(keyId));
  }

  /** The key that comes after another. */
  keyAfter(keyId: string): CampaignKey {
    return this.#key(numberOf(keyId) + 1);
  }

  #key(number: number): CampaignKey {
    const known = this.#keys.get(number);
    if (known !== undefined) return known;
    const { publicKey, sign } = nativeKey(this.#kept(`key:${number}`, () => secretBytes(32)));
    const key = { keyId: `k${number}-${publicKey.slice(0, 8)}`, publicKey, sign };
    this.#keys.set(number, key);
    return key;
  }

  /** The dice of an epoch, their seeds made on first use. */
  dice(campaignId: CampaignId, number: number): DiceEpoch {
    if (this.#dice?.number === number) return this.#dice.epoch;
    const secrets = {
      seed: this.#kept(`dice:${number}:seed`, () => secretBytes(32)),
      veilSeed: this.#kept(`dice:${number}:veil`, () => secretBytes(32)),
    };
    this.#dice = { number, epoch: openEpoch(secrets, { campaignId, epoch: number }) };
    return this.#dice.epoch;
  }

  chance(campaignId: CampaignId, epoch: number): Chance {
    return {
      link: (index) => this.dice(campaignId, epoch).link(index),
      veil: (index) => this.dice(campaignId, epoch).veil(index),
      salt: () => secretBytes(32),
    };
  }

  #kept(name: string, make: () => string): string {
    const row = this.#sql.exec<{ value: string }>("SELECT value FROM secrets WHERE name = ?", name).toArray()[0];
    if (row !== undefined) return row.value;
    const value = make();
    this.#sql.exec("INSERT INTO secrets (name, value) VALUES (?, ?)", name, value);
    return value;
  }
}
