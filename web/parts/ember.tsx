import { Show } from "solid-js";

/** Something is being done; the words say what. A pulse of embers, not a wheel. */
export function Ember(props: { text?: string; hideText?: boolean; class?: string }) {
  return (
    <span class={`ember ${props.class ?? ""}`} role="status">
      <span class="ember-coals" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <Show when={props.text}>
        <span class={props.hideText ? "sr-only" : undefined}>{props.text}</span>
      </Show>
    </span>
  );
}
