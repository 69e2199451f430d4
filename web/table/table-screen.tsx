import { createEffect, createSignal, For, Match, Show, Switch } from "solid-js";
import { Ember } from "../parts/ember.tsx";
import { type TabEntry, TabPanel, Tabs } from "../parts/tabs.tsx";
import { Announcer } from "./announcer.tsx";
import { CalledRoll } from "./called-roll.tsx";
import { Composer } from "./composer.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { DiceTray } from "./dice-tray.tsx";
import { GmPanel } from "./gm-panel.tsx";
import { JournalPanel } from "./journal-panel.tsx";
import { createMedia } from "./media.ts";
import { createMoveBadge } from "./move-badge.ts";
import { PartyPanel } from "./party-panel.tsx";
import { SeatChooser } from "./seat-chooser.tsx";
import { SheetPanel } from "./sheet-panel.tsx";
import { StageLine } from "./stage-line.tsx";
import { StoryLog } from "./story-log.tsx";
import { Suggestions } from "./suggestions.tsx";
import { useTable } from "./table-context.tsx";
import { createTableKeys, type Place } from "./table-keys.ts";
import { TopBar } from "./top-bar.tsx";

/** The play surface in its three shapes: a dock of tabs on a phone, two columns, three columns. */
export function TableScreen() {
  const { campaign, composer } = useTable();
  const wide = createMedia("(min-width: 75rem)");
  const narrow = createMedia("(max-width: 51.99rem)");
  const [place, setPlace] = createSignal<Place>("story");
  const [side, setSide] = createSignal<Place>("sheet");
  let log: { toEnd: () => void } | undefined;
  createMoveBadge();
  createTableKeys({
    show: (wanted) => {
      setPlace(wanted === "journal" || wanted === "gm" ? "more" : wanted);
      setSide(wanted);
    },
    compose: (beginWith) => {
      setPlace("story");
      queueMicrotask(() => composer.focus(beginWith));
    },
    toEnd: () => log?.toEnd(),
    suggest: (index) => {
      const lane = campaign.store.view?.public;
      const words = (lane?.question?.choices ?? lane?.suggestions ?? [])[index];
      if (words !== undefined) composer.say(words, "do");
    },
    help: () => composer.setHelpOpen(true),
  });
  // Who has a seat begins with the story; who has none begins with the seats.
  createEffect(() =>
    campaign.me()?.creatureId === null && campaign.live.level && !campaign.behindScreen()
      ? setSide("sheet")
      : undefined,
  );

  return (
    <div class="table hall">
      <a class="skip-link" href="#composer">
        Skip to the composer
      </a>
      <TopBar />
      <ConnectionBanner />
      <Show when={campaign.store.view !== null} fallback={<Ember class="page-waiting" text="Taking a seat…" />}>
        <Switch>
          <Match when={narrow()}>
            <main class="phone-main">
              <Phone place={place()} onPlace={setPlace} onLog={(handle) => (log = handle)} />
            </main>
          </Match>
          <Match when={true}>
            <div class="table-columns" data-wide={wide() ? "" : undefined}>
              <Show when={wide()}>
                <aside class="table-side" aria-label="Party and journal">
                  <PartyPanel />
                  <JournalPanel />
                </aside>
              </Show>
              <main class="table-story">
                <StoryColumn onLog={(handle) => (log = handle)} />
              </main>
              <aside class="table-side" aria-label="Sheet and dice">
                <SideTabs place={side()} onPlace={setSide} wide={wide()} />
              </aside>
            </div>
          </Match>
        </Switch>
      </Show>
      <Announcer />
    </div>
  );
}

function StoryColumn(props: { onLog: (log: { toEnd: () => void }) => void }) {
  const { campaign } = useTable();
  const needsSeat = () =>
    campaign.live.level &&
    campaign.me()?.creatureId === null &&
    campaign.me()?.role !== "spectator" &&
    !campaign.behindScreen() &&
    campaign.store.view?.public.status === "open";
  return (
    <>
      <StoryLog ref={props.onLog} />
      <div class="story-foot" id="composer">
        <Show when={needsSeat()}>
          <div class="story-seats">
            <SeatChooser />
          </div>
        </Show>
        <CalledRoll />
        <StageLine />
        <Suggestions />
        <Composer />
      </div>
    </>
  );
}

function SideTabs(props: { place: Place; onPlace: (place: Place) => void; wide: boolean }) {
  const { campaign } = useTable();
  const tabs = (): TabEntry[] => [
    { id: "sheet", label: "Sheet", icon: "scroll" },
    { id: "dice", label: "Dice", icon: "die" },
    ...(props.wide
      ? []
      : ([
          { id: "party", label: "Party", icon: "people" },
          { id: "journal", label: "Journal", icon: "book" },
        ] as TabEntry[])),
    ...(campaign.mayRun() ? [{ id: "gm", label: "GM", icon: "crown" } as TabEntry] : []),
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
            <Panel place={tab.id as Place} />
          </TabPanel>
        )}
      </For>
    </Tabs>
  );
}

function Panel(props: { place: Place }) {
  return (
    <Switch>
      <Match when={props.place === "sheet"}>
        <SheetPanel />
      </Match>
      <Match when={props.place === "dice"}>
        <DiceTray />
      </Match>
      <Match when={props.place === "party"}>
        <PartyPanel />
      </Match>
      <Match when={props.place === "journal"}>
        <JournalPanel />
      </Match>
      <Match when={props.place === "gm"}>
        <GmPanel />
      </Match>
    </Switch>
  );
}

const PHONE_TABS: readonly TabEntry[] = [
  { id: "story", label: "Story", icon: "book" },
  { id: "sheet", label: "Sheet", icon: "scroll" },
  { id: "party", label: "Party", icon: "people" },
  { id: "dice", label: "Dice", icon: "die" },
  { id: "more", label: "More", icon: "more" },
];

function Phone(props: { place: Place; onPlace: (place: Place) => void; onLog: (log: { toEnd: () => void }) => void }) {
  const { campaign } = useTable();
  const place = () => (PHONE_TABS.some(({ id }) => id === props.place) ? props.place : "more");
  return (
    <Tabs
      label="Table"
      look="dock"
      tabs={PHONE_TABS}
      value={place()}
      onChange={(id) => props.onPlace(id as Place)}
      class="phone"
    >
      <TabPanel id="story" keep class="phone-story">
        <StoryColumn onLog={props.onLog} />
      </TabPanel>
      <TabPanel id="sheet" class="phone-panel">
        <SheetPanel />
      </TabPanel>
      <TabPanel id="party" class="phone-panel">
        <PartyPanel />
      </TabPanel>
      <TabPanel id="dice" class="phone-panel">
        <DiceTray />
      </TabPanel>
      <TabPanel id="more" class="phone-panel">
        <JournalPanel />
        <Show when={campaign.mayRun()}>
          <GmPanel />
        </Show>
      </TabPanel>
    </Tabs>
  );
}
