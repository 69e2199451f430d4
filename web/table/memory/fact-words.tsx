import { Show } from "solid-js";
import type { FactId } from "../../../workers/contracts/memory.ts";
import { askApi } from "../../state/api-client.ts";
import { makeMemoryApi } from "../../state/memory-api.ts";
import { factWordsOf } from "../../state/memory-kept.ts";
import { useCampaign } from "../table-context.tsx";

/** What was forgotten or brought back, in its own words; nothing while they are not in hand. */
export function FactWords(props: { id: FactId }) {
  const campaign = useCampaign();
  const wordsOf = factWordsOf(campaign, makeMemoryApi(askApi, campaign.id));
  return <Show when={wordsOf(props.id)}>{(words) => <span class="text-faint"> {words()}</span>}</Show>;
}
