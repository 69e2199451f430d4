import type { CampaignEvent, SeenEvent } from "../contracts/events.ts";
import { foldGm } from "./evolve/fold-gm.ts";
import { foldPrivate } from "./evolve/fold-private.ts";
import { foldPublic } from "./evolve/fold-public.ts";
import { emptyPrivateLane } from "./new-campaign.ts";
import type { CampaignState } from "./state.ts";

/**
 * The state after one more event. A veiled event moves the head and nothing else. Throws nothing: a fact that fits
 * nowhere changes nothing, because what is in the log has been decided already.
 */
export function evolve(state: CampaignState, event: SeenEvent): CampaignState {
  const { seq, epoch } = event.header;
  const folded = "body" in event ? fold(state, event.body, seq) : state;
  return { ...folded, head: { seq, epoch, hash: event.hash } };
}

/** Folds a fact that has no header yet into the lane of its audience. Each lane is folded from itself alone. */
export function fold(state: CampaignState, fact: CampaignEvent, seq: number): CampaignState {
  if (fact.audience === "all") {
    const lanes = { ...state, public: foldPublic(state.public, fact, seq) };
    // What was under way stays behind in every lane.
    return fact.type === "campaign_continued" ? { ...lanes, gm: foldGm(state.gm, fact, seq), private: {} } : lanes;
  }
  if (fact.audience === "gm") return { ...state, gm: foldGm(state.gm, fact, seq) };
  const lanes = { ...state.private };
  for (const memberId of fact.audience.members)
    lanes[memberId] = foldPrivate(lanes[memberId] ?? emptyPrivateLane, fact, seq);
  return { ...state, private: lanes };
}
