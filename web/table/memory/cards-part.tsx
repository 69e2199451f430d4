import { createMemo, createSignal, For, onMount, Show } from "solid-js";
import type { CardView, EntityId, EntityKind } from "../../../workers/contracts/memory.ts";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { cardsByKind, KINDS } from "../../state/memory-lists.ts";
import { useCampaign } from "../table-context.tsx";
import { CardForm } from "./card-form.tsx";
import { CardPage } from "./card-page.tsx";
import { CardSuggestions } from "./card-suggestions.tsx";
import { useMemory } from "./memory-context.tsx";
import { cardLine, ENTITY_KINDS, screenWords } from "./memory-words.ts";

const LINES_MAX = 8;

/** People, places, things, factions and quests: all of them, or the one that was opened. */
export function CardsPart() {
  const memory = useMemory();
  const open = createMemo(() => {
    const id = memory.openCard();
    return id === null ? null : (memory.card(id)?.id ?? null);
  });
  // Whoever closes a card comes back to its line.
  const left = createMemo<EntityId | null>((before) => open() ?? before, null);
  return (
    <div class="memory-part">
      <Show when={open()} fallback={<CardList backAt={left()} />} keyed>
        {(id) => <Show when={memory.card(id)}>{(card) => <CardPage card={card()} />}</Show>}
      </Show>
    </div>
  );
}

function CardList(props: { backAt: EntityId | null }) {
  const campaign = useCampaign();
  const memory = useMemory();
  const [words, setWords] = createSignal("");
  const [writing, setWriting] = createSignal(false);
  const groups = createMemo(() => cardsByKind(memory.cards(), words()));
  const cardsOf = (kind: EntityKind) => groups().find((group) => group.kind === kind)?.cards ?? [];
  return (
    <>
      <search class="memory-filters">
        <div class="memory-find">
          <TextField
            label="Search the cards"
            hideLabel
            placeholder="Search"
            value={words()}
            onInput={(ev) => setWords(ev.currentTarget.value)}
          />
          <Show when={memory.mayEdit()}>
            <Button icon="plus" aria-label="Write a card" onClick={() => setWriting(true)}>
              Card
            </Button>
          </Show>
        </div>
      </search>
      <Show when={campaign.mayRun()}>
        <CardSuggestions />
      </Show>
      <For each={KINDS}>
        {(kind) => (
          <Show when={cardsOf(kind).length > 0}>
            <KindGroup kind={kind} cards={cardsOf(kind)} all={words().trim() !== ""} backAt={props.backAt} />
          </Show>
        )}
      </For>
      <Show when={groups().length === 0}>
        <p class="memory-empty">
          {words().trim() === "" ? "No cards yet. They come with play, or by hand." : "No card has these words."}
        </p>
      </Show>
      <Show when={writing()}>
        <CardForm card={null} onClose={() => setWriting(false)} />
      </Show>
    </>
  );
}

/** The cards of one kind. What a party carries alone would fill the panel, so a long kind is cut short until asked for. */
function KindGroup(props: { kind: EntityKind; cards: readonly CardView[]; all: boolean; backAt: EntityId | null }) {
  const isCutBefore = (id: EntityId | null) => props.cards.findIndex((card) => card.id === id) >= LINES_MAX;
  const [open, setOpen] = createSignal(isCutBefore(props.backAt));
  const shown = () => (props.all || open() ? props.cards : props.cards.slice(0, LINES_MAX));
  const words = () => ENTITY_KINDS[props.kind].many;
  let list: HTMLUListElement | undefined;
  const showAll = () => {
    setOpen(true);
    list?.children[LINES_MAX]?.querySelector("button")?.focus();
  };
  return (
    <section aria-label={words()}>
      <h3 class="eyebrow card-kind">{words()}</h3>
      <ul ref={list} class="card-list">
        <For each={shown()}>{(card) => <CardLine card={card} isBackHere={card.id === props.backAt} />}</For>
      </ul>
      <Show when={shown().length < props.cards.length}>
        <Button size="small" tone="quiet" icon="chevron-down" onClick={showAll}>
          All {props.cards.length} {words().toLowerCase()}
        </Button>
      </Show>
    </section>
  );
}

function CardLine(props: { card: CardView; isBackHere: boolean }) {
  const memory = useMemory();
  let line: HTMLButtonElement | undefined;
  onMount(() => props.isBackHere && line?.focus());
  return (
    <li>
      <button ref={line} type="button" class="card-line" onClick={() => memory.showCard(props.card.id)}>
        <Icon name={ENTITY_KINDS[props.card.kind].icon} size={18} />
        <span class="card-line-words">
          <b>{props.card.name}</b>
          <span class="memory-aside">{cardLine(props.card)}</span>
          <Show when={props.card.audience === "gm" && props.card.openToo}>
            <span class="memory-aside">{screenWords(props.card)}</span>
          </Show>
        </span>
        <Show when={props.card.pinned}>
          <Icon name="pin" size={15} label="Pinned" />
        </Show>
        <Show when={props.card.audience === "gm"}>
          <Icon name="eye-off" size={15} label={screenWords(props.card)} />
        </Show>
      </button>
    </li>
  );
}
