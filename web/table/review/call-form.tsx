import { createSignal, For, Match, Switch } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { CheckField, SelectField, TextArea, TextField } from "../../parts/field.tsx";
import { argumentOf, type CallField, callFields } from "./call-fields.ts";
import type { CallNames } from "./call-names.ts";

/** A proposed call, to be changed before it happens. */
export function CallForm(props: {
  tool: string;
  args: Readonly<Record<string, unknown>>;
  names: CallNames;
  onCancel: () => void;
  onSend: (args: Record<string, unknown>) => void;
}) {
  const fields = callFields(props.tool, props.args, props.names);
  const [args, setArgs] = createSignal<Record<string, unknown>>({ ...props.args });
  const change = (field: CallField, typed: string) => setArgs({ ...args(), [field.key]: argumentOf(field, typed) });
  return (
    <form
      class="call-form"
      aria-label="Edit the call"
      onSubmit={(ev) => {
        ev.preventDefault();
        if (ev.currentTarget.reportValidity()) props.onSend(args());
      }}
    >
      <For each={fields}>{(field) => <Field field={field} value={args()[field.key]} onTyped={change} />}</For>
      <div class="gm-row">
        <Button type="submit" tone="primary" size="small">
          Do it this way
        </Button>
        <Button size="small" onClick={() => props.onCancel()}>
          Never mind
        </Button>
      </div>
    </form>
  );
}

function Field(props: { field: CallField; value: unknown; onTyped: (field: CallField, typed: string) => void }) {
  const as = <A extends CallField["as"]>(kind: A) =>
    props.field.as === kind ? (props.field as Extract<CallField, { as: A }>) : null;
  const text = () => (props.value === null || props.value === undefined ? "" : String(props.value));
  const typed = (words: string) => props.onTyped(props.field, words);
  return (
    <Switch
      fallback={
        <TextField
          label={props.field.label}
          value={text()}
          required
          maxlength={600}
          onInput={(ev) => typed(ev.currentTarget.value)}
        />
      }
    >
      <Match when={as("choice")}>
        {(field) => (
          <SelectField
            label={field().label}
            value={text()}
            options={field().choices}
            onChange={(ev) => typed(ev.currentTarget.value)}
          />
        )}
      </Match>
      <Match when={as("number")}>
        {(field) => (
          <TextField
            label={field().label}
            type="number"
            required
            min={0}
            value={text()}
            onInput={(ev) => typed(ev.currentTarget.value)}
          />
        )}
      </Match>
      <Match when={as("yes-no")}>
        {(field) => (
          <CheckField
            label={field().label}
            checked={props.value === true}
            onChange={(ev) => typed(ev.currentTarget.checked ? "yes" : "no")}
          />
        )}
      </Match>
      <Match when={as("lines")}>
        {(field) => (
          <TextArea
            label={field().label}
            hint="One on each line."
            value={Array.isArray(props.value) ? props.value.join("\n") : ""}
            onChange={(ev) => typed(ev.currentTarget.value)}
          />
        )}
      </Match>
      <Match when={as("fixed")}>
        {(field) => (
          <p class="text-sm text-faint">
            {field().label}: {JSON.stringify(props.value)}
          </p>
        )}
      </Match>
    </Switch>
  );
}
