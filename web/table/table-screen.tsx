import { createEffect, createSignal, lazy, Match, on, Show, Suspense, Switch } from "solid-js";
import { Ember } from "../parts/ember.tsx";
import type { Outbox } from "../state/outbox.ts";
import { Announcer } from "./announcer.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { JournalPanel } from "./journal-panel.tsx";
import { createMedia } from "./media.ts";
import { createMoveBadge } from "./move-badge.ts";
import { PartyPanel } from "./party-panel.tsx";
import { PhoneTable } from "./phone-table.tsx";
import { PausedBanner } from "./safety/paused-banner.tsx";
import { SideTabs } from "./side-tabs.tsx";
import { type LogHandle, StoryColumn } from "./story-column.tsx";
import { useTable } from "./table-context.tsx";
import { TableDialogs } from "./table-dialogs.tsx";
import { createTableKeys, focusPlace, type Place } from "./table-keys.ts";
import { TopBar } from "./top-bar.tsx";

const SlashHelp = lazy(async () => ({ default: (await import("./slash-help.tsx")).SlashHelp }));

// Only those who may run the table are ever asked for a verdict.
const ReviewAnnouncer = lazy(async () => ({
  default: (await import("./review/review-notice.tsx")).ReviewAnnouncer,
}));

const DoorNotice = lazy(async () => ({ default: (await import("./sharing/door-notice.tsx")).DoorNotice }));

/** What leaves a line of one's own in the story. */
const SPOKEN: ReadonlySet<string> = new Set(["client.player_action", "client.chat", "client.roll"]);
const isSpoken = ({ frame }: Outbox[number]) =>
  SPOKEN.has(frame.t) || (frame.t === "client.gm" && frame.command.type === "gm_narrate");

/** The play surface in its three shapes: a dock of tabs on a phone, two columns, three columns. */
export function TableScreen() {
  const { campaign, composer, dialogs, story } = useTable();
  const narrow = createMedia("(max-width: 51.99rem)");
  const [place, setPlace] = createSignal<Place>("story");
  let log: LogHandle | undefined;
  const keepLog = (handle: LogHandle) => {
    log = handle;
  };
  createMoveBadge();
  createOwnWordsInView(() => log);
  // Where there is room for one thing, whoever asks for something in the story wants to be there.
  createEffect(() => {
    if (narrow() && (story.sought() !== null || story.retelling() !== null)) setPlace("story");
  });
  createTableKeys({
    show: (where) => {
      setPlace(where);
      focusPlace(where);
    },
    compose: (beginWith) => {
      setPlace("story");
      queueMicrotask(() => composer.focus(beginWith));
    },
    toEnd: () => log?.toEnd(),
    suggest: (index) => {
      const lane = campaign.store.view?.public;
      const words = (lane?.question?.choices ?? lane?.suggestions ?? [])[index];
      if (words !== undefined) composer.act(words);
    },
    help: () => composer.setHelpOpen(true),
    stop: () => dialogs.open({ kind: "stop", words: "" }),
  });
  return (
    <div class="table hall">
      <a class="skip-link" href="#composer">
        Skip to the composer
      </a>
      <TopBar />
      <ConnectionBanner />
      <PausedBanner />
      <Show when={campaign.mayRun()}>
        <Suspense>
          <DoorNotice />
        </Suspense>
      </Show>
      <Show when={campaign.store.view !== null} fallback={<Waiting />}>
        <Switch fallback={<Columns place={place()} onPlace={setPlace} onLog={keepLog} />}>
          <Match when={narrow()}>
            <main class="phone-main">
              <PhoneTable place={place()} onPlace={setPlace} onLog={keepLog} />
            </main>
          </Match>
        </Switch>
      </Show>
      <Show when={composer.helpOpen()}>
        <Suspense>
          <SlashHelp open onOpenChange={composer.setHelpOpen} gm={campaign.mayRun()} />
        </Suspense>
      </Show>
      <TableDialogs />
      <Show when={campaign.mayRun()}>
        <Suspense>
          <ReviewAnnouncer />
        </Suspense>
      </Show>
      <Announcer />
    </div>
  );
}

/** Whoever says something wants to see it, however far back they were reading; so does whoever looks something up. */
function createOwnWordsInView(log: () => LogHandle | undefined): void {
  const { campaign, composer } = useTable();
  createEffect(
    on(
      () => campaign.unlanded().filter(isSpoken).length + (composer.asking() === null ? 0 : 1),
      (now, before = 0) => {
        if (now > before) log()?.toEnd();
      },
      { defer: true },
    ),
  );
}

/** Nothing comes any more once the table has said no; the banner says why. */
function Waiting() {
  const { campaign } = useTable();
  return (
    <Show when={campaign.live.line.state !== "ended"}>
      <Ember class="page-waiting" text="Taking a seat…" />
    </Show>
  );
}

function Columns(props: { place: Place; onPlace: (place: Place) => void; onLog: (log: LogHandle) => void }) {
  const wide = createMedia("(min-width: 75rem)");
  return (
    <div class="table-columns" data-wide={wide() ? "" : undefined}>
      <Show when={wide()}>
        {/* It scrolls and may hold nothing that takes the focus. */}
        <aside class="table-side" aria-label="Party and journal" tabindex="0">
          <PartyPanel />
          <div data-place="journal" tabindex="-1">
            <JournalPanel />
          </div>
        </aside>
      </Show>
      <main class="table-story">
        <StoryColumn onLog={props.onLog} onPlace={props.onPlace} />
      </main>
      <aside class="table-side" aria-label="Sheet and dice">
        <SideTabs place={props.place} onPlace={props.onPlace} wide={wide()} />
      </aside>
    </div>
  );
}
