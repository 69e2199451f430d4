import { createSignal, For, Show } from "solid-js";
import type { FoundPassage } from "../../../workers/contracts/library.ts";
import { Button } from "../../parts/button.tsx";
import { Ember } from "../../parts/ember.tsx";
import { TextField } from "../../parts/field.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import type { Library } from "../../state/library.ts";
import { hasPages, pagesText } from "../../state/library-words.ts";
import { type Result, wordsFor } from "../../state/result.ts";
import { useTable } from "../table-context.tsx";
import { excerptOf } from "./excerpt.ts";

interface Found {
  readonly wanted: string;
  readonly answer: Result<{ readonly items: readonly FoundPassage[] }>;
}

/** Searches what has been read, and opens it at the page. */
export function LibrarySearch(props: { library: Library }) {
  const [wanted, setWanted] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [found, setFound] = createSignal<Found | null>(null);
  let asked = 0;
  const search = async () => {
    const words = wanted().trim();
    if (words === "") return void setFound(null);
    asked += 1;
    const mine = asked;
    setBusy(true);
    const answer = await props.library.search(words);
    // Somebody who types on is not shown what they looked for before.
    if (mine !== asked) return;
    setBusy(false);
    setFound({ wanted: words, answer });
  };
  return (
    <section class="lore-search" aria-label="Search the library">
      <form
        role="search"
        class="lore-search-line"
        onSubmit={(ev) => {
          ev.preventDefault();
          void search();
        }}
      >
        <TextField
          label="Search the library"
          hideLabel
          type="search"
          placeholder="Search the library"
          maxlength={300}
          value={wanted()}
          onInput={(ev) => {
            setWanted(ev.currentTarget.value);
            if (ev.currentTarget.value === "") setFound(null);
          }}
        />
        <Button type="submit" aria-label="Search" busy={busy()}>
          <Icon name="search" />
        </Button>
      </form>
      <div aria-live="polite">
        <Show when={!busy()} fallback={<Ember text="Looking…" />}>
          <Show when={found()}>{(each) => <Results found={each()} />}</Show>
        </Show>
      </div>
    </section>
  );
}

function Results(props: { found: Found }) {
  const items = () => (props.found.answer.ok ? props.found.answer.value.items : []);
  const trouble = () => (props.found.answer.ok ? null : wordsFor(props.found.answer.problem));
  return (
    <Show when={trouble() === null} fallback={<p role="alert">{trouble()}</p>}>
      <p class="text-sm text-faint">{countWords(items().length, props.found.wanted)}</p>
      <ol class="passages">
        <For each={items()}>{(passage) => <Passage passage={passage} wanted={props.found.wanted} />}</For>
      </ol>
    </Show>
  );
}

/** Where it stands and its telling part; it opens there. */
function Passage(props: { passage: FoundPassage; wanted: string }) {
  const { campaign, dialogs } = useTable();
  const excerpt = () => excerptOf(props.passage.text, props.wanted);
  const pages = () => {
    const sight = campaign.sightOf(props.passage.uploadId);
    return sight.state === "open" && !hasPages(sight) ? "" : pagesText(props.passage);
  };
  return (
    <li>
      <button
        type="button"
        class="passage"
        onClick={() => {
          const { uploadId, title, pageFrom: page } = props.passage;
          dialogs.open({ kind: "reader", uploadId, title, page, about: excerpt() });
        }}
      >
        <span class="passage-where">
          <b>{props.passage.title}</b> <span class="numeral text-faint">{pages()}</span>
        </span>
        <Show when={props.passage.heading !== ""}>
          <span class="passage-heading">{props.passage.heading}</span>
        </Show>
        <span class="passage-text">{excerpt()}</span>
      </button>
    </li>
  );
}

function countWords(count: number, wanted: string): string {
  if (count === 0) return `Nothing here says “${wanted}”. Try other words.`;
  return count === 1 ? "One passage" : `${count} passages`;
}
