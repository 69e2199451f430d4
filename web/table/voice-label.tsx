import { Show } from "solid-js";
import type { Wording } from "../state/story-entry.ts";
import { isModel, voiceName } from "../state/who-speaks.ts";
import { useCampaign } from "./table-context.tsx";

/** Who spoke: a person, rules, or a model by its name. Said quietly under each passage. */
export function VoiceLabel(props: { wording: Wording }) {
  const campaign = useCampaign();
  return (
    <p class="voice">
      <Show when={props.wording.voice} fallback={<>in {props.wording.by || "the GM"}’s own words</>}>
        {(voice) => (
          <>
            told by {voiceName(voice(), campaign.store.view?.public.voice ?? null)}
            <Show when={isModel(voice())}>, a machine’s words</Show>
            <Show when={voice().fallback}>{(why) => <span>, standing in ({why()})</span>}</Show>
          </>
        )}
      </Show>
    </p>
  );
}
