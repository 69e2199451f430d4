import { For, Match, Switch } from "solid-js";
import { proseOf, type Run } from "./prose-of.ts";

/** A passage of the story, set as a book page. */
export function Prose(props: { text: string; opening?: boolean; draft?: boolean; class?: string }) {
  return (
    <div
      class={`story ${props.opening ? "story-opening" : ""} ${props.draft ? "story-draft" : ""} ${props.class ?? ""}`}
    >
      <For each={proseOf(props.text)}>
        {(block) =>
          block.kind === "quote" ? (
            <blockquote>
              <Runs runs={block.runs} />
            </blockquote>
          ) : (
            <p>
              <Runs runs={block.runs} />
            </p>
          )
        }
      </For>
    </div>
  );
}

function Runs(props: { runs: readonly Run[] }) {
  return (
    <For each={props.runs}>
      {(run) => (
        <Switch fallback={run.text}>
          <Match when={run.stress === "em"}>
            <em>{run.text}</em>
          </Match>
          <Match when={run.stress === "strong"}>
            <strong>{run.text}</strong>
          </Match>
        </Switch>
      )}
    </For>
  );
}
