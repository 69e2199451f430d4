import { createEffect, createResource, For, on, Show } from "solid-js";
import type { Join } from "../../../workers/contracts/sharing.ts";
import { sharingApi } from "../../state/sharing-api.ts";
import { useCampaign } from "../table-context.tsx";

const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Who came by which link, newest first. */
export function CameBy() {
  const campaign = useCampaign();
  const api = sharingApi(campaign.id);
  const members = () => campaign.store.view?.public.members ?? {};
  const [joins, { refetch }] = createResource(() => api.joins());
  createEffect(
    on(
      () => Object.keys(members()).length,
      () => void refetch(),
      { defer: true },
    ),
  );
  const list = (): readonly Join[] => {
    const answer = joins.latest;
    return answer?.ok === true ? answer.value : [];
  };
  return (
    <Show when={list().length > 0}>
      <details class="gm-part">
        <summary class="gm-summary">Who came by which link</summary>
        <ul class="grid w-full gap-1 text-sm">
          <For each={list()}>
            {(join) => (
              <li>
                {members()[join.memberId]?.name ?? "Somebody"} by <span class="numeral">{join.code}</span>
                {join.how === "asked" ? ", let in" : ""}, {when.format(join.at)}
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  );
}
