import { createMemo, createSignal, For, Show } from "solid-js";
import type { Role } from "../../workers/contracts/events.ts";
import type { MemberId } from "../../workers/contracts/ids.ts";
import type { Member } from "../../workers/core/state.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { SelectField } from "../parts/field.tsx";
import { ReasonField } from "./reason-field.tsx";
import { CameBy } from "./sharing/came-by.tsx";
import { ForkTable } from "./sharing/fork-table.tsx";
import { GonePeople } from "./sharing/gone-people.tsx";
import { HandOver } from "./sharing/hand-over.tsx";
import { useCampaign } from "./table-context.tsx";

const ROLES: readonly { readonly value: Exclude<Role, "owner">; readonly label: string }[] = [
  { value: "player", label: "Player" },
  { value: "gm", label: "May run the table" },
  { value: "spectator", label: "Looks on" },
];

/** Who has a chair, what they may do, and the way to ask somebody to leave. */
export function GmMembers() {
  const campaign = useCampaign();
  const [leaving, setLeaving] = createSignal<Member | null>(null);
  const others = createMemo(() =>
    Object.values(campaign.store.view?.public.members ?? {}).filter(
      (member) => !member.removed && member.id !== campaign.live.memberId,
    ),
  );
  return (
    <section class="gm-part" aria-labelledby="gm-members">
      <h3 id="gm-members" class="eyebrow">
        People
      </h3>
      <For each={others()} fallback={<p class="text-sm text-faint">Nobody else has joined yet.</p>}>
        {(member) => (
          <div class="gm-member">
            <Show
              when={campaign.me()?.role === "owner" && member.role !== "owner"}
              fallback={<p class="flex-1">{member.name}</p>}
            >
              <SelectField
                class="flex-1"
                label={member.name}
                value={member.role}
                options={ROLES}
                onChange={(ev) =>
                  campaign.gm({
                    type: "gm_set_role",
                    memberId: member.id,
                    role: ev.currentTarget.value as Exclude<Role, "owner">,
                  })
                }
              />
            </Show>
            <Show when={member.role !== "owner"}>
              <Button size="small" tone="danger" onClick={() => setLeaving(member)}>
                Remove
              </Button>
            </Show>
          </div>
        )}
      </For>
      <Show when={campaign.me()?.role === "owner"}>
        <HandOver others={others()} />
      </Show>
      <GonePeople />
      <ForkTable />
      <CameBy />
      <Show when={leaving()}>
        {(member) => (
          <RemoveDialog
            member={member()}
            onClose={() => setLeaving(null)}
            onRemove={(memberId, reason) => campaign.gm({ type: "gm_remove_member", memberId, reason })}
          />
        )}
      </Show>
    </section>
  );
}

function RemoveDialog(props: {
  member: Member;
  onClose: () => void;
  onRemove: (memberId: MemberId, reason: string) => void;
}) {
  const [reason, setReason] = createSignal("");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={`Ask ${props.member.name} to leave?`}
      description="They lose their seat at once. Their character stays and can be taken by somebody else."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Keep them</Button>
          <Button
            tone="danger"
            disabled={reason().trim() === ""}
            onClick={() => {
              props.onRemove(props.member.id, reason().trim());
              props.onClose();
            }}
          >
            Remove {props.member.name}
          </Button>
        </>
      }
    >
      <ReasonField value={reason()} onInput={setReason} />
    </Dialog>
  );
}
