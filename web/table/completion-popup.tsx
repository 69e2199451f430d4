import { createEffect, For } from "solid-js";
import type { SlashCommand } from "../state/slash-commands.ts";

/** The commands that fit what is being typed. A listbox that the composer's text box points into. */
export function CompletionPopup(props: {
  id: string;
  commands: readonly SlashCommand[];
  active: number;
  onPick: (command: SlashCommand) => void;
}) {
  return (
    <div id={props.id} role="listbox" aria-label="Commands" tabindex="-1" class="completions">
      <For each={props.commands}>
        {(command, index) => (
          <div
            id={`${props.id}-${index()}`}
            role="option"
            tabIndex={-1}
            aria-selected={index() === props.active}
            class="completion"
            ref={(element) => keepInSight(element, () => index() === props.active)}
            // The press must not take the focus from the text box.
            onPointerDown={(ev) => ev.preventDefault()}
            onClick={() => props.onPick(command)}
            onKeyDown={(ev) => {
              if (ev.key === "Enter") props.onPick(command);
            }}
          >
            <b class="numeral">/{command.name}</b>
            <span class="completion-takes">{command.takes}</span>
            <span class="completion-does">{command.does}</span>
          </div>
        )}
      </For>
    </div>
  );
}

function keepInSight(element: HTMLElement, isActive: () => boolean): void {
  createEffect(() => {
    if (isActive()) element.scrollIntoView({ block: "nearest" });
  });
}
