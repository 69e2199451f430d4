import { createSignal } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { accountsApi } from "../../state/accounts-api.ts";
import { wordsFor } from "../../state/result.ts";

/** A change of the ways in that has gone through, and how many other browsers are signed in. */
export interface Changed {
  readonly what: string;
  readonly others: number;
}

/** What to ask after a change; null where no other browser is signed in, or nobody can say. */
export async function changedWith(what: string): Promise<Changed | null> {
  const answer = await accountsApi.sessions();
  const others = answer.ok ? answer.value.items.filter(({ here }) => !here).length : 0;
  return others === 0 ? null : { what, others };
}

/** A passkey that was lost may have left a browser signed in: the change is the moment to think of it. */
export function OtherBrowsers(props: { changed: Changed; onClose: (ended: boolean) => void }) {
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const end = async () => {
    setBusy(true);
    const answer = await accountsApi.endOtherSessions();
    setBusy(false);
    if (answer.ok) props.onClose(true);
    else setFault(wordsFor(answer.problem));
  };
  const words = () =>
    props.changed.others === 1
      ? "One other browser is signed in as you, and stays so unless you end that."
      : `${props.changed.others} other browsers are signed in as you, and stay so unless you end that.`;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose(false)}
      title={props.changed.what}
      description={words()}
      footer={
        <>
          <Button onClick={() => props.onClose(false)}>Leave them</Button>
          <Button tone="danger" busy={busy()} onClick={() => void end()}>
            Sign out the other browsers
          </Button>
        </>
      }
    >
      <p class="text-soft">
        If you do not know one of them, or have lost what it is on, sign them out. You come back there as anywhere.
      </p>
      <p class="field-error empty:hidden" role="alert">
        {fault()}
      </p>
    </Dialog>
  );
}
