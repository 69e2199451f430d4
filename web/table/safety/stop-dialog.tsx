import { createSignal, Show } from "solid-js";
import type { Boundary } from "../../../workers/contracts/dm.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { BOUNDARIES_MAX } from "../../state/boundaries.ts";
import { useCampaign } from "../table-context.tsx";
import { BoundaryPicker } from "./boundary-picker.tsx";

/** The card with which anybody stops play. One press is enough; the rest is for those who want to say more. */
export function StopDialog(props: { words: string; onClose: () => void }) {
  const campaign = useCampaign();
  const [boundary, setBoundary] = createSignal<Boundary>({ kind: "line", tag: null, text: props.words.slice(0, 80) });
  // Who only watches stops play like anybody; what stays out of the story is for those who play to say.
  const plays = () => campaign.me() !== null && campaign.me()?.role !== "spectator";
  const full = () => (campaign.store.view?.public.dm.boundaries.length ?? 0) >= BOUNDARIES_MAX;
  let stopButton: HTMLButtonElement | undefined;
  const stop = () => {
    const { tag, text } = boundary();
    const said = tag !== null || text.trim() !== "" ? { ...boundary(), text: text.trim() } : null;
    campaign.table({ type: "raise_x", boundary: said });
    props.onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Stop here"
      description="Stops play at once. Nobody sees who. The last words are put away."
      firstFocus={() => stopButton}
    >
      <Button
        ref={(element) => {
          stopButton = element;
        }}
        tone="primary"
        size="large"
        icon="stop"
        wide
        onClick={stop}
      >
        Stop
      </Button>
      <Show when={plays()}>
        <details class="stop-more" open={props.words !== ""}>
          <summary>Keep something out from here on (you need not)</summary>
          <p class="field-hint">
            {full()
              ? "The list of what this table keeps out is full: play stops, and nothing can be added to it."
              : "It joins what this table keeps out, with no name beside it."}
          </p>
          <BoundaryPicker name="stop" value={boundary()} onChange={setBoundary} />
        </details>
      </Show>
    </Dialog>
  );
}
