import { For } from "solid-js";

/** Keys to press together: `<Kbd keys={["Ctrl", "K"]} />`. */
export function Kbd(props: { keys: readonly string[] }) {
  return (
    <span class="keys">
      <For each={props.keys}>{(key) => <kbd class="key">{key}</kbd>}</For>
    </span>
  );
}
