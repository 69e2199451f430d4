import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { Die } from "../parts/die.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { Pill } from "../parts/pill.tsx";
import { mayMove } from "../state/reading.ts";

const STEP_MS = [500, 1_100, 1_900];
const LAST_STEP = STEP_MS.length;

/** A few seconds of play, told once: what is done, the die, what follows. Still readers get it whole. */
export function LandingSample() {
  const [step, setStep] = createSignal(mayMove() ? 0 : LAST_STEP);
  onMount(() => {
    if (step() === LAST_STEP) return;
    const timers = STEP_MS.map((ms, index) => setTimeout(() => setStep(index + 1), ms));
    onCleanup(() => timers.forEach(clearTimeout));
  });
  const shown = (at: number) => ({ "data-shown": step() >= at ? "" : undefined });
  return (
    <div class="sample">
      <div class="story story-opening">
        <p>
          The common room smells of wet wool and woodsmoke. Somebody has set a lantern in the window, and nobody will
          say for whom.
        </p>
      </div>
      <p class="sample-said" {...shown(1)}>
        <b>Hild</b> lays an ear against the cellar door and listens.
      </p>
      <div class="sample-roll" {...shown(2)}>
        <Show when={step() >= 2} fallback={<span class="sample-die" />}>
          <Die sides={20} value={14} tumble={mayMove()} size={54} />
        </Show>
        <p>
          <b>Perception</b>
          <span class="numeral"> 14 + 3 = 17 against 13</span>
          <span class="sample-proof">
            <Icon name="seal" size={15} /> Checked in your browser
          </span>
        </p>
        <span class="sample-outcome">Success</span>
      </div>
      <div class="story" {...shown(3)}>
        <p>Below, under the slow drip of the barrels, a child is counting. She has got to ninety.</p>
        <div class="story-marks">
          <Pill tone="item" icon="lantern">
            +lantern
          </Pill>
          <Pill icon="book">in the journal</Pill>
        </div>
      </div>
    </div>
  );
}
