import { createSignal, For, Match, onMount, Show, Switch } from "solid-js";
import type { Visibility } from "../../../workers/contracts/library.ts";
import type { CardSuggestion } from "../../../workers/contracts/memory.ts";
import { Button } from "../../parts/button.tsx";
import { Ember } from "../../parts/ember.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { askApi } from "../../state/api-client.ts";
import { keep } from "../../state/keep.ts";
import { makeMemoryApi } from "../../state/memory-api.ts";
import { createPassed } from "../../state/memory-passed.ts";
import { type Result, wordsFor } from "../../state/result.ts";
import { useCampaign } from "../table-context.tsx";
import { useMemory } from "./memory-context.tsx";
import { ENTITY_KINDS } from "./memory-words.ts";
import { SourceLink } from "./source-link.tsx";

/** Cards that could be made from what the campaign has read: to keep, for oneself or for all, or to pass by. */
export function CardSuggestions() {
  const campaign = useCampaign();
  const [open, setOpen] = createSignal(false);
  return (
    <details class="memory-fold" onToggle={(ev) => setOpen(ev.currentTarget.open)}>
      <summary>Suggested from your files</summary>
      <Show when={open()}>
        <Show
          when={campaign.behindScreen()}
          fallback={
            <p class="memory-aside">
              Your files may hold secrets. Go behind the screen, and what they suggest is shown.
            </p>
          }
        >
          <Suggested />
        </Show>
      </Show>
    </details>
  );
}

function Suggested() {
  const campaign = useCampaign();
  const memory = useMemory();
  const passed = createPassed(keep, campaign.id);
  const [answer, setAnswer] = createSignal<Result<{ items: readonly CardSuggestion[] }> | null>(null);
  const ask = async () => {
    setAnswer(null);
    setAnswer(await makeMemoryApi(askApi, campaign.id).suggestions());
  };
  onMount(() => void ask());
  const items = () => {
    const now = answer();
    const all = now?.ok ? now.value.items : [];
    return all.filter((item) => !passed.has(item) && memory.card(item.card.id)?.written !== true);
  };
  const problem = () => {
    const now = answer();
    return now === null || now.ok ? null : now.problem;
  };
  return (
    <Switch>
      <Match when={answer() === null}>
        <Ember text="Leafing through your files…" />
      </Match>
      <Match when={problem()}>
        {(wrong) => (
          <div class="memory-trouble" role="alert">
            <Icon name="warning" size={18} />
            <div>
              <p>{wordsFor(wrong())}</p>
              <Button size="small" icon="retry" onClick={() => void ask()}>
                Try again
              </Button>
            </div>
          </div>
        )}
      </Match>
      <Match when={answer()?.ok}>
        <ul class="card-list">
          <For each={items()} fallback={<li class="memory-empty">Nothing more to suggest.</li>}>
            {(item) => <Suggestion item={item} onPass={() => passed.pass(item)} />}
          </For>
        </ul>
      </Match>
    </Switch>
  );
}

function Suggestion(props: { item: CardSuggestion; onPass: () => void }) {
  const campaign = useCampaign();
  const keepIt = (visibility: Visibility) => campaign.table({ type: "write_card", card: props.item.card, visibility });
  const kind = () => ENTITY_KINDS[props.item.card.id.split(":")[0] as keyof typeof ENTITY_KINDS];
  return (
    <li class="suggested">
      <p>
        <Icon name={kind().icon} size={16} /> <b>{props.item.card.name}</b>{" "}
        <span class="memory-aside">{kind().one}</span>
      </p>
      <p class="card-text suggested-text">{props.item.card.text}</p>
      <Show when={props.item.card.source}>{(source) => <SourceLink source={source()} />}</Show>
      <div class="memory-row">
        <Button size="small" icon="check" onClick={() => keepIt("gm")}>
          Keep for me
        </Button>
        <Button size="small" onClick={() => keepIt("players")}>
          Keep for all
        </Button>
        <Button size="small" tone="quiet" onClick={() => props.onPass()}>
          Pass
        </Button>
      </div>
    </li>
  );
}
