import type { Hex32 } from "../../contracts/ids.ts";
import { newStep } from "../new-step.ts";
import type { CampaignState } from "../state.ts";
import type { Chance, Fact } from "../step.ts";

/** A campaign that was put back to an earlier hour and goes on from there. */
export interface Restoring {
  /** How far its log had come before. */
  readonly goneThroughSeq: number;
  readonly key: { readonly keyId: string; readonly publicKey: Hex32 };
  readonly dice: { readonly epoch: number; readonly rolls: number; readonly anchor: Hex32; readonly veilRoot: Hex32 };
}

/**
 * The facts with which an older state goes on: that it is one, for everybody to read, then a key and dice of its own. The links
 * of the hours that are gone have been seen, so none of them may fall again.
 */
export function restoreCampaign(
  state: CampaignState,
  { goneThroughSeq, key, dice }: Restoring,
  chance: Chance,
): readonly Fact[] {
  const step = newStep({ state, chance, actor: { kind: "system" }, cause: {} });
  step.emit("campaign_restored", { throughSeq: state.head.seq, goneThroughSeq });
  step.emit("key_rotated", key);
  step.emit("epoch_opened", { ...dice, ...key });
  return step.facts;
}
