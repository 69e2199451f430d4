import { createEffect, createMemo, createSignal, lazy, on, Show, Suspense } from "solid-js";
import { IconButton } from "../../parts/icon-button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import type { EntryOf, Wording } from "../../state/story-entry.ts";
import { citeMarks } from "../library/cite-mark.tsx";
import { MarksRow } from "../marks-row.tsx";
import { Prose } from "../prose.tsx";
import { VoiceLabel } from "../voice-label.tsx";
import { NarrationMenu } from "./narration-menu.tsx";

const NarrationBehind = lazy(async () => ({ default: (await import("./narration-behind.tsx")).NarrationBehind }));

/** What was told, in its newest words; the ones before can be leafed back to. */
export function Narration(props: { entry: EntryOf<"narration"> }) {
  const leaf = createLeaf(() => props.entry.wordings);
  const shown = () => leaf.shown();
  return (
    <div class="narration" data-private={props.entry.onlyFor.length > 0 ? "" : undefined}>
      <Show when={props.entry.onlyFor.length > 0}>
        <p class="eyebrow mb-1">
          <Icon name="whisper" size={14} class="mr-1 inline" />
          Only for {props.entry.onlyFor.join(", ")}
        </p>
      </Show>
      <Show when={props.entry.speaker}>
        <p class="eyebrow mb-1">{props.entry.speaker}</p>
      </Show>
      <Show when={props.entry.putAway && shown() === undefined}>
        <p class="put-away">
          <Icon name="eye-off" size={18} /> Put away.
        </p>
      </Show>
      <Show when={(shown()?.text ?? props.entry.text) !== ""}>
        <Prose
          text={shown()?.text ?? props.entry.text}
          opening={props.entry.opening}
          marks={citeMarks(shown()?.text ?? "", shown()?.cites ?? [])}
        />
      </Show>
      <MarksRow marks={props.entry.marks} />
      <Show when={props.entry.choices.length > 0}>
        <p class="sr-only">You may answer: {props.entry.choices.join("; ")}</p>
      </Show>
      <Show when={shown() !== undefined || props.entry.putAway}>
        <div class="narration-foot">
          <Show when={shown()}>{(wording) => <VoiceLabel wording={wording()} />}</Show>
          <Leaves leaf={leaf} />
          <NarrationMenu entry={props.entry} wording={shown()} onEarlier={leaf.earlier} />
        </div>
        <Show when={shown()?.behind}>
          {(behind) => (
            <Suspense>
              <NarrationBehind behind={behind()} />
            </Suspense>
          )}
        </Show>
      </Show>
    </div>
  );
}

/** Which wording is being read: the newest, until somebody leafs back. New words come to the front by themselves. */
function createLeaf(wordings: () => readonly Wording[]) {
  const [back, setBack] = createSignal(0);
  createEffect(
    on(
      () => wordings().length,
      () => setBack(0),
      { defer: true },
    ),
  );
  const at = createMemo(() => Math.max(0, wordings().length - 1 - back()));
  return {
    at,
    count: () => wordings().length,
    shown: (): Wording | undefined => wordings()[at()],
    earlier: () => setBack(Math.min(wordings().length - 1, back() + 1)),
    later: () => setBack(Math.max(0, back() - 1)),
  };
}

function Leaves(props: { leaf: ReturnType<typeof createLeaf> }) {
  return (
    <Show when={props.leaf.count() > 1}>
      <fieldset class="leaves">
        <legend class="sr-only">Wordings</legend>
        <IconButton
          icon="chevron-left"
          label="Earlier wording"
          aria-disabled={props.leaf.at() === 0 ? "true" : undefined}
          onClick={() => props.leaf.earlier()}
        />
        <span class="numeral" aria-live="polite">
          {props.leaf.at() + 1} of {props.leaf.count()}
        </span>
        <IconButton
          icon="chevron-right"
          label="Later wording"
          aria-disabled={props.leaf.at() === props.leaf.count() - 1 ? "true" : undefined}
          onClick={() => props.leaf.later()}
        />
      </fieldset>
    </Show>
  );
}
