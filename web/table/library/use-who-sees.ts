import { createMemo } from "solid-js";
import type { Visibility } from "../../../workers/contracts/library.ts";
import { visibilityWords } from "../../state/library-words.ts";
import { useCampaign } from "../table-context.tsx";

/** In words for whoever runs the table: who sees a file. */
export function useWhoSees(): (visibility: Visibility) => string {
  const campaign = useCampaign();
  const hosts = createMemo(
    () =>
      Object.values(campaign.store.view?.public.members ?? {}).filter(
        ({ role, removed }) => !removed && (role === "owner" || role === "gm"),
      ).length,
  );
  return (visibility) => visibilityWords(visibility, hosts());
}
