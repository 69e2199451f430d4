import { For, Show } from "solid-js";
import { Pill } from "../parts/pill.tsx";
import type { Mark } from "../state/story-entry.ts";

/** What changed, in a row of small marks. */
export function MarksRow(props: { marks: readonly Mark[] }) {
  return (
    <Show when={props.marks.length > 0}>
      <ul class="story-marks" aria-label="What changed">
        <For each={props.marks}>
          {(mark) => (
            <li>
              <Pill
                tone={mark.tone === "note" ? "quiet" : mark.tone}
                title={mark.about === "" ? undefined : mark.about}
              >
                <Show when={mark.who !== ""}>
                  <span class="mark-who">{mark.who}</span>
                </Show>
                {mark.text}
              </Pill>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
