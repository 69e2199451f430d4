import { type DiceContext, LinkChain, ROLLS_PER_EPOCH } from "./link-chain.ts";
import { type OpenedVeil, Veils } from "./veils.ts";

/** The secrets of one epoch of dice, and what may be told of them. */
export interface DiceSecrets {
  /** The last link, r[rolls]: 32 random bytes. */
  seed: string;
  /** 32 further random bytes. */
  veilSeed: string;
}

/** Links and veils of an epoch. Building is put off until the first one is asked for, so waking a table stays cheap. */
export class DiceEpoch {
  readonly rolls: number;
  readonly #secrets: DiceSecrets;
  readonly #context: DiceContext;
  #chain: LinkChain | null = null;
  #veils: Veils | null = null;

  constructor(secrets: DiceSecrets, context: DiceContext, rolls = ROLLS_PER_EPOCH) {
    this.#secrets = secrets;
    this.#context = context;
    this.rolls = rolls;
  }

  /** What `epoch_opened` publishes before the first roll. */
  commitment(): { epoch: number; rolls: number; anchor: string; veilRoot: string } {
    return { epoch: this.#context.epoch, rolls: this.rolls, anchor: this.#links().anchor, veilRoot: this.#tree().root };
  }

  link(index: number): string {
    return this.#links().link(index);
  }

  veil(index: number): OpenedVeil {
    return this.#tree().open(index);
  }

  #links(): LinkChain {
    this.#chain ??= new LinkChain(this.#secrets.seed, this.#context, this.rolls);
    return this.#chain;
  }

  #tree(): Veils {
    this.#veils ??= new Veils(this.#secrets.veilSeed, this.rolls);
    return this.#veils;
  }
}

/** Opens an epoch from fresh secrets. */
export function openEpoch(secrets: DiceSecrets, context: DiceContext, rolls = ROLLS_PER_EPOCH): DiceEpoch {
  return new DiceEpoch(secrets, context, rolls);
}
