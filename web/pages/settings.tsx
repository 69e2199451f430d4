import { createSignal, For, type JSX, Show } from "solid-js";
import type { Erasure } from "../../workers/contracts/people.ts";
import { CheckField } from "../parts/field.tsx";
import { Kbd } from "../parts/kbd.tsx";
import { prefer, type Reading, reading } from "../state/reading.ts";
import { loadMe, me } from "../state/session.ts";
import { SHORTCUTS } from "../state/shortcuts.ts";
import { AboutYou } from "./account/about-you.tsx";
import { ComeBack } from "./account/come-back.tsx";
import { SessionList } from "./account/session-list.tsx";
import { YourPlace } from "./account/your-place.tsx";

const THEMES: readonly (readonly [Reading["theme"], string])[] = [
  ["system", "As my device"],
  ["light", "Day"],
  ["dark", "Night"],
];
const SIZES: readonly (readonly [Reading["text"], string])[] = [
  ["normal", "Normal letters"],
  ["large", "Large letters"],
];

/** How to read, kept on this device; who one is, and how one comes back. Nothing here needs a table. */
export function Settings() {
  void loadMe();
  return (
    <div class="page-narrow grid gap-6">
      <h1 class="title text-3xl">Settings</h1>
      <Account />
      <Section title="Light">
        <Choices
          name="theme"
          label="Light"
          value={reading().theme}
          onChoose={(theme) => prefer({ theme })}
          options={THEMES}
        />
      </Section>
      <ReadingChoices />
      <KeyboardChoices />
    </div>
  );
}

/** Who sits here, how they come back, and where else they are. */
function Account() {
  const [receipt, setReceipt] = createSignal<Erasure | null>(null);
  const [changes, setChanges] = createSignal(0);
  return (
    <>
      <Show when={receipt()}>
        {(erasure) => (
          <Section title="You are erased">
            <p role="status">
              Nobody is signed in here any more. Your words are being taken out of every table; that takes a few
              minutes. The receipt, a line for each store, is at{" "}
              <a class="link wrap-anywhere" rel="external" href={`/api/erasures/${erasure().accountId}`}>
                this address
              </a>
              . Keep it if you like: it leads to nobody.
            </p>
          </Section>
        )}
      </Show>
      <Show when={me()}>
        {(who) => (
          <>
            <Section title="Your place">
              <YourPlace who={who()} onOthersEnded={() => setChanges((count) => count + 1)} />
            </Section>
            <Section title="Where you are signed in">
              <SessionList who={who()} changes={changes()} />
            </Section>
            <Section title="What is known of you">
              <AboutYou who={who()} onErased={setReceipt} />
            </Section>
          </>
        )}
      </Show>
      <Show when={me() === null && receipt() === null}>
        <Section title="Come back">
          <ComeBack />
        </Section>
      </Show>
    </>
  );
}

function ReadingChoices() {
  return (
    <Section title="Reading">
      <Choices
        name="text"
        label="Size of letters"
        value={reading().text}
        onChoose={(text) => prefer({ text })}
        options={SIZES}
      />
      <CheckField
        label="More room between letters and lines"
        hint="A plainer face and wider spacing, easier for dyslexic readers."
        checked={reading().spacing === "wide"}
        onChange={(ev) => prefer({ spacing: ev.currentTarget.checked ? "wide" : "normal" })}
      />
      <CheckField
        label="Keep everything still"
        hint="Dice lie where they fell, nothing slides. Your device may already ask for this."
        checked={reading().motion === "still"}
        onChange={(ev) => prefer({ motion: ev.currentTarget.checked ? "still" : "system" })}
      />
      <CheckField
        label="Sounds"
        hint="A soft knock when it is your move."
        checked={reading().sounds}
        onChange={(ev) => prefer({ sounds: ev.currentTarget.checked })}
      />
    </Section>
  );
}

function KeyboardChoices() {
  return (
    <Section title="Keyboard">
      <CheckField
        label="Single-key shortcuts at the table"
        checked={reading().shortcuts}
        onChange={(ev) => prefer({ shortcuts: ev.currentTarget.checked })}
      />
      <dl class="grid gap-2">
        <For each={SHORTCUTS}>
          {(shortcut) => (
            <div class="flex items-center gap-4">
              <dt class="w-28 shrink-0">
                <Kbd keys={shortcut.keys} />
              </dt>
              <dd class="text-soft">{shortcut.does}</dd>
            </div>
          )}
        </For>
      </dl>
    </Section>
  );
}

function Section(props: { title: string; children: JSX.Element }) {
  return (
    <section class="card grid justify-items-start gap-4">
      <h2 class="title title-sm">{props.title}</h2>
      {props.children}
    </section>
  );
}

function Choices<T extends string>(props: {
  name: string;
  label: string;
  value: T;
  onChoose: (value: T) => void;
  options: readonly (readonly [T, string])[];
}) {
  return (
    <fieldset class="flex flex-wrap gap-2">
      <legend class="sr-only">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label class="chip-choice">
            <input
              type="radio"
              name={props.name}
              checked={props.value === option[0]}
              onChange={() => props.onChoose(option[0])}
            />
            <span>{option[1]}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
