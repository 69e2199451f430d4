import { createSignal } from "solid-js";
import type { EntityId, FactId, MemoryView } from "../../workers/contracts/memory.ts";
import type { Campaign } from "./campaign.ts";
import type { MemoryApi } from "./memory-api.ts";
import { everyFact, type FactFilter } from "./memory-lists.ts";

export type MemoryPart = "facts" | "cards" | "story";

/** What is kept of the panel while another tab is looked at. */
export interface Kept {
  readonly view: () => MemoryView | null;
  readonly setView: (view: MemoryView) => void;
  readonly filter: () => FactFilter;
  readonly setFilter: (filter: FactFilter) => void;
  readonly part: () => MemoryPart;
  readonly setPart: (part: MemoryPart) => void;
  readonly openCard: () => EntityId | null;
  readonly setOpenCard: (id: EntityId | null) => void;
  /** Facts whose words were asked for and not found. */
  readonly sought: Set<FactId>;
}

/** The panel is taken down whenever another tab is looked at, and comes back as it was left. */
const desks = new WeakMap<Campaign, Kept>();

/** What is kept of a campaign's panel. */
export function keptOf(campaign: Campaign): Kept {
  const known = desks.get(campaign);
  if (known !== undefined) return known;
  const [view, setView] = createSignal<MemoryView | null>(null);
  const [filter, setFilter] = createSignal<FactFilter>(everyFact);
  const [part, setPart] = createSignal<MemoryPart>("facts");
  const [openCard, setOpenCard] = createSignal<EntityId | null>(null);
  const kept = { view, setView, filter, setFilter, part, setPart, openCard, setOpenCard, sought: new Set<FactId>() };
  desks.set(campaign, kept);
  return kept;
}

/**
 * The words of a fact as this viewer may see them, null while they are not in hand. The log names a forgotten fact and
 * does not say it again, so what is not in hand is read once.
 */
export function factWordsOf(campaign: Campaign, api: MemoryApi): (id: FactId) => string | null {
  const kept = keptOf(campaign);
  return (id) => {
    const words = kept.view()?.facts.find((fact) => fact.id === id)?.text ?? null;
    if (words === null && !kept.sought.has(id)) {
      kept.sought.add(id);
      void readFor(kept, api);
    }
    return words;
  };
}

const reading = new WeakSet<Kept>();

/** Many lines may ask at once; one answer serves them all. */
async function readFor(kept: Kept, api: MemoryApi): Promise<void> {
  if (reading.has(kept)) return;
  reading.add(kept);
  const answer = await api.read();
  reading.delete(kept);
  if (answer.ok && answer.value.throughSeq >= (kept.view()?.throughSeq ?? 0)) kept.setView(answer.value);
}
