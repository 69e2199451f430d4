import { For, Show } from "solid-js";
import type { LedgerCall } from "../../state/story-entry.ts";
import { type CallNames, createCallNames } from "../review/call-names.ts";
import { callWords } from "../review/call-words.ts";
import { refusalWords } from "../review/refusal-words.ts";

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
              {callWords(call.tool, call.args, names)} <b>{verdictWords(call)}</b>
            </p>
            <Show when={call.why !== ""}>
              <p class="text-faint">Why: {call.why}</p>
            </Show>
            <Show when={call.reason !== ""}>
              <p class="text-faint">Reason: {reasonWords(call.reason, names)}</p>
            </Show>
          </li>
        )}
      </For>
    </ol>
  );
}

/** Who has judged a call stands with their own word on it: what the rules said afterwards was not theirs. */
function verdictWords({ verdict, by }: LedgerCall): string {
  if (by === "") return VERDICTS[verdict];
  if (verdict === "refused") return `let through by ${by}, then refused by the rules`;
  return `${verdict === "done" ? "approved" : VERDICTS[verdict]} by ${by}`;
}

/** A reason in words: slugs of the rules read out, and ids by the names they stand for. */
function reasonWords(reason: string, names: Pick<CallNames, "nameOf" | "isKnown">): string {
  if (/^[a-z]+(-[a-z]+)*$/.test(reason)) return refusalWords(reason);
  return reason.replace(/\b[a-z]+(?:-[a-z0-9]+)+\b/g, (id) => (names.isKnown(id) ? names.nameOf(id) : id));
}
