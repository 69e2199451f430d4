import { lazy, Show, Suspense } from "solid-js";
import { type TabEntry, TabPanel, Tabs } from "../parts/tabs.tsx";
import { refusedMemory } from "../state/memory-commands.ts";
import { DiceTray } from "./dice-tray.tsx";
import { JournalPanel } from "./journal-panel.tsx";
import { PartyPanel } from "./party-panel.tsx";
import { PhoneFold } from "./phone-fold.tsx";
import { SheetPanel } from "./sheet-panel.tsx";
import { GmThings, LibraryThings, MemoryThings, waitingCalls } from "./side-tabs.tsx";
import { type LogHandle, StoryColumn } from "./story-column.tsx";
import { useCampaign } from "./table-context.tsx";
import type { Place } from "./table-keys.ts";

const ReviewPanel = lazy(async () => ({ default: (await import("./review/review-panel.tsx")).ReviewPanel }));

const TABS: readonly TabEntry[] = [
  { id: "story", label: "Story", icon: "book" },
  { id: "sheet", label: "Sheet", icon: "scroll" },
  { id: "party", label: "Party", icon: "people" },
  { id: "dice", label: "Dice", icon: "die" },
];

/** The table in one hand: tabs at the foot, the composer within reach of a thumb. */
export function PhoneTable(props: { place: Place; onPlace: (place: Place) => void; onLog: (log: LogHandle) => void }) {
  const campaign = useCampaign();
  const more: TabEntry = {
    id: "more",
    label: "More",
    icon: "more",
    get count() {
      return waitingCalls(campaign) + refusedMemory(campaign.outbox()).length;
    },
  };
  const place = () => (TABS.some(({ id }) => id === props.place) ? props.place : "more");
  return (
    <Tabs
      label="Table"
      look="dock"
      tabs={[...TABS, more]}
      value={place()}
      onChange={(id) => props.onPlace(id as Place)}
      class="phone"
    >
      <TabPanel id="story" keep class="phone-story">
        <StoryColumn onLog={props.onLog} onPlace={props.onPlace} />
      </TabPanel>
      <TabPanel id="sheet" class="phone-panel">
        <div data-place="sheet" tabindex="-1" role="group" aria-label="Sheet">
          <SheetPanel withSeats />
        </div>
      </TabPanel>
      <TabPanel id="party" class="phone-panel">
        <PartyPanel />
      </TabPanel>
      <TabPanel id="dice" class="phone-panel">
        <div data-place="dice" tabindex="-1" role="group" aria-label="Dice">
          <DiceTray />
        </div>
      </TabPanel>
      <TabPanel id="more" class="phone-panel">
        <Show when={campaign.behindScreen() && campaign.live.review !== null}>
          <Suspense>
            <ReviewPanel />
          </Suspense>
        </Show>
        <PhoneFold icon="book" title="Journal" place="journal" asked={props.place === "journal"}>
          <JournalPanel />
        </PhoneFold>
        <PhoneFold icon="shelf" title="Library" place="library" asked={props.place === "library"}>
          <LibraryThings />
        </PhoneFold>
        <PhoneFold icon="history" title="What the table remembers" place="memory" asked={props.place === "memory"}>
          <MemoryThings />
        </PhoneFold>
        <Show when={campaign.mayRun()}>
          <PhoneFold icon="crown" title="Run the table" place="gm" asked={props.place === "gm"}>
            <GmThings withoutReview />
          </PhoneFold>
        </Show>
      </TabPanel>
    </Tabs>
  );
}
