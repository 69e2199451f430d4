import { createSignal } from "solid-js";
import type { SeenEvent } from "../../workers/contracts/events.ts";
import { api } from "./api-client.ts";

/** As many events as a page of the log brings; a turn takes about a dozen. */
const PAGE_EVENTS = 200;

export interface StoryPages {
  /** Events before those in hand, oldest first, dense with them. */
  readonly older: () => readonly SeenEvent[];
  readonly loading: () => boolean;
  readonly failed: () => boolean;
  /** Reads one more page in front of `firstSeq`. */
  more(firstSeq: number): Promise<void>;
  forget(): void;
}

/** Older pages of the story, fetched when somebody scrolls up to them. */
export function createStoryPages(campaignId: string): StoryPages {
  const [older, setOlder] = createSignal<readonly SeenEvent[]>([]);
  const [loading, setLoading] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  let reading = 0;
  return {
    older,
    loading,
    failed,
    async more(firstSeq) {
      const before = older()[0]?.header.seq ?? firstSeq;
      if (before <= 1 || loading()) return;
      const mine = ++reading;
      setLoading(true);
      const page = await api.log(campaignId, before, PAGE_EVENTS);
      if (mine !== reading) return;
      setLoading(false);
      setFailed(!page.ok);
      if (page.ok) setOlder([...denseBefore(page.value.events, before), ...older()]);
    },
    forget() {
      reading++;
      setLoading(false);
      setFailed(false);
      setOlder([]);
    },
  };
}

/** The run of events that ends right before `before`; a page with a hole in it is cut at the hole. */
export function denseBefore(events: readonly SeenEvent[], before: number): readonly SeenEvent[] {
  const sorted = events
    .filter(({ header }) => header.seq < before)
    .sort((left, right) => left.header.seq - right.header.seq);
  let first = sorted.length;
  while (first > 0 && sorted[first - 1]?.header.seq === before - (sorted.length - first) - 1) first--;
  return sorted.slice(first);
}
