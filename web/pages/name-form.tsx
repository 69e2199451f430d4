import { createSignal, Show } from "solid-js";
import { Button } from "../parts/button.tsx";
import { TextField } from "../parts/field.tsx";
import type { IconName } from "../parts/icons/icon-paths.ts";
import { me } from "../state/session.ts";
import { OtherWays } from "./account/other-ways.tsx";

/** A name and a button: all it takes to sit down. Who is known already needs only the button. */
export function NameForm(props: {
  verb: string;
  icon: IconName;
  hint?: string;
  fault: string;
  busy: boolean;
  onName: (name: string) => void;
}) {
  const [name, setName] = createSignal("");
  return (
    <form
      class="name-form"
      onSubmit={(ev) => {
        ev.preventDefault();
        props.onName(name().trim());
      }}
    >
      <Show when={!me()} fallback={<p class="text-soft">You sit down as {me()?.name}.</p>}>
        <TextField
          label="Your name"
          hint={props.hint}
          autocomplete="nickname"
          required
          maxlength={40}
          value={name()}
          onInput={(ev) => setName(ev.currentTarget.value)}
          error={props.fault || undefined}
        />
        <p class="field-hint">
          With it you say that you are thirteen or older. Nothing else is asked:{" "}
          <a class="link" href="/privacy">
            who can read what
          </a>
          .
        </p>
      </Show>
      <Show when={me() && props.fault}>
        <p class="field-error" role="alert">
          {props.fault}
        </p>
      </Show>
      <Button type="submit" tone="primary" size="large" icon={props.icon} busy={props.busy}>
        {props.verb}
      </Button>
      <Show when={me() === null}>
        <OtherWays />
      </Show>
    </form>
  );
}
