import { createMemo, For, Show } from "solid-js";
import { useTable } from "./table-context.tsx";
import { waitingFor, whyNotAct } from "./whose-move.ts";

/** Three things one could do, or the answers to what the DM asked. A tap says it. */
export function Suggestions() {
  const { campaign, composer } = useTable();
  const lane = () => campaign.store.view?.public;
  const offered = createMemo((): readonly string[] => {
    const current = lane();
    if (
      current === undefined ||
      current.turn !== null ||
      whyNotAct(current, campaign.live.memberId) !== null ||
      campaign.behindScreen()
    )
      return [];
    return current.question?.choices ?? current.suggestions.slice(0, 3);
  });
  const asked = () => {
    const current = lane();
    return current !== undefined && waitingFor(current, campaign.live.memberId, {}).for === "answer";
  };
  return (
    <Show when={offered().length > 0}>
      <fieldset class="suggestions">
        <legend class="sr-only">{asked() ? "Answers" : "Suggestions"}</legend>
        <For each={offered()}>
          {(words) => (
            <button type="button" class="suggestion" onClick={() => composer.act(words)}>
              {words}
            </button>
          )}
        </For>
      </fieldset>
    </Show>
  );
}
