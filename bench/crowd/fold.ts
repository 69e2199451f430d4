import type { SeenEvent } from "../../workers/contracts/events.ts";
import type { MemberId } from "../../workers/contracts/ids.ts";
import { evolve } from "../../workers/core/evolve.ts";
import { emptyGmLane, emptyPrivateLane } from "../../workers/core/new-campaign.ts";
import type { CampaignState, CampaignView } from "../../workers/core/state.ts";
import { stateHash } from "../../workers/core/state-hash.ts";

/** Said in every hello: taken from the contract, so that the crowd never speaks an older one than the room. */
export { PROTOCOL_VERSION } from "../../workers/contracts/frames.ts";

/** A browser's state from the view it was sent. */
export function stateOf(view: CampaignView, memberId: MemberId): CampaignState {
  return {
    head: view.head,
    public: view.public,
    gm: view.gm ?? emptyGmLane,
    private: view.own === null ? {} : { [memberId]: view.own ?? emptyPrivateLane },
  };
}

export function folded(state: CampaignState, events: readonly SeenEvent[]): CampaignState {
  return events.reduce(evolve, state);
}

/** What the browser would compare with the room's hash. */
export function hashOf(state: CampaignState, memberId: MemberId): string {
  const gm = state.public.members[memberId]?.screen === true ? state.gm : null;
  return stateHash({ public: state.public, gm, own: state.private[memberId] ?? null });
}
