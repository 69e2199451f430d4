import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/field.tsx";
import { wordsFor } from "../../state/result.ts";
import { sharingApi } from "../../state/sharing-api.ts";
import { useCampaign } from "../table-context.tsx";

/** What if it had gone otherwise: a table of one's own, from here or from an earlier event. */
export function ForkTable() {
  const [asking, setAsking] = createSignal(false);
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        A table of your own from here
      </Button>
      <Show when={asking()}>
        <ForkDialog onClose={() => setAsking(false)} />
      </Show>
    </>
  );
}

function ForkDialog(props: { onClose: () => void }) {
  const campaign = useCampaign();
  const navigate = useNavigate();
  const head = campaign.raw()?.head.seq ?? 1;
  const idempotencyKey = crypto.randomUUID();
  const [title, setTitle] = createSignal(`${campaign.store.view?.public.title ?? "A table"}, again`.slice(0, 80));
  const [seq, setSeq] = createSignal(head);
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const fork = async () => {
    setBusy(true);
    const at = seq() === head ? {} : { seq: seq() };
    const answer = await sharingApi(campaign.id).fork({ title: title().trim(), ...at }, idempotencyKey);
    setBusy(false);
    if (!answer.ok) return setFault(wordsFor(answer.problem));
    props.onClose();
    navigate(`/t/${answer.value.campaign.id}`);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Go on at a table of your own?"
      description="It has this table’s whole history and goes its own way from there; this one stays as it is. You own it, everybody else comes by its link and takes a seat again. Files come along and are read anew."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Stay here</Button>
          <Button tone="primary" busy={busy()} disabled={title().trim() === ""} onClick={() => void fork()}>
            Open it
          </Button>
        </>
      }
    >
      <div class="grid gap-3">
        <TextField
          label="Its title"
          maxlength={80}
          value={title()}
          onInput={(ev) => setTitle(ev.currentTarget.value)}
        />
        <TextField
          label="From event"
          hint={`This table stands at event ${head}. An earlier number goes back in its story; the log shows them.`}
          type="number"
          min={9}
          max={head}
          value={seq()}
          onInput={(ev) => setSeq(ev.currentTarget.valueAsNumber)}
          error={fault() || undefined}
        />
      </div>
    </Dialog>
  );
}
