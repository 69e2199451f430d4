import type { LoreCard } from "../../../workers/contracts/memory.ts";
import { Icon } from "../../parts/icons/icon.tsx";
import { useTable } from "../table-context.tsx";

/** The page of a file that a card's words were taken from. */
export function SourceLink(props: { source: NonNullable<LoreCard["source"]> }) {
  const { dialogs } = useTable();
  const { open } = dialogs;
  return (
    <button
      type="button"
      class="rests-first"
      onClick={() =>
        open({
          kind: "reader",
          uploadId: props.source.uploadId,
          title: props.source.title,
          page: props.source.page,
        })
      }
    >
      <Icon name="scroll" size={14} /> {props.source.title}, page {props.source.page}
    </button>
  );
}
