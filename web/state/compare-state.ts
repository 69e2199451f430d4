import type { CampaignView } from "../../workers/core/state.ts";
import { stateHash } from "../../workers/core/state-hash.ts";

/** How often a page that disagrees with the table starts over before it asks the browser for newer code. */
const STARTS_OVER_MAX = 2;
const RELOADED = "emberhall.reloaded";
/** A page that is as strange after a reload does not reload again and again: somebody may be writing in it. */
const RELOAD_AGAIN_AFTER_MS = 10 * 60_000;

/** Compares what was folded here with the hash of the server. A difference is a bug or old code: never a guess. */
export function createCompare(campaignId: string, startOver: () => void) {
  let startedOver = 0;
  /** Asks the browser for newer code; false when that was done a moment ago and did not help, or would never end. */
  const reloadPage = (): boolean => {
    if (!markReload(Date.now())) return false;
    location.reload();
    return true;
  };
  const compare = (view: CampaignView | null, { seq, hash }: { seq: number; hash: string }) => {
    if (view === null || view.head.seq !== seq || stateHash(view) === hash) return;
    console.warn(`Campaign ${campaignId}: the view at ${seq} differs from the table's; reading it again.`);
    if (startedOver++ < STARTS_OVER_MAX) startOver();
    else reloadPage();
  };
  return Object.assign(compare, { reloadPage });
}

/** Whether a reload is due and was written down. A browser that keeps nothing for a page would load it again for ever. */
function markReload(now: number): boolean {
  try {
    if (now - Number(sessionStorage.getItem(RELOADED) ?? 0) < RELOAD_AGAIN_AFTER_MS) return false;
    sessionStorage.setItem(RELOADED, String(now));
    return sessionStorage.getItem(RELOADED) === String(now);
  } catch {
    return false;
  }
}
