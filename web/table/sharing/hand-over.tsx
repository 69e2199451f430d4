import { createSignal, Show } from "solid-js";
import type { Member } from "../../../workers/core/state.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField } from "../../parts/field.tsx";
import { wordsFor } from "../../state/result.ts";
import { sharingApi } from "../../state/sharing-api.ts";
import { useCampaign } from "../table-context.tsx";

/** For the owner alone: the table, its settings and its money in somebody else's hands. */
export function HandOver(props: { others: readonly Member[] }) {
  const [asking, setAsking] = createSignal(false);
  return (
    <Show when={props.others.length > 0}>
      <Button size="small" onClick={() => setAsking(true)}>
        Hand the table over
      </Button>
      <Show when={asking()}>
        <HandOverDialog others={props.others} onClose={() => setAsking(false)} />
      </Show>
    </Show>
  );
}

function HandOverDialog(props: { others: readonly Member[]; onClose: () => void }) {
  const campaign = useCampaign();
  const [to, setTo] = createSignal("");
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const chosen = () => props.others.find(({ id }) => id === to()) ?? props.others[0];
  const give = async () => {
    const heir = chosen();
    if (heir === undefined) return;
    setBusy(true);
    const answer = await sharingApi(campaign.id).handOver(heir.id);
    setBusy(false);
    if (answer.ok) props.onClose();
    else setFault(wordsFor(answer.problem));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Hand the table over?"
      description="They become its owner: roles, money and the campaign itself are theirs. You run it with them from then on, and only they can give it back."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Keep it</Button>
          <Button tone="danger" busy={busy()} onClick={() => void give()}>
            Give it to {chosen()?.name}
          </Button>
        </>
      }
    >
      <SelectField
        label="To whom"
        value={chosen()?.id ?? ""}
        options={props.others.map(({ id, name }) => ({ value: id, label: name }))}
        error={fault()}
        onChange={(ev) => setTo(ev.currentTarget.value)}
      />
    </Dialog>
  );
}
