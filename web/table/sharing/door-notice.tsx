import { createEffect, createResource, createSignal, on, Show } from "solid-js";
import type { JoinRequest } from "../../../workers/contracts/sharing.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { wordsFor } from "../../state/result.ts";
import { sharingApi } from "../../state/sharing-api.ts";
import { useCampaign } from "../table-context.tsx";

const AS: Record<JoinRequest["role"], string> = {
  owner: "",
  gm: " to run it with you",
  player: "",
  spectator: " to look on",
};

/** Who knocks, for those who may open: one at a time, longest waiting first. */
export function DoorNotice() {
  const campaign = useCampaign();
  const api = sharingApi(campaign.id);
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [requests, { refetch }] = createResource(() => api.requests());
  // Somebody came or was decided about, or the line is back and whoever came meanwhile was told to nobody.
  createEffect(on([campaign.waiting, () => campaign.live.level], () => void refetch(), { defer: true }));
  const waiting = (): readonly JoinRequest[] => {
    const answer = requests.latest;
    return answer?.ok === true ? answer.value : [];
  };
  const first = () => waiting()[0];
  const decide = async (request: JoinRequest, admit: boolean) => {
    setBusy(true);
    const answer = await api.decide(request.id, admit);
    setBusy(false);
    const settled = answer.ok || answer.problem.slug === "already-decided" || answer.problem.slug === "not-found";
    setFault(settled ? "" : wordsFor(answer.problem));
    await refetch();
  };
  return (
    <div role="status">
      <Show when={first()}>
        {(request) => (
          <div class="banner banner-calm">
            <Icon name="door" size={18} />
            <span>
              <b>{request().name}</b> asks to come to the table{AS[request().role]}
              <Show when={request().cameBefore}>; they had a place here before</Show>
              <Show when={waiting().length > 1}>, and {waiting().length - 1} more</Show>.
              <Show when={fault()}>
                <span class="field-error">{fault()}</span>
              </Show>
            </span>
            <Button size="small" tone="primary" busy={busy()} onClick={() => void decide(request(), true)}>
              Let in<span class="sr-only"> {request().name}</span>
            </Button>
            <Button size="small" busy={busy()} onClick={() => void decide(request(), false)}>
              Not now<span class="sr-only"> for {request().name}</span>
            </Button>
          </div>
        )}
      </Show>
    </div>
  );
}
