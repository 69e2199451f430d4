import { For, Show } from "solid-js";
import { Icon } from "../../parts/icons/icon.tsx";
import { useTable } from "../table-context.tsx";

/** So many places are worth a number each; a recap may rest on two dozen. */
const PLACES_MAX = 4;

/** The way from a remembered thing to where it stands in the story. Within a sentence it is only a sign. */
export function RestsOn(props: { rests: readonly number[]; within?: boolean }) {
  const { story } = useTable();
  const places = () => props.rests.slice(0, PLACES_MAX);
  return (
    <span class="rests" data-within={props.within ? "" : undefined}>
      <Show when={props.rests[0]}>
        {(first) => (
          <button type="button" class="rests-first" onClick={() => story.seek(first())}>
            <Icon name="book" size={14} /> <span class={props.within ? "sr-only" : undefined}>In the story</span>
          </button>
        )}
      </Show>
      <For each={places().slice(1)}>
        {(seq, at) => (
          <button
            type="button"
            class="rests-more"
            aria-label={`In the story, place ${at() + 2} of ${places().length}`}
            onClick={() => story.seek(seq)}
          >
            {at() + 2}
          </button>
        )}
      </For>
    </span>
  );
}
