import { createEffect, createResource, createSignal, For, on, Show } from "solid-js";
import type { Member } from "../../../workers/core/state.ts";
import { Button } from "../../parts/button.tsx";
import { type Result, wordsFor } from "../../state/result.ts";
import { sharingApi } from "../../state/sharing-api.ts";
import { useCampaign } from "../table-context.tsx";

/** Who left or was removed: they may have their place again, or be kept out by every link. */
export function GonePeople() {
  const campaign = useCampaign();
  const api = sharingApi(campaign.id);
  const [fault, setFault] = createSignal("");
  const [bans, { refetch }] = createResource(() => api.bans());
  const gone = (): readonly Member[] =>
    Object.values(campaign.store.view?.public.members ?? {}).filter(({ removed }) => removed);
  createEffect(
    on(
      () => gone().length,
      () => void refetch(),
      { defer: true },
    ),
  );
  const isBanned = (member: Member) => {
    const answer = bans.latest;
    return answer?.ok === true && answer.value.some(({ memberId }) => memberId === member.id);
  };
  const tries = async (attempt: Promise<Result<unknown>>) => {
    const answer = await attempt;
    setFault(answer.ok ? "" : wordsFor(answer.problem));
    await refetch();
  };
  return (
    <Show when={gone().length > 0}>
      <details class="gm-part">
        <summary class="gm-summary">No longer here ({gone().length})</summary>
        <ul class="grid w-full gap-2">
          <For each={gone()}>
            {(member) => (
              <li class="flex flex-wrap items-center justify-between gap-2">
                <p class="min-w-0 break-words">
                  {member.name}
                  <span class="text-sm text-faint">{isBanned(member) ? " is kept out" : ""}</span>
                </p>
                <div class="gm-row">
                  <Button size="small" onClick={() => void tries(api.letBack(member.id))}>
                    Let back<span class="sr-only"> {member.name}</span>
                  </Button>
                  <Show
                    when={isBanned(member)}
                    fallback={
                      <Button size="small" tone="danger" onClick={() => void tries(api.ban(member.id, "Kept out."))}>
                        Keep out<span class="sr-only"> {member.name}</span>
                      </Button>
                    }
                  >
                    <Button size="small" onClick={() => void tries(api.liftBan(member.id))}>
                      May ask again<span class="sr-only">: {member.name}</span>
                    </Button>
                  </Show>
                </div>
              </li>
            )}
          </For>
        </ul>
        <p class="field-error empty:hidden" role="alert">
          {fault()}
        </p>
      </details>
    </Show>
  );
}
