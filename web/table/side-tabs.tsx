import { For, lazy, Match, Suspense, Switch } from "solid-js";
import { Ember } from "../parts/ember.tsx";
import { type TabEntry, TabPanel, Tabs } from "../parts/tabs.tsx";
import type { Campaign } from "../state/campaign.ts";
import { refusedMemory } from "../state/memory-commands.ts";
import { DiceTray } from "./dice-tray.tsx";
import { JournalPanel } from "./journal-panel.tsx";
import { PartyPanel } from "./party-panel.tsx";
import { SheetPanel } from "./sheet-panel.tsx";
import { useCampaign } from "./table-context.tsx";
import type { Place } from "./table-keys.ts";

const LibraryPanel = lazy(async () => ({ default: (await import("./library/library-panel.tsx")).LibraryPanel }));
const MemoryPanel = lazy(async () => ({ default: (await import("./memory/memory-panel.tsx")).MemoryPanel }));
// Most people at a table never run it.
const GmPanel = lazy(async () => ({ default: (await import("./gm-panel.tsx")).GmPanel }));

const SHEET: TabEntry = { id: "sheet", label: "Sheet", icon: "scroll" };
const DICE: TabEntry = { id: "dice", label: "Dice", icon: "die" };
const PARTY: TabEntry = { id: "party", label: "Party", icon: "people" };
const JOURNAL: TabEntry = { id: "journal", label: "Journal", icon: "book" };
const LIBRARY: TabEntry = { id: "library", label: "Library", icon: "shelf" };

/** How many proposed calls wait for whoever sits behind the screen. */
export function waitingCalls({ behindScreen, live }: Pick<Campaign, "behindScreen" | "live">): number {
  const cards = behindScreen() ? (live.review?.cards ?? []) : [];
  return cards.filter(({ verdict }) => verdict === "waiting").length;
}

/** What lies at the right hand: sheet, dice, and the GM's things for those who may run the table. */
export function SideTabs(props: { place: Place; onPlace: (place: Place) => void; wide: boolean }) {
  const campaign = useCampaign();
  // Its count moves by itself: a tab that became another would close the panel somebody writes in.
  const gm: TabEntry = {
    id: "gm",
    label: "GM",
    icon: "crown",
    get count() {
      return waitingCalls(campaign);
    },
  };
  const memory: TabEntry = {
    id: "memory",
    label: "Memory",
    icon: "history",
    get count() {
      return refusedMemory(campaign.outbox()).length;
    },
  };
  const tabs = () => [
    SHEET,
    DICE,
    ...(props.wide ? [] : [PARTY, JOURNAL]),
    LIBRARY,
    memory,
    ...(campaign.mayRun() ? [gm] : []),
  ];
  const current = () => (tabs().some(({ id }) => id === props.place) ? props.place : "sheet");
  return (
    <Tabs
      label="Sheet, dice and more"
      tabs={tabs()}
      value={current()}
      onChange={(id) => props.onPlace(id as Place)}
      class="side-tabs"
    >
      <For each={tabs()}>
        {(tab) => (
          <TabPanel id={tab.id}>
            {/* A key that brings it to the front moves the focus here. */}
            <div data-place={tab.id} tabindex="-1" role="group" aria-label={tab.label}>
              <Panel id={tab.id} />
            </div>
          </TabPanel>
        )}
      </For>
    </Tabs>
  );
}

function Panel(props: { id: string }) {
  return (
    <Switch>
      <Match when={props.id === "sheet"}>
        <SheetPanel />
      </Match>
      <Match when={props.id === "dice"}>
        <DiceTray />
      </Match>
      <Match when={props.id === "party"}>
        <PartyPanel />
      </Match>
      <Match when={props.id === "journal"}>
        <JournalPanel />
      </Match>
      <Match when={props.id === "library"}>
        <LibraryThings />
      </Match>
      <Match when={props.id === "memory"}>
        <MemoryThings />
      </Match>
      <Match when={props.id === "gm"}>
        <GmThings />
      </Match>
    </Switch>
  );
}

/** What there is to read, fetched when somebody looks. */
export function LibraryThings() {
  return (
    <Suspense fallback={<Ember text="Looking along the shelves…" />}>
      <LibraryPanel />
    </Suspense>
  );
}

/** What the table remembers, fetched when somebody looks. */
export function MemoryThings() {
  return (
    <Suspense fallback={<Ember text="Remembering…" />}>
      <MemoryPanel />
    </Suspense>
  );
}

export function GmThings(props: { withoutReview?: boolean }) {
  return (
    <Suspense fallback={<Ember text="Setting up the screen…" />}>
      <GmPanel withoutReview={props.withoutReview} />
    </Suspense>
  );
}
