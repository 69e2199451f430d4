import { createSignal, Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { passkeysWork, showPasskey } from "../../state/passkeys.ts";
import { wordsFor } from "../../state/result.ts";

/** Something wants the passkey shown once more. It stays open until it was shown or the person leaves it. */
export function ConfirmDialog(props: { onAnswer: (shown: boolean) => void }) {
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const show = async () => {
    setBusy(true);
    setFault("");
    const answer = await showPasskey();
    setBusy(false);
    if (answer?.ok) props.onAnswer(true);
    else setFault(answer === null ? "Your passkey was not shown. Nothing has changed yet." : wordsFor(answer.problem));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onAnswer(false)}
      title="Is it still you?"
      description="This changes who can come in as you, or hands out what is known of you. Show your passkey once more; then it is not asked for again for ten minutes."
      footer={
        <>
          <Button onClick={() => props.onAnswer(false)}>Leave it</Button>
          <Show when={passkeysWork()}>
            <Button tone="primary" icon="key" busy={busy()} onClick={() => void show()}>
              Show my passkey
            </Button>
          </Show>
        </>
      }
    >
      <p class="text-soft">
        Not at hand? Sign out here, come back with a recovery code or your account elsewhere, and you are not asked.
      </p>
      <p class="field-error empty:hidden" role="alert">
        {fault()}
      </p>
    </Dialog>
  );
}
