import { runWithOwner } from "solid-js";
import type { Campaign } from "../../state/campaign.ts";
import { createLibrary, type Library } from "../../state/library.ts";
import { useCampaign } from "../table-context.tsx";

const kept = new WeakMap<Campaign, Library>();

/** The library of this table: made when somebody first opens it, and kept as long as the table is. */
export function useLibrary(): Library {
  const campaign = useCampaign();
  const known = kept.get(campaign);
  if (known !== undefined) return known;
  const library = runWithOwner(campaign.owner, () => createLibrary(campaign));
  if (library === undefined) throw new Error("A library belongs to a table that is open.");
  kept.set(campaign, library);
  return library;
}
