import { createContext, type ParentProps, useContext } from "solid-js";
import type { Campaign } from "../state/campaign.ts";
import type { ComposerDesk } from "./composer-desk.ts";
import type { DialogDesk } from "./dialog-desk.ts";
import type { StoryDesk } from "./story-desk.ts";

export interface TableParts {
  readonly campaign: Campaign;
  readonly composer: ComposerDesk;
  readonly dialogs: DialogDesk;
  readonly story: StoryDesk;
}

const Context = createContext<TableParts>();

export function TableProvider(props: ParentProps<{ table: TableParts }>) {
  return <Context.Provider value={props.table}>{props.children}</Context.Provider>;
}

/** The campaign this part of the page belongs to. */
export function useTable(): TableParts {
  const table = useContext(Context);
  if (table === undefined) throw new Error("useTable belongs inside a TableProvider");
  return table;
}

export function useCampaign(): Campaign {
  return useTable().campaign;
}
