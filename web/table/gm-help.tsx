import { createSignal, For, Show } from "solid-js";
import type { HelpGiven } from "../../workers/contracts/http.ts";
import type { HelpKind } from "../../workers/contracts/orchestration.ts";
import { Button } from "../parts/button.tsx";
import { Ember } from "../parts/ember.tsx";
import { TextArea } from "../parts/field.tsx";
import { api } from "../state/api-client.ts";
import { type Result, wordsFor } from "../state/result.ts";
import { isModel, voiceName } from "../state/who-speaks.ts";
import { type Chip, Chips } from "./chips.tsx";
import { plainWords } from "./plain-words.ts";
import { useCampaign } from "./table-context.tsx";

const KINDS: readonly Chip<HelpKind>[] = [
  { value: "ideas", label: "Ideas", says: "What could happen next" },
  { value: "description", label: "A description", says: "Words for a place, a thing or a moment" },
  { value: "name", label: "A name", says: "Names that fit here" },
  { value: "ruling", label: "A ruling", says: "What the rules say, with where they say it" },
];
const ASKS: Record<HelpKind, string> = {
  ideas: "What are you stuck on?",
  description: "What should it describe?",
  name: "A name for whom or what?",
  ruling: "What needs a ruling?",
};

/** The machine as a private helper of whoever tells the story. What it answers goes nowhere by itself. */
export function GmHelp(props: { onUse: (text: string) => void }) {
  const campaign = useCampaign();
  const [kind, setKind] = createSignal<HelpKind>("ideas");
  const [text, setText] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [answer, setAnswer] = createSignal<Result<HelpGiven> | null>(null);
  const ask = async () => {
    setBusy(true);
    setAnswer(await api.askForHelp(campaign.id, { kind: kind(), text: text().trim() }));
    setBusy(false);
  };
  return (
    <section class="gm-part" aria-labelledby="gm-help">
      <h3 id="gm-help" class="eyebrow">
        Ask the machine
      </h3>
      <p class="text-sm text-faint">Only you see the question and the answer. Nothing lands in the story by itself.</p>
      <Chips label="What you want" name="gm-help-kind" value={kind()} options={KINDS} onChoose={setKind} />
      <TextArea
        label={ASKS[kind()]}
        rows={2}
        maxlength={600}
        value={text()}
        onInput={(ev) => setText(ev.currentTarget.value)}
      />
      <Button icon="spark" busy={busy()} onClick={() => void ask()}>
        Ask
      </Button>
      <div aria-live="polite">
        <Show when={!busy()} fallback={<Ember text="It thinks…" />}>
          <Show when={answer()}>{(given) => <Answer answer={given()} onUse={props.onUse} />}</Show>
        </Show>
      </div>
    </section>
  );
}

function Answer(props: { answer: Result<HelpGiven>; onUse: (text: string) => void }) {
  const given = () => (props.answer.ok ? props.answer.value : null);
  return (
    <Show when={given()} fallback={<p role="alert">{props.answer.ok ? "" : wordsFor(props.answer.problem)}</p>}>
      {(help) => (
        <article class="help-answer" aria-label="Answer">
          <p class="help-text">{help().text}</p>
          <AnsweredBy voice={help().voice} />
          <Show when={help().sources.length > 0}>
            <ol class="help-sources" aria-label="Sources">
              <For each={help().sources}>
                {(source) => (
                  <li value={source.n}>
                    <details>
                      <summary>
                        [{source.n}] {source.title}
                      </summary>
                      <p class="text-soft">{source.text}</p>
                    </details>
                  </li>
                )}
              </For>
            </ol>
          </Show>
          <Button size="small" icon="edit" onClick={() => props.onUse(plainWords(help().text))}>
            Put it into my words
          </Button>
        </article>
      )}
    </Show>
  );
}

function AnsweredBy(props: { voice: HelpGiven["voice"] }) {
  const campaign = useCampaign();
  return (
    <p class="voice">
      answered by {voiceName(props.voice, campaign.store.view?.public.voice ?? null)}
      {isModel(props.voice) ? ", a machine’s words" : ""}
    </p>
  );
}
