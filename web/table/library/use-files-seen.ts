import type { Campaign } from "../../state/campaign.ts";
import { keep } from "../../state/keep.ts";
import { createFilesSeen } from "../../state/library-seen.ts";
import { useCampaign } from "../table-context.tsx";

const kept = new WeakMap<Campaign, ReturnType<typeof createFilesSeen>>();

/** What whoever sits here has looked at, one and the same for the list and for what opens from the story. */
export function useFilesSeen(): ReturnType<typeof createFilesSeen> {
  const campaign = useCampaign();
  const seen = kept.get(campaign) ?? createFilesSeen(keep, campaign.id);
  kept.set(campaign, seen);
  return seen;
}
