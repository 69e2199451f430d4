import { For } from "solid-js";
import type { Boundary, SafetyTag } from "../../../workers/contracts/dm.ts";
import { TextField } from "../../parts/field.tsx";
import { looksNameless } from "../../state/boundaries.ts";
import { Chips } from "../chips.tsx";
import { BOUNDARY_KINDS, BOUNDARY_TEXT_MAX, SAFETY_TAGS, tagWords } from "./boundary-words.ts";

const HOW_TO_NAME = "Name the thing, like “spiders” or “drowning”.";
const NAME_IT = "That names no thing the DM could know again. Try a word like “spiders” or “drowning”.";

/** What is being kept out: a subject from the list, words of one's own, or both; and how firmly. */
export function BoundaryPicker(props: {
  name: string;
  value: Boundary;
  /** Why it cannot be taken as it is. Without it the picker only gives advice: nothing may stand in the way of the X. */
  error?: string;
  onChange: (value: Boundary) => void;
}) {
  const change = (more: Partial<Boundary>) => props.onChange({ ...props.value, ...more });
  const toggle = (tag: SafetyTag) => change({ tag: props.value.tag === tag ? null : tag });
  return (
    <div class="boundary-picker">
      <fieldset class="chips">
        <legend class="sr-only">Subject</legend>
        <For each={SAFETY_TAGS}>
          {(tag) => (
            <button
              type="button"
              class="chip-toggle"
              aria-pressed={props.value.tag === tag}
              onClick={() => toggle(tag)}
            >
              {tagWords(tag)}
            </button>
          )}
        </For>
      </fieldset>
      <TextField
        label="In your own words"
        hint={props.error === undefined && looksNameless(props.value) ? NAME_IT : HOW_TO_NAME}
        error={props.error}
        maxlength={BOUNDARY_TEXT_MAX}
        value={props.value.text}
        onInput={(ev) => change({ text: ev.currentTarget.value })}
      />
      <Chips
        label="How firmly"
        name={`${props.name}-kind`}
        value={props.value.kind}
        options={BOUNDARY_KINDS}
        onChoose={(kind) => change({ kind })}
      />
      <p class="field-hint">
        {props.value.kind === "line"
          ? "A line: it does not come up at all."
          : "A veil: it may happen, but the story looks away."}
      </p>
    </div>
  );
}
