import { createEffect, createMemo, createSignal, type JSX, on, Show } from "solid-js";
import { Icon } from "../parts/icons/icon.tsx";
import { useTable } from "./table-context.tsx";

/** How it went before takes much of a phone: once somebody has said something of their own, it is one line that opens. */
export function PreviouslyFold(props: { children: JSX.Element }) {
  const { campaign, story } = useTable();
  const [opened, setOpened] = createSignal(false);
  const played = createMemo<boolean>((before) => before || campaign.unlanded().length > 0, false);
  // Whoever asks for it wants to read it.
  createEffect(on(story.retelling, (asked) => asked !== null && setOpened(true)));
  const folded = () => played() && !opened();
  return (
    <div class="previously-place" data-folded={folded() ? "" : undefined}>
      {props.children}
      <Show when={folded()}>
        <button type="button" class="previously-fold" aria-expanded="false" onClick={() => setOpened(true)}>
          <Icon name="history" size={16} /> Previously
          <Icon name="chevron-down" size={16} />
        </button>
      </Show>
    </div>
  );
}
