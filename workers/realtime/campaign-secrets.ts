import type { CampaignId, Hex32 } from "../contracts/ids.ts";
import { bytesToHex, type DiceEpoch, openEpoch, type Signer } from "../core/ledger/index.ts";
import type { Chance } from "../core/step.ts";
import { nativeKey } from "./native-key.ts";

const secretBytes = (count: number): string => bytesToHex(crypto.getRandomValues(new Uint8Array(count)));

/**
 * What a campaign keeps to itself: the key it signs with and the seeds of its dice. They never leave this object's
 * storage; the log holds their public halves.
 */
export class CampaignSecrets {
  readonly #sql: SqlStorage;
  #signer: { keyId: string; publicKey: Hex32; sign: Signer } | null = null;
  #dice: { number: number; epoch: DiceEpoch } | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The key in force, made on first use. */
  key(): { keyId: string; publicKey: Hex32; sign: Signer } {
    if (this.#signer !== null) return this.#signer;
    const secretKey = this.#kept("key:1", () => secretBytes(32));
    const { publicKey, sign } = nativeKey(secretKey);
    this.#signer = { keyId: `k1-${publicKey.slice(0, 8)}`, publicKey, sign };
    return this.#signer;
  }

  /** The dice of an epoch, their seeds made on first use. */
  dice(campaignId: CampaignId, number: number): DiceEpoch {
    if (this.#dice?.number === number) return this.#dice.epoch;
    const secrets = { seed: this.#kept(`dice:${number}:seed`, () => secretBytes(32)), veilSeed: this.#kept(`dice:${number}:veil`, () => secretBytes(32)) };
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
