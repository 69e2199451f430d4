import type { Citation } from "../../../workers/contracts/memory.ts";
import { pagesText } from "../../state/library-words.ts";
import type { PlacedCite } from "../../state/story-entry.ts";
import type { ProseMarks } from "../prose.tsx";
import { type TableParts, useTable } from "../table-context.tsx";

/** A number between the words that opens the page they rest on. */
function CiteMark(props: { cite: Citation }) {
  const { dialogs } = useTable();
  return (
    <sup class="cite">
      <button type="button" aria-label={spokenCite(props.cite)} onClick={() => openCite(dialogs, props.cite)}>
        {props.cite.n}
      </button>
    </sup>
  );
}

/** The citations of a text as marks between its words; undefined when it has none. */
export function citeMarks(cites: readonly PlacedCite[]): ProseMarks | undefined {
  if (cites.length === 0) return undefined;
  return {
    at: cites.map(({ at }) => at),
    show: (mark) => {
      const cite = cites[mark];
      return cite === undefined ? null : <CiteMark cite={cite} />;
    },
  };
}

export function openCite(dialogs: TableParts["dialogs"], { uploadId, title, pageFrom }: Citation): void {
  dialogs.open({ kind: "reader", uploadId, title, page: pageFrom });
}

function spokenCite(cite: Citation): string {
  return `Source ${cite.n}: ${cite.title}, ${pagesText(cite)}`;
}
