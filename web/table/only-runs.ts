import { createSignal } from "solid-js";
import type { Campaign } from "../state/campaign.ts";
import { keep } from "../state/keep.ts";
import { useCampaign } from "./table-context.tsx";

const kept = new WeakMap<Campaign, ReturnType<typeof createOnlyRuns>>();
const keyOf = (campaignId: string) => `emberhall.only-runs.${campaignId}`;

/** Whether whoever runs this table has said that they do not play in it. Kept on this device, a table each. */
export function useOnlyRuns(): ReturnType<typeof createOnlyRuns> {
  const campaign = useCampaign();
  const wish = kept.get(campaign) ?? createOnlyRuns(campaign);
  kept.set(campaign, wish);
  return wish;
}

function createOnlyRuns(campaign: Campaign) {
  const key = keyOf(campaign.id);
  const [said, setSaid] = createSignal(keep.read(key) !== null);
  return {
    /** It counts only as long as they may run the table, and have no character. */
    onlyRuns: () => said() && campaign.mayRun() && campaign.me()?.creatureId == null,
    say(onlyRuns: boolean): void {
      setSaid(onlyRuns);
      if (onlyRuns) keep.write(key, "yes");
      else keep.drop(key);
    },
  };
}
