import { createSignal, For, onCleanup } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";

/** The codes, this once. They are kept nowhere in the page: closing it is the end of them here. */
export function RecoveryDialog(props: { codes: readonly string[]; onClose: () => void }) {
  const [copied, setCopied] = createSignal(false);
  const text = () => `Emberhall recovery codes for ${location.host}. Each is good once.\n\n${props.codes.join("\n")}\n`;
  // The codes never change while the dialog is open, so one address serves.
  const file = URL.createObjectURL(new Blob([text()], { type: "text/plain" }));
  onCleanup(() => URL.revokeObjectURL(file));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setCopied(true);
    } catch {
      // Refused: the codes stand there to be selected or written down.
    }
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && props.onClose()}
      title="Your recovery codes"
      description="For the day every passkey is lost. Each brings you back once. They are shown only now: write them down or keep the file where you will find it."
      footer={
        <>
          <Button icon={copied() ? "check" : "copy"} onClick={() => void copy()}>
            {copied() ? "Copied" : "Copy"}
          </Button>
          <a class="button button-plain button-medium" href={file} download="emberhall-recovery-codes.txt">
            Download
          </a>
          <Button tone="primary" onClick={() => props.onClose()}>
            I have them
          </Button>
        </>
      }
    >
      <ol class="grid gap-x-6 gap-y-2 sm:grid-cols-2" aria-label="Recovery codes">
        <For each={props.codes}>
          {(code) => (
            <li>
              <code class="numeral whitespace-nowrap">{code}</code>
            </li>
          )}
        </For>
      </ol>
      <span role="status" class="sr-only">
        {copied() ? "Copied" : ""}
      </span>
    </Dialog>
  );
}
