import type { TurnReceiptPayload } from "../../contracts/events/machine.ts";
import type { CampaignEvent } from "../../contracts/events.ts";
import { toolClass } from "../tool-class.ts";

type Ledger = TurnReceiptPayload["calls"];

/**
 * What became of the calls of a turn, without what is hidden: their kind and the verdict. The same is read from the events
 * of the turn whoever asks, so nothing is kept beside the log.
 */
export function ledgerOf(events: readonly CampaignEvent[]): { calls: Ledger; reviewed: boolean } {
  const edited = new Set<string>();
  let reviewed = false;
  const calls: Ledger = [];
  for (const fact of events) {
    if (fact.type === "call_judged") {
      reviewed = true;
      if (fact.payload.verdict === "edited") edited.add(fact.payload.callId);
    }
    if (fact.type === "tool_call_applied")
      calls.push({
        class: toolClass(fact.payload.tool),
        verdict: edited.has(fact.payload.callId) ? "edited" : "done",
      });
    // That a call would have told a secret is itself a hint: it stands behind the screen only.
    if (fact.type === "tool_call_refused" && fact.payload.code !== "repeats-secret")
      calls.push({
        class: toolClass(fact.payload.tool),
        verdict: fact.payload.code === "denied-by-gm" ? "denied" : "refused",
      });
  }
  return { calls: calls.slice(0, 8), reviewed };
}
