import { For, Show } from "solid-js";
import type { LedgerCall } from "../../state/story-entry.ts";
import { createCallNames } from "../review/call-names.ts";
import { callWords } from "../review/call-words.ts";

const VERDICTS: Record<LedgerCall["verdict"], string> = {
  proposed: "came to nothing",
  approved: "approved",
  done: "done",
  edited: "edited",
  refused: "refused by the rules",
  denied: "denied",
};

/** Every call as it was proposed, for those behind the screen: what, why, and what became of it. */
export function GmLedger(props: { calls: readonly LedgerCall[] }) {
  const names = createCallNames();
  return (
    <ol class="ledger" aria-label="Proposed calls">
      <For each={props.calls}>
        {(call) => (
          <li data-verdict={call.verdict}>
            <p>
              {callWords(call.tool, call.args, names)}{" "}
              <b>{call.verdict === "done" && call.by !== "" ? "approved" : VERDICTS[call.verdict]}</b>
              <Show when={call.by !== ""}> by {call.by}</Show>
            </p>
            <Show when={call.why !== ""}>
              <p class="text-faint">Why: {call.why}</p>
            </Show>
            <Show when={call.reason !== ""}>
              <p class="text-faint">Reason: {call.reason}</p>
            </Show>
            <code class="ledger-call">
              {call.tool} {JSON.stringify(call.args)}
            </code>
          </li>
        )}
      </For>
    </ol>
  );
}
