import { For } from "solid-js";
import type { RecapSentence } from "../../../workers/contracts/memory.ts";
import { RestsOn } from "./rests-on.tsx";

/** What was told of a scene or an evening, each sentence with the events it rests on. */
export function Sentences(props: { sentences: readonly RecapSentence[] }) {
  return (
    <ol class="sentences">
      <For each={props.sentences} fallback={<li class="memory-empty">Nothing worth telling yet.</li>}>
        {(sentence) => (
          <li>
            {sentence.text} <RestsOn rests={sentence.rests} within />
          </li>
        )}
      </For>
    </ol>
  );
}
