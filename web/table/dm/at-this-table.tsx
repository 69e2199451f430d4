import { For, Show } from "solid-js";
import type { DmSettings } from "../../../workers/contracts/dm.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { boundaryWords } from "../safety/boundary-words.ts";
import { LANGUAGES, LENGTHS, labelIn, RATINGS, TONES } from "./dm-words.ts";

/** What holds at this table, for those who play at it. */
export function AtThisTable(props: { dm: DmSettings; onClose: () => void }) {
  const facts = () =>
    [
      ["Tone", labelIn(TONES, props.dm.tone)],
      ["Length", labelIn(LENGTHS, props.dm.length)],
      ["Language", labelIn(LANGUAGES, props.dm.language)],
      ["Rating", labelIn(RATINGS, props.dm.rating)],
    ] as const;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="At this table"
      description="What the DM keeps to. The GM can change it; the X on the table is everybody’s."
    >
      <dl class="voice-facts">
        <For each={facts()}>
          {(fact) => (
            <div>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          )}
        </For>
        <Show when={props.dm.houseRules !== ""}>
          <div>
            <dt>House rules</dt>
            <dd class="dm-rules">{props.dm.houseRules}</dd>
          </div>
        </Show>
      </dl>
      <h3 class="eyebrow dm-heading">Lines and veils</h3>
      <ul class="boundaries" aria-label="What this table keeps out">
        <For each={props.dm.boundaries} fallback={<li class="text-sm text-faint">Nothing has been ruled out.</li>}>
          {(boundary) => (
            <li data-kind={boundary.kind}>
              <span>
                <b>{boundary.kind === "line" ? "Line" : "Veil"}</b> {boundaryWords(boundary)}
              </span>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}
