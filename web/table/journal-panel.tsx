import { createMemo, createSignal, For, Show } from "solid-js";
import type { SceneView } from "../../workers/contracts/events.ts";
import { TextField } from "../parts/field.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { api } from "../state/api-client.ts";
import { timeText } from "../state/story-marks.ts";
import { useCampaign } from "./table-context.tsx";

/** So many entries are read at a glance; beyond that a search is worth its room. */
const SEARCH_FROM = 8;

/** What the party has learned, where it is, and who is in sight. */
export function JournalPanel() {
  const campaign = useCampaign();
  const lane = () => campaign.store.view?.public;
  const sealed = () => (lane()?.seals ?? []).filter(({ secretId }) => secretId === null).length;
  return (
    <div class="journal">
      <Show when={lane()?.scene}>{(scene) => <SceneFacts scene={scene()} minutes={lane()?.minutes ?? 0} />}</Show>
      <section aria-labelledby="journal-title">
        <h2 id="journal-title" class="eyebrow mb-2">
          What you have learned
        </h2>
        <Entries />
        <Show when={sealed() > 0}>
          <p class="mt-3 text-sm text-faint">
            <Icon name="seal" size={14} class="mr-1 inline" />
            {sealed() === 1 ? "One secret is" : `${sealed()} secrets are`} still sealed.
          </p>
        </Show>
      </section>
      <nav aria-label="The log" class="journal-log">
        <a class="link" href={api.exportUrl(campaign.id)} download="" rel="external">
          Download the log
        </a>
        <a class="link" href={`/verify?campaign=${campaign.id}`}>
          Check every die
        </a>
      </nav>
    </div>
  );
}

function Entries() {
  const campaign = useCampaign();
  const [wanted, setWanted] = createSignal("");
  const journal = () => campaign.store.view?.public.journal ?? [];
  const entries = createMemo(() => {
    const needle = wanted().trim().toLowerCase();
    return journal()
      .filter(({ title, text }) => `${title} ${text}`.toLowerCase().includes(needle))
      .toReversed();
  });
  return (
    <>
      <Show when={journal().length >= SEARCH_FROM}>
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
    </>
  );
}

function SceneFacts(props: { scene: SceneView; minutes: number }) {
  return (
    <section aria-labelledby="scene-title">
      <h2 id="scene-title" class="title title-sm">
        {props.scene.title}
      </h2>
      <Show when={props.minutes > 0}>
        <p class="text-sm text-faint">{timeText(props.minutes)} since it began</p>
      </Show>
      <dl class="scene-facts">
        <Facts term="In sight" facts={props.scene.features.map(({ name }) => [name, ""])} />
        <Facts term="Here" facts={props.scene.people.map(({ name, seen }) => [name, seen])} />
        <Facts term="Ways out" facts={props.scene.exits.map(({ name, locked }) => [name, locked ? "shut" : ""])} />
      </dl>
    </section>
  );
}

function Facts(props: { term: string; facts: readonly (readonly [name: string, about: string])[] }) {
  return (
    <Show when={props.facts.length > 0}>
      <div>
        <dt>{props.term}</dt>
        <dd>
          <ul>
            <For each={props.facts}>
              {(fact) => (
                <li>
                  {fact[0]}
                  <Show when={fact[1] !== ""}>
                    <span class="block text-sm text-faint">{fact[1]}</span>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </dd>
      </div>
    </Show>
  );
}
