import type { SeenEvent } from "../../workers/contracts/events.ts";
import type { MemberId } from "../../workers/contracts/ids.ts";
import { evolve } from "../../workers/core/evolve.ts";
import { emptyGmLane, newCampaign } from "../../workers/core/new-campaign.ts";
import { viewerOf, viewOf } from "../../workers/core/project.ts";
import type { CampaignState, CampaignView } from "../../workers/core/state.ts";

/** The same fold as the server's, over what one member may see. Lanes they may not see stay empty. */
export function foldEvents(state: CampaignState, events: readonly SeenEvent[]): CampaignState {
  return events.reduce(evolve, state);
}

/** A view of the server opened into the lanes that `evolve` writes. */
export function stateFromView(view: CampaignView, memberId: MemberId | null): CampaignState {
  return {
    head: view.head,
    public: view.public,
    gm: view.gm ?? emptyGmLane,
    private: view.own === null || memberId === null ? {} : { [memberId]: view.own },
  };
}

/** What a member sees of a state folded in the browser. */
export function viewFor(state: CampaignState, memberId: MemberId | null): CampaignView {
  return viewOf(state, viewerOf(state, memberId));
}

export { newCampaign };
