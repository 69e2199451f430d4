import { createSignal, For, type JSX, Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import type { FactFilter } from "../../state/memory-lists.ts";
import { type Chip, Chips } from "../chips.tsx";
import { FactRow } from "./fact-row.tsx";
import { useMemory } from "./memory-context.tsx";
import { NoteForm } from "./note-form.tsx";

const PAGE = 40;

const SHOWN: readonly Chip<FactFilter["show"]>[] = [
  { value: "all", label: "All", says: "Everything that is remembered" },
  { value: "pinned", label: "Pinned", says: "What is always before the DM" },
  { value: "forgotten", label: "Forgotten", says: "What the DM is given no more" },
];

/** What the table remembers, newest first, with the way to mend it. */
export function FactsPart() {
  const memory = useMemory();
  const [pages, setPages] = createSignal(1);
  const [noting, setNoting] = createSignal(false);
  let note: HTMLButtonElement | undefined;
  const noted = () => {
    setNoting(false);
    note?.focus();
  };
  const standing = () => memory.facts().standing;
  const older = () => (memory.view()?.factsTotal ?? 0) - (memory.view()?.facts.length ?? 0);
  const narrow = (more: Partial<FactFilter>) => {
    setPages(1);
    memory.narrow(more);
  };
  return (
    <div class="memory-part">
      <Filters
        onNarrow={narrow}
        note={
          <Show when={memory.mayEdit()}>
            <Button
              ref={note}
              icon="plus"
              aria-label="Add a note"
              aria-expanded={noting()}
              onClick={() => setNoting(!noting())}
            >
              Note
            </Button>
          </Show>
        }
      />
      <Show when={noting() && memory.mayEdit()}>
        <NoteForm about={memory.filter().about} onClose={noted} />
      </Show>
      <For each={memory.notesOnTheWay()}>
        {(text) => (
          <p class="fact fact-waiting" role="status">
            {text} <span class="memory-aside">On its way.</span>
          </p>
        )}
      </For>
      <ol class="fact-list" aria-label="Facts">
        <For
          each={standing().slice(0, pages() * PAGE)}
          fallback={<li class="memory-empty">{emptyWords(memory.filter())}</li>}
        >
          {(fact) => <FactRow fact={fact} />}
        </For>
      </ol>
      <Show when={standing().length > pages() * PAGE}>
        <Button size="small" tone="quiet" icon="history" onClick={() => setPages(pages() + 1)}>
          Further back
        </Button>
      </Show>
      <Superseded />
      <Show when={older() > 0}>
        <p class="memory-aside">{older()} older ones of little weight are not listed. A search finds them.</p>
      </Show>
    </div>
  );
}

function emptyWords({ show, words, about }: FactFilter): string {
  if (words.trim() !== "" || about !== null) return "Nothing like that is remembered.";
  if (show === "pinned") return "Nothing is pinned. What is pinned is always before the DM.";
  return show === "forgotten" ? "Nothing has been forgotten." : "Nothing yet. What happens in play is remembered here.";
}

function Filters(props: { onNarrow: (more: Partial<FactFilter>) => void; note: JSX.Element }) {
  const memory = useMemory();
  const about = () => {
    const id = memory.filter().about;
    return id === null ? null : (memory.card(id)?.name ?? "somebody");
  };
  return (
    <search class="memory-filters">
      <div class="memory-find">
        <TextField
          label="Search what is remembered"
          hideLabel
          placeholder="Search"
          maxlength={200}
          value={memory.filter().words}
          onInput={(ev) => props.onNarrow({ words: ev.currentTarget.value })}
        />
        {props.note}
      </div>
      <Chips
        label="Which facts"
        name="memory-shown"
        value={memory.filter().show}
        options={SHOWN}
        onChoose={(show) => props.onNarrow({ show })}
      />
      <Show when={about()}>
        {(name) => (
          <p class="memory-about">
            <span>
              About <b>{name()}</b>
            </span>
            <IconButton
              icon="close"
              label="Show facts about everything"
              onClick={() => props.onNarrow({ about: null })}
            />
          </p>
        )}
      </Show>
    </search>
  );
}

/** What was true once. It stays readable, out of the way. */
function Superseded() {
  const memory = useMemory();
  const gone = () => memory.facts().superseded;
  const [open, setOpen] = createSignal(false);
  return (
    <Show when={gone().length > 0}>
      <details class="memory-fold" onToggle={(ev) => setOpen(ev.currentTarget.open)}>
        <summary>{gone().length === 1 ? "One thing no longer so" : `${gone().length} things no longer so`}</summary>
        <Show when={open()}>
          <ol class="fact-list" aria-label="What is no longer so">
            <For each={gone().slice(0, PAGE)}>{(fact) => <FactRow fact={fact} />}</For>
          </ol>
        </Show>
      </details>
    </Show>
  );
}
