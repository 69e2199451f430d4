import { Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { useCampaign } from "../table-context.tsx";

/** Says that play is paused, and nothing of who asked. Whoever plays may say when it goes on. */
export function PausedBanner() {
  const campaign = useCampaign();
  return (
    <div role="status">
      <Show when={campaign.store.view?.public.paused}>
        <div class="banner banner-calm">
          <Icon name="pause" size={18} />
          <span>Play is paused. Somebody asked to stop for a moment.</span>
          <Show when={campaign.me() !== null && campaign.me()?.role !== "spectator"}>
            <Button size="small" icon="play" onClick={() => campaign.table({ type: "resume_play" })}>
              Go on
            </Button>
          </Show>
        </div>
      </Show>
    </div>
  );
}
