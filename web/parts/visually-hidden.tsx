import type { JSX } from "solid-js";

/** Words for those who listen. */
export function VisuallyHidden(props: { children: JSX.Element }) {
  return <span class="sr-only">{props.children}</span>;
}
