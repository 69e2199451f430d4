import { buttonClass } from "../parts/button.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { api } from "../state/api-client.ts";
import type { EntryOf } from "../state/story-entry.ts";
import { useCampaign } from "./table-context.tsx";

/** The last page: how it ended, and the proof to take home. */
export function EndingCard(props: { entry: EntryOf<"ending"> }) {
  const campaign = useCampaign();
  return (
    <section class="ending card card-glow" data-tone={props.entry.tone} aria-label="The end">
      <p class="eyebrow">The end</p>
      <h2 class="title-lg">{props.entry.title}</h2>
      <p class="ending-words">{props.entry.text}</p>
      <div class="ending-ways">
        <a class={buttonClass({ tone: "primary" })} href={api.exportUrl(campaign.id)} download="" rel="external">
          <Icon name="download" size={19} /> Download the log
        </a>
        <a class={buttonClass({})} href={`/verify?campaign=${campaign.id}`}>
          <Icon name="seal" size={19} /> Check every die
        </a>
        <a class={buttonClass({})} href="/start">
          <Icon name="flame" size={19} /> Another evening
        </a>
      </div>
    </section>
  );
}
