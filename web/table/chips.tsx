import { For } from "solid-js";

export interface Chip<T extends string> {
  readonly value: T;
  readonly label: string;
  /** What it means, for the tooltip and for those who listen. */
  readonly says: string;
}

/** One of a few, side by side. */
export function Chips<T extends string>(props: {
  label: string;
  name: string;
  value: T;
  options: readonly Chip<T>[];
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset class="chips">
      <legend class="sr-only">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label class="chip-choice" title={option.says}>
            <input
              type="radio"
              name={props.name}
              aria-label={`${option.label}: ${option.says}`}
              checked={props.value === option.value}
              onChange={() => props.onChoose(option.value)}
            />
            <span>{option.label}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
