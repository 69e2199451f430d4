import { createMemo, For, Show } from "solid-js";
import { Icon } from "../../parts/icons/icon.tsx";
import type { EntryOf } from "../../state/story-entry.ts";
import { isModel, voiceName } from "../../state/who-speaks.ts";
import { SawButton } from "../memory/saw-button.tsx";
import { Prose } from "../prose.tsx";
import { useTable } from "../table-context.tsx";
import { citeMarks, citePages, citeTitle, isClosed, openCite } from "./cite-mark.tsx";
import { citesIn, saidBefore } from "./cites-in.ts";

/** A question to the library and what they say, with the pages it stands on; or that they do not say. */
export function AnswerView(props: { entry: EntryOf<"answer"> }) {
  const table = useTable();
  const answer = createMemo(() => citesIn(props.entry.text, props.entry.cites));
  const about = (n: number) => {
    const { text, placed } = answer();
    return saidBefore(
      text,
      placed,
      placed.findIndex((cite) => cite.n === n),
    );
  };
  return (
    <article class="answer" data-found={props.entry.found ? "" : undefined} aria-label="Answer from the library">
      <p class="answer-asked">
        <Icon name={props.entry.secret ? "eye-off" : "book"} size={16} />
        <span>
          <b>{props.entry.who}</b> <span class="text-faint">asks the library</span> {props.entry.question}
        </span>
      </p>
      <Show
        when={props.entry.found}
        fallback={
          <p class="answer-none">
            <Icon name="search" size={18} /> {props.entry.text}
          </p>
        }
      >
        <Prose text={answer().text} marks={citeMarks(answer().text, answer().placed)} class="answer-text" />
      </Show>
      <Show when={props.entry.cites.length > 0}>
        <ol class="answer-cites" aria-label="Sources">
          <For each={props.entry.cites}>
            {(cite) => (
              <li>
                <button
                  type="button"
                  class="cite-link"
                  data-gone={isClosed(table, cite) ? "" : undefined}
                  onClick={() => openCite(table, cite, about(cite.n))}
                >
                  <span class="numeral cite-number">{cite.n}</span>
                  <span class="link cite-title">{citeTitle(table, cite)}</span>
                  <Show when={citePages(table, cite)}>
                    {(pages) => <span class="numeral cite-pages">{pages()}</span>}
                  </Show>
                </button>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <AnsweredBy entry={props.entry} />
    </article>
  );
}

function AnsweredBy(props: { entry: EntryOf<"answer"> }) {
  const { campaign } = useTable();
  return (
    <p class="voice">
      answered by {voiceName(props.entry.voice, campaign.store.view?.public.voice ?? null)}
      {isModel(props.entry.voice) ? ", a machine’s words" : ""}
      {props.entry.secret ? ", for your eyes only" : ""}
      <Show when={isModel(props.entry.voice)}>
        {" "}
        · <SawButton seq={props.entry.seq} />
      </Show>
    </p>
  );
}
