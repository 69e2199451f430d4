import type { CampaignId, Hex32, MemberId } from "../../contracts/ids.ts";
import { newStep } from "../new-step.ts";
import type { CampaignState } from "../state.ts";
import type { Chance, Fact } from "../step.ts";

/** A campaign that goes on under another id, in other hands. */
export interface Continuing {
  readonly campaignId: CampaignId;
  readonly title: string;
  readonly how: "fork" | "import";
  readonly owner: { readonly memberId: MemberId; readonly name: string };
  readonly key: { readonly keyId: string; readonly publicKey: Hex32 };
  readonly dice: { readonly epoch: number; readonly rolls: number; readonly anchor: Hex32; readonly veilRoot: Hex32 };
}

/**
 * The facts with which a history goes on as a campaign of its own: its key and its dice before everything, then whose it is.
 * Roles of before are not trusted: everybody but the owner comes anew.
 */
export function continueCampaign(state: CampaignState, continuing: Continuing, chance: Chance): readonly Fact[] {
  const { campaignId, title, how, owner, key, dice } = continuing;
  const from = state.public.campaignId;
  if (from === null) throw new Error("There is no campaign that could go on.");
  const step = newStep({ state, chance, actor: { kind: "system" }, cause: {} });
  const { seq, hash } = state.head;
  step.emit("campaign_continued", { campaignId, title, from: { campaignId: from, seq, hash }, how, ...key });
  step.emit("epoch_opened", { ...dice, ...key });
  step.emit("member_joined", { ...owner, role: "owner" });
  return step.facts;
}
