import { createMemo, createSignal, For, Show } from "solid-js";
import { TextField } from "../parts/field.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { timeText } from "../state/story-marks.ts";
import { useCampaign } from "./table-context.tsx";

/** So many entries are read at a glance; beyond that a search is worth its room. */
const SEARCH_FROM = 8;

/** What the party has learned, where it is, and who is in sight. */
export function JournalPanel() {
  const campaign = useCampaign();
  const [wanted, setWanted] = createSignal("");
  const lane = () => campaign.store.view?.public;
  const entries = createMemo(() => {
    const needle = wanted().trim().toLowerCase();
    return (lane()?.journal ?? [])
      .filter(({ title, text }) => `${title} ${text}`.toLowerCase().includes(needle))
      .toReversed();
  });
  return (
    <div class="journal">
      <Show when={lane()?.scene}>
        {(scene) => (
          <section aria-labelledby="scene-title">
            <h2 id="scene-title" class="title title-sm">
              {scene().title}
            </h2>
            <p class="text-sm text-faint">{timeText(lane()?.minutes ?? 0)} since it began</p>
            <dl class="scene-facts">
              <Facts term="In sight" names={scene().features.map(({ name }) => name)} />
              <Facts
                term="Here"
                names={scene().people.map(({ name, seen }) => (seen === "" ? name : `${name}, ${seen}`))}
              />
              <Facts
                term="Ways out"
                names={scene().exits.map(({ name, locked }) => (locked ? `${name} (shut)` : name))}
              />
            </dl>
          </section>
        )}
      </Show>
      <section aria-labelledby="journal-title">
        <h2 id="journal-title" class="eyebrow mb-2">
          What you have learned
        </h2>
        <Show when={(lane()?.journal.length ?? 0) >= SEARCH_FROM}>
          <TextField
            label="Search the journal"
            hideLabel
            placeholder="Search"
            value={wanted()}
            onInput={(ev) => setWanted(ev.currentTarget.value)}
            class="mb-3"
          />
        </Show>
        <ol class="journal-list">
          <For each={entries()} fallback={<li class="text-sm text-faint">Nothing yet. Ask, search, listen.</li>}>
            {(entry) => (
              <li data-kind={entry.kind}>
                <Icon name={entry.kind === "secret" ? "key" : "book"} size={16} />
                <div>
                  <Show when={entry.title !== ""}>
                    <p class="font-semibold">{entry.title}</p>
                  </Show>
                  <p class="text-soft">{entry.text}</p>
                </div>
              </li>
            )}
          </For>
        </ol>
        <Show when={(lane()?.seals ?? []).some(({ secretId }) => secretId === null)}>
          <p class="mt-3 text-sm text-faint">
            <Icon name="seal" size={14} class="mr-1 inline" />
            {lane()?.seals.filter(({ secretId }) => secretId === null).length} secrets are still sealed.
          </p>
        </Show>
      </section>
    </div>
  );
}

function Facts(props: { term: string; names: readonly string[] }) {
  return (
    <Show when={props.names.length > 0}>
      <div>
        <dt>{props.term}</dt>
        <dd>
          <ul>
            <For each={props.names}>{(name) => <li>{name}</li>}</For>
          </ul>
        </dd>
      </div>
    </Show>
  );
}
