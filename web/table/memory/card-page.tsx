import { createMemo, createSignal, For, onMount, Show } from "solid-js";
import type { CardView, FactView, LoreCard } from "../../../workers/contracts/memory.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { cardOf, draftOf, keptFor } from "../../state/memory-card.ts";
import { factsOnCard } from "../../state/memory-lists.ts";
import { useCampaign } from "../table-context.tsx";
import { CardForm } from "./card-form.tsx";
import { FactRow } from "./fact-row.tsx";
import { useMemory } from "./memory-context.tsx";
import { ENTITY_KINDS, screenWords } from "./memory-words.ts";
import { MergeDialog } from "./merge-dialog.tsx";
import { NoteForm } from "./note-form.tsx";
import { SourceLink } from "./source-link.tsx";

type Doing = "nothing" | "writing" | "merging" | "removing" | "noting";

/** One card: what somebody wrote, and what play says about the same. */
export function CardPage(props: { card: CardView }) {
  const memory = useMemory();
  const [doing, setDoing] = createSignal<Doing>("nothing");
  const facts = createMemo<readonly FactView[]>(
    (before) =>
      factsOnCard(
        props.card.facts,
        before.map(({ id }) => id),
        memory.fact,
      ),
    [],
  );
  let note: HTMLButtonElement | undefined;
  const done = () => {
    const wasNoting = doing() === "noting";
    setDoing("nothing");
    if (wasNoting) note?.focus();
  };
  return (
    <article class="card-page" aria-labelledby="memory-card">
      <Button size="small" tone="quiet" icon="chevron-left" class="memory-back" onClick={() => memory.showCard(null)}>
        All cards
      </Button>
      <CardWords card={props.card} />
      <Show when={memory.mayEdit()}>
        <CardHands card={props.card} onDo={setDoing} />
      </Show>
      <section aria-label="From play">
        <h4 class="eyebrow card-kind">From play</h4>
        <ol class="fact-list">
          <For each={facts()} fallback={<li class="memory-empty">Nothing yet.</li>}>
            {(fact) => <FactRow fact={fact} />}
          </For>
        </ol>
      </section>
      <Show when={memory.mayEdit()}>
        <Show
          when={doing() === "noting"}
          fallback={
            <Button ref={note} size="small" icon="plus" class="memory-add" onClick={() => setDoing("noting")}>
              Add a note about {props.card.name}
            </Button>
          }
        >
          <NoteForm about={props.card.id} onClose={done} />
        </Show>
      </Show>
      <Show when={doing() === "writing"}>
        <CardForm card={props.card} onClose={done} />
      </Show>
      <Show when={doing() === "merging"}>
        <MergeDialog card={props.card} onClose={done} />
      </Show>
      <Show when={doing() === "removing"}>
        <RemoveDialog card={props.card} onClose={done} />
      </Show>
    </article>
  );
}

/** What somebody wrote. Whoever opens a card is led to its name. */
function CardWords(props: { card: CardView }) {
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());
  return (
    <>
      <header>
        <p class="eyebrow">{ENTITY_KINDS[props.card.kind].one}</p>
        <h3 id="memory-card" class="title title-sm" tabindex="-1" ref={heading}>
          {props.card.name}
        </h3>
        <Show when={props.card.aliases.length > 0}>
          <p class="memory-aside">Also {props.card.aliases.join(", ")}</p>
        </Show>
        <Show when={props.card.audience === "gm"}>
          <p class="memory-aside">
            <Icon name="eye-off" size={14} /> {screenWords(props.card)}
          </p>
        </Show>
      </header>
      <p class="card-text" data-empty={props.card.text === "" ? "" : undefined}>
        {props.card.text === "" ? `Nobody has written about ${props.card.name} yet.` : props.card.text}
      </p>
      <Show when={props.card.source}>{(source) => <SourceLink source={source()} />}</Show>
    </>
  );
}

function CardHands(props: { card: CardView; onDo: (doing: Doing) => void }) {
  const campaign = useCampaign();
  const pin = () => {
    const card: LoreCard = { ...cardOf(draftOf(props.card), props.card.id, []), pinned: !props.card.pinned };
    const visibility = props.card.audience === "gm" ? "gm" : "players";
    campaign.table({ type: "write_card", card: keptFor(visibility, card), visibility });
  };
  return (
    <div class="memory-row">
      <Button size="small" icon="edit" onClick={() => props.onDo("writing")}>
        {props.card.written ? "Edit" : `Write about ${props.card.name}`}
      </Button>
      <Button size="small" tone="quiet" icon="pin" aria-pressed={props.card.pinned} onClick={pin}>
        {props.card.pinned ? "Pinned" : "Pin"}
      </Button>
      <Button size="small" tone="quiet" icon="link" onClick={() => props.onDo("merging")}>
        Same as…
      </Button>
      <Show when={props.card.written}>
        <IconButton icon="trash" label="Remove the card" onClick={() => props.onDo("removing")} />
      </Show>
    </div>
  );
}

function RemoveDialog(props: { card: CardView; onClose: () => void }) {
  const campaign = useCampaign();
  const memory = useMemory();
  const remove = () => {
    campaign.table({ type: "remove_card", cardId: props.card.id });
    if (props.card.facts.length === 0) memory.showCard(null);
    props.onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={`Remove the card “${props.card.name}”?`}
      description="What was written on it goes. What play says about it stays remembered."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Keep it</Button>
          <Button tone="danger" onClick={remove}>
            Remove it
          </Button>
        </>
      }
    >
      <p class="card-text">{props.card.text}</p>
    </Dialog>
  );
}
