import { Show } from "solid-js";
import type { LoreCard } from "../../../workers/contracts/memory.ts";
import { Icon } from "../../parts/icons/icon.tsx";
import { useTable } from "../table-context.tsx";

/** The page of a file that a card's words were taken from; without its title where the file is not open to the viewer. */
export function SourceLink(props: { source: NonNullable<LoreCard["source"]> }) {
  const { campaign, dialogs } = useTable();
  const title = () => campaign.fileTitle(props.source.uploadId);
  return (
    <Show
      when={campaign.sightOf(props.source.uploadId).state === "open"}
      fallback={
        <p class="memory-aside">
          <Icon name="scroll" size={14} /> {title()}
        </p>
      }
    >
      <button
        type="button"
        class="rests-first"
        onClick={() => {
          const { uploadId, page } = props.source;
          dialogs.open({ kind: "reader", uploadId, title: title(), page });
        }}
      >
        <Icon name="scroll" size={14} /> {title()}, page {props.source.page}
      </button>
    </Show>
  );
}
