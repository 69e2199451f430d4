import { For, type JSX, Show } from "solid-js";
import { proseOf, type Run } from "./prose-of.ts";
import { Stressed } from "./stressed.tsx";

/** Something small between the words, at places in the text. */
export interface ProseMarks {
  readonly at: readonly number[];
  readonly show: (mark: number) => JSX.Element;
}

/** A passage of the story, set as a book page. */
export function Prose(props: {
  text: string;
  opening?: boolean;
  draft?: boolean;
  class?: string;
  marks?: ProseMarks | undefined;
}) {
  return (
    <div
      class={`story ${props.opening ? "story-opening" : ""} ${props.draft ? "story-draft" : ""} ${props.class ?? ""}`}
    >
      <For each={proseOf(props.text, props.marks?.at)}>
        {(block) =>
          block.kind === "quote" ? (
            <blockquote>
              <Runs runs={block.runs} marks={props.marks} />
            </blockquote>
          ) : (
            <p>
              <Runs runs={block.runs} marks={props.marks} />
            </p>
          )
        }
      </For>
    </div>
  );
}

function Runs(props: { runs: readonly Run[]; marks: ProseMarks | undefined }) {
  return (
    <For each={props.runs}>
      {(run) => (
        <Show when={run.mark !== undefined} fallback={<Stressed text={run.text} stress={run.stress} />}>
          {props.marks?.show(run.mark ?? 0)}
        </Show>
      )}
    </For>
  );
}
