import { createMemo, For, Show } from "solid-js";
import { Icon } from "../parts/icons/icon.tsx";
import { checkRoll } from "../state/check-roll.ts";
import type { RollCard } from "../state/story-entry.ts";
import { useCampaign } from "./table-context.tsx";

/** Recomputes a roll from the log in this browser, and says what was checked and what could not be. */
export function RollProof(props: { roll: RollCard }) {
  const campaign = useCampaign();
  const proof = createMemo(() => checkRoll(campaign.events(), props.roll));
  return (
    <div class="roll-proof" data-verdict={proof().verdict}>
      <p>
        <Icon
          name={proof().verdict === "false" ? "warning" : proof().verdict === "true" ? "seal" : "hourglass"}
          size={18}
        />
        <b>{proof().words}</b>
      </p>
      <Show when={proof().steps.length > 0}>
        <ul>
          <For each={proof().steps}>
            {(step) => (
              <li>
                <Icon name={step.holds ? "check" : "close"} size={15} /> {step.words}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
