import type { CardSuggestions, MemoryQuery, MemoryView } from "../../workers/contracts/memory.ts";
import type { Ask } from "./api-client.ts";

/** Every request about what a campaign remembers, by name. */
export function makeMemoryApi(ask: Ask, campaignId: string) {
  const at = `/api/campaigns/${encodeURIComponent(campaignId)}`;
  return {
    read(query: MemoryQuery = {}) {
      const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
      return ask<MemoryView>(`${at}/memory${asked === "" ? "" : `?${asked}`}`);
    },
    /** Cards that could be made from what the campaign has read, from a place on. */
    suggestions: (cursor: string | null) =>
      ask<CardSuggestions>(`${at}/lore/suggestions${cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`}`),
  };
}

export type MemoryApi = ReturnType<typeof makeMemoryApi>;
