import { For, Show } from "solid-js";
import { ClockDial } from "../parts/clock-dial.tsx";
import { useCampaign } from "./table-context.tsx";

/** Clocks of the story that everybody may see. */
export function ClocksRow() {
  const campaign = useCampaign();
  const clocks = () => Object.values(campaign.store.view?.public.clocks ?? {});
  return (
    <Show when={clocks().length > 0}>
      <section aria-labelledby="clocks-title">
        <h2 id="clocks-title" class="eyebrow mb-2">
          What is coming
        </h2>
        <ul class="clocks">
          <For each={clocks()}>
            {(clock) => (
              <li>
                <ClockDial label={clock.title} segments={clock.segments} filled={clock.filled} size={48} />
                <span>
                  {clock.title}
                  <span class="block text-xs text-faint numeral">
                    {clock.filled} of {clock.segments}
                  </span>
                </span>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
