import { For } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import { BoundaryPicker } from "../safety/boundary-picker.tsx";
import { boundaryWords } from "../safety/boundary-words.ts";
import type { BoundaryChanges } from "./boundary-changes.ts";

/** Lines and veils: what this table keeps out, and what it looks away from. */
export function BoundariesField(props: { changes: BoundaryChanges }) {
  return (
    <section class="dm-part" aria-labelledby="dm-boundaries">
      <h3 id="dm-boundaries" class="eyebrow">
        Lines and veils
      </h3>
      <ul class="boundaries" aria-label="What this table keeps out">
        <For each={props.changes.shown()} fallback={<li class="text-sm text-faint">Nothing has been ruled out.</li>}>
          {(boundary) => (
            <li data-kind={boundary.kind}>
              <span>
                <b>{boundary.kind === "line" ? "Line" : "Veil"}</b> {boundaryWords(boundary)}
              </span>
              <IconButton
                icon="close"
                label={`Take out ${boundaryWords(boundary)}`}
                onClick={() => props.changes.takeOut(boundary)}
              />
            </li>
          )}
        </For>
      </ul>
      <BoundaryPicker
        name="dm-boundary"
        value={props.changes.next()}
        error={props.changes.fault()}
        onChange={props.changes.setNext}
      />
      <Button icon="plus" disabled={!props.changes.mayAdd()} onClick={props.changes.add}>
        Add it
      </Button>
    </section>
  );
}
