import { createUniqueId, For, type JSX, Show, splitProps } from "solid-js";
import { Icon } from "./icons/icon.tsx";

type FieldLook = { label: string; hint?: string; error?: string; hideLabel?: boolean };
type Described = { id: string; "aria-describedby": string | undefined; "aria-invalid": "true" | undefined };

type TextFieldProps = JSX.InputHTMLAttributes<HTMLInputElement> & FieldLook;
type TextAreaProps = JSX.TextareaHTMLAttributes<HTMLTextAreaElement> & FieldLook;
type SelectProps = JSX.SelectHTMLAttributes<HTMLSelectElement> &
  FieldLook & { options: readonly { value: string; label: string; disabled?: boolean }[] };
type CheckProps = JSX.InputHTMLAttributes<HTMLInputElement> & { label: JSX.Element; hint?: string };

const LOOK = ["label", "hint", "error", "hideLabel", "class"] as const;

export function Field(props: FieldLook & { class?: string; children: (described: Described) => JSX.Element }) {
  const id = createUniqueId();
  const described = (): Described => ({
    id,
    "aria-describedby":
      [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(" ") || undefined,
    "aria-invalid": props.error ? "true" : undefined,
  });
  return (
    <div class={`field ${props.class ?? ""}`}>
      <label for={id} class={props.hideLabel ? "sr-only" : "field-label"}>
        {props.label}
      </label>
      {props.children(described())}
      <Show when={props.hint}>
        <p id={`${id}-hint`} class="field-hint">
          {props.hint}
        </p>
      </Show>
      <Show when={props.error}>
        <p id={`${id}-error`} class="field-error">
          <Icon name="warning" size={16} />
          {props.error}
        </p>
      </Show>
    </div>
  );
}

/** A line of text with its label, hint and error. */
export function TextField(props: TextFieldProps) {
  const [look, rest] = splitProps(props, LOOK);
  return <Field {...look}>{(described) => <input type="text" {...rest} {...described} class="field-box" />}</Field>;
}

/** Several lines of text. */
export function TextArea(props: TextAreaProps) {
  const [look, rest] = splitProps(props, LOOK);
  return <Field {...look}>{(described) => <textarea rows={3} {...rest} {...described} class="field-box" />}</Field>;
}

/** A choice of one; the platform's own list, because phones do it best. */
export function SelectField(props: SelectProps) {
  const [look, own, rest] = splitProps(props, LOOK, ["options", "value"]);
  return (
    <Field {...look}>
      {(described) => (
        <span class="field-select">
          <select {...rest} {...described} class="field-box">
            <For each={own.options}>
              {(option) => (
                <option value={option.value} disabled={option.disabled} selected={option.value === own.value}>
                  {option.label}
                </option>
              )}
            </For>
          </select>
          <Icon name="chevron-down" size={18} />
        </span>
      )}
    </Field>
  );
}

/** A box to tick; with type="radio" one of several. */
export function CheckField(props: CheckProps) {
  const [own, rest] = splitProps(props, ["label", "hint", "class"]);
  const id = createUniqueId();
  return (
    <div class={`check ${own.class ?? ""}`}>
      <input type="checkbox" {...rest} id={id} aria-describedby={own.hint ? `${id}-hint` : undefined} />
      <label for={id}>{own.label}</label>
      <Show when={own.hint}>
        <p id={`${id}-hint`} class="field-hint">
          {own.hint}
        </p>
      </Show>
    </div>
  );
}
