import { Tooltip as Hint } from "@kobalte/core/tooltip";
import type { JSX } from "solid-js";

/** A few words on hover and on focus. The trigger must spread the attributes it is given. */
export function Tooltip(props: { text: string; trigger: (attributes: object) => JSX.Element }) {
  return (
    <Hint gutter={6} openDelay={350}>
      <Hint.Trigger as={(attributes: object) => props.trigger(attributes)} />
      <Hint.Portal>
        <Hint.Content class="tooltip">{props.text}</Hint.Content>
      </Hint.Portal>
    </Hint>
  );
}
