import { Show } from "solid-js";
import { buttonClass } from "../parts/button.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { api } from "../state/api-client.ts";
import type { EntryOf } from "../state/story-entry.ts";
import { useCampaign } from "./table-context.tsx";

const OPENING_CHARS = 60;

/** The last page: how it ended, and the proof to take home. */
export function EndingCard(props: { entry: EntryOf<"ending"> }) {
  const campaign = useCampaign();
  /** The narrator has usually told these very words just above. */
  const toldAbove = () => {
    const opening = props.entry.text.slice(0, OPENING_CHARS);
    return campaign.store.story.some((entry) => entry.kind === "narration" && entry.text.includes(opening));
  };
  return (
    <section class="ending card card-glow" data-tone={props.entry.tone} aria-label="The end">
      <p class="eyebrow">The end</p>
      <h2 class="title-lg">{props.entry.title}</h2>
      <Show when={!toldAbove()}>
        <p class="ending-words">{props.entry.text}</p>
      </Show>
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
