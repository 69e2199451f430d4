import { createEffect, createSignal, For, Show } from "solid-js";
import type { Visibility } from "../../../workers/contracts/library.ts";
import type { CardSuggestion, EntityKind } from "../../../workers/contracts/memory.ts";
import { Button } from "../../parts/button.tsx";
import { Ember } from "../../parts/ember.tsx";
import { SelectField } from "../../parts/field.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { askApi } from "../../state/api-client.ts";
import { keep } from "../../state/keep.ts";
import { makeMemoryApi } from "../../state/memory-api.ts";
import { keptFor, ofKind, sameNamed } from "../../state/memory-card.ts";
import { KINDS } from "../../state/memory-lists.ts";
import { createPassed } from "../../state/memory-passed.ts";
import { createSuggestions } from "../../state/memory-suggestions.ts";
import { wordsFor } from "../../state/result.ts";
import { RUN_MODES } from "../dm/dm-words.ts";
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
              Your files may hold secrets. Go behind the screen first: in the GM tab choose “{RUN_MODES.human.title}” or
              “{RUN_MODES.review.title}”. What they suggest then stands here.
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
  const isNew = ({ card }: CardSuggestion) =>
    !KINDS.some((kind) => sameNamed(kind, card.name, memory.cards())?.written === true);
  const list = createSuggestions(
    makeMemoryApi(askApi, campaign.id).suggestions,
    (item) => !passed.has(item) && memory.card(item.card.id)?.written !== true && isNew(item),
  );
  createEffect(() => {
    if (list.wantsMore()) void list.more();
  });
  return (
    <>
      <p class="memory-aside">Kept for all, a card does not say which file it comes from.</p>
      <ul class="card-list">
        <For each={list.items()}>{(item) => <Suggestion item={item} onPass={() => passed.pass(item)} />}</For>
        <Show when={list.done() && list.items().length === 0}>
          <li class="memory-empty">Nothing more to suggest.</li>
        </Show>
      </ul>
      <Show when={list.busy()}>
        <Ember text="Leafing through your files…" />
      </Show>
      <Show when={list.problem()}>
        {(wrong) => (
          <div class="memory-trouble" role="alert">
            <Icon name="warning" size={18} />
            <div>
              <p>{wordsFor(wrong())}</p>
              <Button size="small" icon="retry" onClick={() => void list.more()}>
                Try again
              </Button>
            </div>
          </div>
        )}
      </Show>
      <Show when={!list.done() && !list.busy() && list.problem() === null}>
        <Button size="small" tone="quiet" icon="search" onClick={() => void list.more()}>
          Look further
        </Button>
      </Show>
    </>
  );
}

/** What a suggestion is taken for; whoever keeps it may know better. */
const kindOf = ({ id }: CardSuggestion["card"]) => id.split(":")[0] as EntityKind;

function Suggestion(props: { item: CardSuggestion; onPass: () => void }) {
  const campaign = useCampaign();
  const memory = useMemory();
  const [kind, setKind] = createSignal(kindOf(props.item.card));
  const keepIt = (visibility: Visibility) => {
    const card = ofKind(props.item.card, kind(), memory.cards());
    campaign.table({ type: "write_card", card: keptFor(visibility, card), visibility });
  };
  return (
    <li class="suggested">
      <p>
        <Icon name={ENTITY_KINDS[kind()].icon} size={16} /> <b>{props.item.card.name}</b>
      </p>
      <SelectField
        label={`What ${props.item.card.name} is`}
        hideLabel
        class="suggested-kind"
        value={kind()}
        options={KINDS.map((each) => ({ value: each, label: ENTITY_KINDS[each].one }))}
        onChange={(ev) => setKind(ev.currentTarget.value as EntityKind)}
      />
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
