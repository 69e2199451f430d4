import { createEffect, createSignal, For, on, onMount, Show } from "solid-js";
import type { FactView } from "../../../workers/contracts/memory.ts";
import { Button } from "../../parts/button.tsx";
import { TextArea } from "../../parts/field.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { whoKnows } from "../../state/memory-lists.ts";
import { useCampaign } from "../table-context.tsx";
import { useMemory } from "./memory-context.tsx";
import { FACT_KINDS } from "./memory-words.ts";
import { FACT_CHARS_MAX } from "./note-form.tsx";
import { RestsOn } from "./rests-on.tsx";

/** So soon after the bin a tap in its place is the second half of the same one. */
const SECOND_TAP_MS = 800;
/** So many names fit under a fact; the rest are found on its cards. */
const NAMES_MAX = 3;

/** One remembered thing: what it rests on, who knows it, and the hands that may change it. */
export function FactRow(props: { fact: FactView }) {
  const campaign = useCampaign();
  const memory = useMemory();
  const [correcting, setCorrecting] = createSignal(false);
  let edit: HTMLButtonElement | undefined;
  const heroes = () =>
    Object.values(campaign.store.view?.public.members ?? {}).flatMap(({ creatureId, removed }) => {
      const hero = creatureId === null || removed ? undefined : campaign.store.view?.public.creatures[creatureId];
      return hero === undefined ? [] : [hero.name];
    });
  const close = () => {
    setCorrecting(false);
    edit?.focus();
  };
  return (
    <li class="fact" data-audience={props.fact.audience} data-gone={isGone(props.fact) ? "" : undefined}>
      <Show
        when={correcting()}
        fallback={
          <p class="fact-text">
            <Show when={props.fact.pinned}>
              <Icon name="pin" size={15} label="Pinned" class="fact-pin" />
            </Show>{" "}
            {props.fact.text}
          </p>
        }
      >
        <Correction fact={props.fact} onClose={close} />
      </Show>
      <p class="memory-aside">
        <Show when={props.fact.audience === "gm"}>
          <Icon name="eye-off" size={14} />{" "}
        </Show>
        {FACT_KINDS[props.fact.kind]} · {whoKnows(props.fact, heroes())}
        <Show when={props.fact.correctedBy}>{(name) => <> · Corrected by {name()}</>}</Show>
        <Show when={props.fact.forgotten}> · Forgotten: the DM is given it no more</Show>
        <Subjects fact={props.fact} />
      </p>
      <div class="fact-foot">
        <RestsOn rests={props.fact.rests} />
        <Show when={memory.mayEdit()}>
          <Hands
            fact={props.fact}
            onCorrect={() => setCorrecting(true)}
            editRef={(button) => {
              edit = button;
            }}
          />
        </Show>
      </div>
    </li>
  );
}

const isGone = ({ forgotten, supersededBy }: FactView) => forgotten || supersededBy !== null;

/** Who or what it is about, each a way to its card. */
function Subjects(props: { fact: FactView }) {
  const memory = useMemory();
  const isOpen = (id: string) => memory.part() === "cards" && memory.openCard() === id;
  const cards = () => props.fact.about.flatMap((id) => (isOpen(id) ? [] : (memory.card(id) ?? []))).slice(0, NAMES_MAX);
  return (
    <Show when={cards().length > 0}>
      {"\u00a0· "}
      <For each={cards()}>
        {(card) => (
          <button type="button" class="fact-subject" onClick={() => memory.showCard(card.id)}>
            {card.name}
          </button>
        )}
      </For>
    </Show>
  );
}

function Hands(props: { fact: FactView; onCorrect: () => void; editRef: (button: HTMLButtonElement) => void }) {
  const campaign = useCampaign();
  const id = () => props.fact.id;
  let turned = Number.NEGATIVE_INFINITY;
  let hands: HTMLSpanElement | undefined;
  const turn = (ev: Event, forgotten: boolean) => {
    if (ev.timeStamp - turned < SECOND_TAP_MS) return;
    turned = ev.timeStamp;
    campaign.table({ type: "forget_fact", factId: id(), forgotten });
  };
  createEffect(
    on(
      () => props.fact.forgotten,
      () => {
        // The button that was pressed has given way to the other; whoever pressed it goes on from there.
        if (performance.now() - turned < SECOND_TAP_MS && document.activeElement === document.body)
          hands?.querySelector<HTMLElement>("[data-turns]")?.focus();
      },
      { defer: true },
    ),
  );
  return (
    <span class="fact-hands" ref={hands}>
      <Show
        when={!props.fact.forgotten}
        fallback={
          <Button size="small" icon="undo" data-turns onClick={(ev) => turn(ev, false)}>
            Bring it back
          </Button>
        }
      >
        <IconButton
          icon="pin"
          label={`Pin: ${props.fact.text}`}
          pressed={props.fact.pinned}
          onClick={() => campaign.table({ type: "pin_fact", factId: id(), pinned: !props.fact.pinned })}
        />
        <IconButton
          icon="edit"
          label={`Correct: ${props.fact.text}`}
          ref={props.editRef}
          onClick={() => props.onCorrect()}
        />
        <IconButton icon="trash" label={`Forget: ${props.fact.text}`} data-turns onClick={(ev) => turn(ev, true)} />
      </Show>
    </span>
  );
}

/** Other words for it. What it rests on stands as it was. */
function Correction(props: { fact: FactView; onClose: () => void }) {
  const campaign = useCampaign();
  const [text, setText] = createSignal(props.fact.text);
  const unchanged = () => text().trim() === "" || text().trim() === props.fact.text;
  let form: HTMLFormElement | undefined;
  onMount(() => form?.querySelector("textarea")?.focus());
  const correct = (ev: SubmitEvent) => {
    ev.preventDefault();
    if (unchanged()) return;
    campaign.table({ type: "correct_fact", factId: props.fact.id, text: text().trim() });
    props.onClose();
  };
  return (
    <form ref={form} class="memory-form" onSubmit={correct} onKeyDown={(ev) => ev.key === "Escape" && props.onClose()}>
      <TextArea
        label="In other words"
        hint="What happened stands in the story as it was; this is what is remembered of it."
        rows={3}
        maxlength={FACT_CHARS_MAX}
        value={text()}
        onInput={(ev) => setText(ev.currentTarget.value)}
      />
      <div class="memory-row">
        <Button type="submit" size="small" tone="primary" disabled={unchanged()}>
          Correct it
        </Button>
        <Button size="small" tone="quiet" onClick={() => props.onClose()}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
