import { createSignal, createUniqueId, onCleanup } from "solid-js";
import { Button } from "./button.tsx";

const SAID_MS = 2000;

/** Something to pass on: a link, a code. Where the clipboard is refused, the text is selected instead. */
export function CopyField(props: { label: string; value: string; mono?: boolean }) {
  const id = createUniqueId();
  const [copied, setCopied] = createSignal(false);
  let box: HTMLInputElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.value);
      setCopied(true);
      clearTimeout(timer);
      timer = setTimeout(() => setCopied(false), SAID_MS);
    } catch {
      box?.select();
    }
  };
  return (
    <div class="field">
      <label for={id} class="field-label">
        {props.label}
      </label>
      <div class="copy-field">
        <input
          ref={box}
          id={id}
          class={`field-box${props.mono ? " numeral copy-code" : ""}`}
          readOnly
          value={props.value}
          onFocus={(ev) => ev.currentTarget.select()}
        />
        <Button icon={copied() ? "check" : "copy"} onClick={copy} aria-label={`Copy ${props.label.toLowerCase()}`}>
          {copied() ? "Copied" : "Copy"}
        </Button>
      </div>
      <span role="status" class="sr-only">
        {copied() ? "Copied" : ""}
      </span>
    </div>
  );
}
