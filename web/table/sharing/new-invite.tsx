import { createSignal, Show } from "solid-js";
import type { Approval, Invite } from "../../../workers/contracts/sharing.ts";
import { Button } from "../../parts/button.tsx";
import { SelectField, TextField } from "../../parts/field.tsx";
import { wordsFor } from "../../state/result.ts";
import type { SharingApi } from "../../state/sharing-api.ts";
import { useCampaign } from "../table-context.tsx";
import { APPROVALS } from "./invite-card.tsx";

type InvitedRole = Exclude<Invite["role"], "owner">;
const ROLES: readonly { readonly value: InvitedRole; readonly label: string }[] = [
  { value: "player", label: "Players" },
  { value: "spectator", label: "People who look on" },
  { value: "gm", label: "Another GM" },
];

/** A link of its own for others: who it is for, how they come in, how long and for how many. */
export function NewInvite(props: { api: SharingApi; onMade: (code: string) => void }) {
  const campaign = useCampaign();
  const [role, setRole] = createSignal<InvitedRole>("spectator");
  const [approval, setApproval] = createSignal<Approval>("open");
  const [days, setDays] = createSignal(7);
  const [uses, setUses] = createSignal(12);
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [open, setOpen] = createSignal(false);
  const make = async () => {
    setBusy(true);
    const answer = await props.api.createInvite({ role: role(), approval: approval(), days: days(), uses: uses() });
    setBusy(false);
    setFault(answer.ok ? "" : wordsFor(answer.problem));
    if (!answer.ok) return;
    // What was made stands at the top; the form goes out of its way.
    if (fold) fold.open = false;
    props.onMade(answer.value.code);
  };
  let fold: HTMLDetailsElement | undefined;
  return (
    <details ref={fold} class="gm-part" onToggle={(ev) => setOpen(ev.currentTarget.open)}>
      <summary class="gm-summary">Another link</summary>
      <Show when={open()}>
        <form
          class="grid w-full gap-3"
          onSubmit={(ev) => {
            ev.preventDefault();
            void make();
          }}
        >
          <SelectField
            label="For"
            value={role()}
            options={ROLES.filter(({ value }) => value !== "gm" || campaign.me()?.role === "owner")}
            onChange={(ev) => setRole(ev.currentTarget.value as InvitedRole)}
          />
          <SelectField
            label="How they come in"
            value={approval()}
            options={APPROVALS.filter(({ value }) => value !== "locked")}
            onChange={(ev) => setApproval(ev.currentTarget.value as Approval)}
          />
          <div class="gm-pair">
            <NumberField label="Good for days" max={90} value={days()} onInput={setDays} />
            <NumberField label="Good for people" max={100} value={uses()} onInput={setUses} />
          </div>
          <Show when={fault()}>
            <p class="field-error" role="alert">
              {fault()}
            </p>
          </Show>
          <Button type="submit" busy={busy()} class="justify-self-start">
            Make the link
          </Button>
        </form>
      </Show>
    </details>
  );
}

function NumberField(props: { label: string; max: number; value: number; onInput: (value: number) => void }) {
  return (
    <TextField
      label={props.label}
      type="number"
      min={1}
      max={props.max}
      required
      value={props.value}
      onInput={(ev) => props.onInput(ev.currentTarget.valueAsNumber)}
    />
  );
}
