import type { Citation } from "../../../workers/contracts/memory.ts";
import { toast } from "../../parts/toast.tsx";
import { bareTitle, hasPages, pagesText } from "../../state/library-words.ts";
import type { PlacedCite } from "../../state/story-entry.ts";
import type { ProseMarks } from "../prose.tsx";
import { type TableParts, useTable } from "../table-context.tsx";
import { saidBefore } from "./cites-in.ts";

type AtTable = Pick<TableParts, "campaign" | "dialogs">;

/** A number between the words that opens the page they rest on. It pales once that is not open to the reader. */
function CiteMark(props: { cite: Citation; about: string }) {
  const table = useTable();
  return (
    <sup class="cite" data-gone={isClosed(table, props.cite) ? "" : undefined}>
      <button
        type="button"
        aria-label={spokenCite(table, props.cite)}
        onClick={() => openCite(table, props.cite, props.about)}
      >
        {props.cite.n}
      </button>
    </sup>
  );
}

/** The citations of a text as marks between its words; undefined when it has none. */
export function citeMarks(text: string, cites: readonly PlacedCite[]): ProseMarks | undefined {
  if (cites.length === 0) return undefined;
  return {
    at: cites.map(({ at }) => at),
    show: (mark) => {
      const cite = cites[mark];
      return cite === undefined ? null : <CiteMark cite={cite} about={saidBefore(text, cites, mark)} />;
    },
  };
}

/** Whether the file of a citation is known not to be open to whoever reads it here. */
export function isClosed({ campaign }: AtTable, { uploadId }: Pick<Citation, "uploadId">): boolean {
  return campaign.sightOf(uploadId).state === "closed";
}

/** Opens the page at what was said `about` it. The citation keeps the title of its day; what is shown is today's. */
export function openCite(table: AtTable, cite: Citation, about: string): void {
  const { campaign, dialogs } = table;
  const { uploadId, pageFrom: page } = cite;
  if (isClosed(table, cite)) toast({ title: closedWords(campaign.mayRun()) });
  else dialogs.open({ kind: "reader", uploadId, title: campaign.fileTitle(uploadId), page, about });
}

/** What a citation is called here: by the name of its file, if that may be told. */
export const citeTitle = ({ campaign }: AtTable, { uploadId }: Citation): string =>
  bareTitle(campaign.fileTitle(uploadId));

/** The pages of a citation, where they are open and there are any. */
export function citePages({ campaign }: AtTable, cite: Citation): string {
  const sight = campaign.sightOf(cite.uploadId);
  return sight.state === "open" && hasPages(sight) ? pagesText(cite) : "";
}

function closedWords(runsTable: boolean): string {
  return runsTable ? "The file this rests on is no longer there." : "What this rests on is no longer open to you.";
}

function spokenCite(table: AtTable, cite: Citation): string {
  const pages = citePages(table, cite);
  return `Source ${cite.n}: ${citeTitle(table, cite)}${pages === "" ? "" : `, ${pages}`}`;
}
