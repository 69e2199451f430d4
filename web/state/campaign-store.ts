import { batch, createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { SeenEvent } from "../../workers/contracts/events.ts";
import type { ServerFrame, Stage } from "../../workers/contracts/frames.ts";
import type { ActionId, MemberId, TurnId } from "../../workers/contracts/ids.ts";
import type { CampaignView } from "../../workers/core/state.ts";
import { viewFor } from "./fold.ts";
import type { Names, StoryEntry } from "./story-entry.ts";
import { storyOf } from "./story-of.ts";
import { createStoryPages } from "./story-pages.ts";
import { type Draft, freshSync, type Present, type Review, receive, type Sync, type Want } from "./sync.ts";
import type { Line } from "./table-socket.ts";

/** What comes and goes and is in no log. */
export interface Live {
  readonly line: Line;
  readonly level: boolean;
  readonly memberId: MemberId | null;
  readonly draft: Draft | null;
  readonly stage: { readonly turnId: TurnId; readonly stage: Stage } | null;
  readonly review: Review | null;
  readonly here: readonly Present[];
}

const NOTHING_YET: Live = {
  line: { state: "connecting" },
  level: false,
  memberId: null,
  draft: null,
  stage: null,
  review: null,
  here: [],
};

/** What the page shows of a campaign. Frames write it, nothing else does. */
export function createCampaignStore(campaignId: string) {
  let sync: Sync = freshSync;
  const [live, setLive] = createStore<Live>(NOTHING_YET);
  const [store, setStore] = createStore<{ view: CampaignView | null; story: readonly StoryEntry[] }>({
    view: null,
    story: [],
  });
  const [raw, setRaw] = createSignal<CampaignView | null>(null);
  const [events, setEvents] = createSignal<readonly SeenEvent[]>([]);
  const pages = createStoryPages(campaignId);
  const names: Names = {
    member: (id) => raw()?.public.members[id]?.name ?? null,
    creature: (id) => raw()?.public.creatures[id]?.name ?? null,
    clock: (id) => (raw()?.public.clocks[id] ?? raw()?.gm?.clocks[id])?.title ?? null,
  };

  const showView = () => {
    const view = viewFor(sync.state, sync.memberId);
    setRaw(view);
    setStore("view", reconcile(copyForStore(view)));
  };
  const tellStory = () =>
    setStore("story", reconcile(storyOf([...pages.older(), ...sync.events], names), { key: "key" }));
  const show = (before: Sync) => {
    if (sync.state !== before.state || sync.memberId !== before.memberId) showView();
    if (sync.events !== before.events) {
      setEvents(sync.events);
      tellStory();
    }
    const { level, memberId, draft, stage, review, here } = sync;
    setLive({ level, memberId, draft, stage, review, here });
  };

  return {
    live,
    store,
    raw,
    names,
    pages,
    sync: () => sync,
    setLine: (line: Line) => setLive(line.state === "open" ? { line } : { line, here: [] }),
    /** Takes a frame in, and says what is left to do and which of our own actions have landed. */
    take(frame: ServerFrame): { readonly wants: readonly Want[]; readonly landed: readonly ActionId[] } {
      const before = sync;
      const received = receive(sync, frame);
      sync = received.sync;
      batch(() => show(before));
      const fresh = sync.events.slice(sync.events.length > before.events.length ? before.events.length : 0);
      return { wants: received.wants, landed: sync.events === before.events ? [] : fresh.flatMap(actionOf) };
    },
    /** Forgets what was folded, but not what is on the page: that stays until something better comes. */
    startOver(): void {
      sync = { ...freshSync, memberId: sync.memberId };
      pages.forget();
    },
    async readOlder(): Promise<void> {
      await pages.more(sync.events[0]?.header.seq ?? sync.state.head.seq + 1);
      batch(tellStory);
    },
    hasOlder: () => (pages.older()[0] ?? events()[0])?.header.seq !== 1 && (raw()?.head.seq ?? 0) > 0,
    events: (): readonly SeenEvent[] => [...pages.older(), ...events()],
  };
}

export type CampaignStore = ReturnType<typeof createCampaignStore>;

function actionOf(event: SeenEvent): ActionId[] {
  const id = "body" in event ? event.body.cause.actionId : undefined;
  return id === undefined ? [] : [id];
}

/** A copy, because the store writes into what it is given, and the folded state is shared from one seq to the next. */
function copyForStore(view: CampaignView): CampaignView {
  // The script is large and never changes; who needs it reads it from the folded view.
  const gm = view.gm === null ? null : { ...view.gm, script: null };
  return JSON.parse(JSON.stringify({ ...view, gm })) as CampaignView;
}
