import type { Audience, SeenEvent, StoredEvent, VeiledEvent } from "../contracts/events.ts";
import type { CampaignState, CampaignView, Viewer } from "./state.ts";

/**
 * The one place where secrets are dropped. An event passes whole or veiled, never in part: what others may learn of it
 * is another event.
 */
export function project(event: SeenEvent, viewer: Viewer): SeenEvent {
  return !("body" in event) || maySee(event.body.audience, viewer) ? event : veiled(event);
}

export function maySee(audience: Audience, viewer: Viewer): boolean {
  if (audience === "all") return true;
  if (audience === "gm") return viewer.gm;
  return viewer.memberId !== null && audience.members.includes(viewer.memberId);
}

/** Header, hash and signature: enough for the chain, nothing of the body. */
export function veiled({ header, hash, sig }: StoredEvent): VeiledEvent {
  return sig === undefined ? { header, hash } : { header, hash, sig };
}

/** The lanes of the state that a viewer may see. */
export function viewOf(state: CampaignState, viewer: Viewer): CampaignView {
  const own = viewer.memberId === null ? undefined : state.private[viewer.memberId];
  return { head: state.head, public: state.public, gm: viewer.gm ? state.gm : null, own: own ?? null };
}

/** What a member may see follows from their place at the table: the screen is for those who run it. */
export function viewerOf(state: CampaignState, memberId: Viewer["memberId"]): Viewer {
  const member = memberId === null ? undefined : state.public.members[memberId];
  return member === undefined || member.removed ? { memberId: null, gm: false } : { memberId, gm: member.screen };
}
