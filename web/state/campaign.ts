import { batch, createMemo, createSignal, onCleanup, onMount } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { CommandOf, GmCommand, TableCommand } from "../../workers/contracts/commands.ts";
import type { ActionMode, RollVisibility, SeenEvent } from "../../workers/contracts/events.ts";
import type { ServerFrame, Stage } from "../../workers/contracts/frames.ts";
import type { ActionId, CampaignId, MemberId, TurnId } from "../../workers/contracts/ids.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import type { CampaignView, Member } from "../../workers/core/state.ts";
import { api } from "./api-client.ts";
import { browserWorld } from "./browser-world.ts";
import { createCompare } from "./compare-state.ts";
import { viewFor } from "./fold.ts";
import { createNonces } from "./nonces.ts";
import type { ActingFrame, Outbox } from "./outbox.ts";
import { createOutboxDesk } from "./outbox-desk.ts";
import type { Names, StoryEntry } from "./story-entry.ts";
import { storyOf } from "./story-of.ts";
import { createStoryPages } from "./story-pages.ts";
import { type Draft, freshSync, greeting, type Present, receive, type Sync, type Want } from "./sync.ts";
import { type Line, makeTableSocket } from "./table-socket.ts";
import { PROTOCOL_VERSION } from "./wire.ts";

const TYPING_EVERY_MS = 3_000;

interface Live {
  readonly line: Line;
  readonly level: boolean;
  readonly memberId: MemberId | null;
  readonly draft: Draft | null;
  readonly stage: { readonly turnId: TurnId; readonly stage: Stage } | null;
  readonly here: readonly Present[];
}

type Whispers = (problem: Problem) => void;

/** One campaign as this browser knows it. The store is written by frames alone. */
export function createCampaign(campaignId: CampaignId, onProblem: Whispers) {
  let sync: Sync = freshSync;
  const [live, setLive] = createStore<Live>({
    line: { state: "connecting" },
    level: false,
    memberId: null,
    draft: null,
    stage: null,
    here: [],
  });
  const [store, setStore] = createStore<{ view: CampaignView | null; story: readonly StoryEntry[] }>({
    view: null,
    story: [],
  });
  const [raw, setRaw] = createSignal<CampaignView | null>(null);
  const [events, setEvents] = createSignal<readonly SeenEvent[]>([]);
  const [echoes, setEchoes] = createSignal<Outbox>([]);
  const pages = createStoryPages(campaignId);

  const socket = makeTableSocket({
    world: browserWorld(`/api/campaigns/${encodeURIComponent(campaignId)}/socket`),
    askTicket: () => api.ticket(campaignId),
    onOpen: () => hello(),
    onFrame: (frame) => batch(() => frameCame(frame)),
    onLine: (line) => lineChanged(line),
    onReload: () => startOver(),
  });
  const desk = createOutboxDesk(campaignId, (frame) => welcomed && socket.send(frame));
  const nonces = createNonces(campaignId);
  const compare = createCompare(campaignId, () => startOver());
  let welcomed = false;

  const hello = () => socket.send({ t: "client.hello", protocol: PROTOCOL_VERSION, ...greeting(sync) });
  const startOver = () => {
    sync = { ...freshSync, memberId: sync.memberId };
    pages.forget();
    if (welcomed) hello();
  };

  function lineChanged(line: Line): void {
    if (line.state !== "open") {
      welcomed = false;
      desk.lineLost();
      setLive({ here: [] });
    }
    setLive({ line });
  }

  function frameCame(frame: ServerFrame): void {
    const before = sync;
    const received = receive(sync, frame);
    sync = received.sync;
    if (sync.state !== before.state || sync.memberId !== before.memberId) showView();
    if (sync.events !== before.events) showEvents(before.events);
    setLive({ level: sync.level, memberId: sync.memberId, draft: sync.draft, stage: sync.stage });
    if (sync.here !== before.here) setLive({ here: sync.here });
    for (const want of received.wants) fulfil(want);
    if (frame.t === "server.welcome") {
      welcomed = true;
      desk.flush();
    }
    if (sync.level) nonces.settle(raw(), sync.memberId, post);
  }

  function showView(): void {
    const view = viewFor(sync.state, sync.memberId);
    setRaw(view);
    // A copy, because the store writes into what it is given and the folded state is shared from one seq to the next.
    setStore(
      "view",
      reconcile(
        JSON.parse(
          JSON.stringify({ ...view, gm: view.gm === null ? null : { ...view.gm, script: null } }),
        ) as CampaignView,
      ),
    );
  }

  function showEvents(before: readonly SeenEvent[]): void {
    for (const event of sync.events.slice(sync.events.length > before.length ? before.length : 0)) {
      const id = "body" in event ? event.body.cause.actionId : undefined;
      if (id !== undefined) landed(id);
    }
    setEvents(sync.events);
    tellStory();
  }

  /** The event is there: neither the outbox nor its echo is needed any more. */
  function landed(id: ActionId): void {
    desk.delivered(id);
    if (echoes().some((echo) => echo.id === id)) setEchoes(echoes().filter((echo) => echo.id !== id));
  }

  function tellStory(): void {
    const told = storyOf([...pages.older(), ...sync.events], names);
    setStore("story", reconcile(told, { key: "key" }));
  }

  function fulfil(want: Want): void {
    switch (want.kind) {
      case "hello":
        return void hello();
      case "story": {
        pages.forget();
        setEchoes([]);
        return void readOlder();
      }
      case "compare":
        return compare(raw(), want);
      case "receipt": {
        const parcel = desk.parcels().find(({ id }) => id === want.frame.re);
        if (
          parcel !== undefined &&
          !sync.events.some((event) => "body" in event && event.body.cause.actionId === parcel.id)
        )
          setEchoes([...echoes(), parcel]);
        return desk.delivered(want.frame.re);
      }
      case "problem":
        return problemCame(want.frame.re, want.frame.problem);
      default:
        return want satisfies never;
    }
  }

  function problemCame(re: ActionId | null, problem: Problem): void {
    if (problem.slug === "protocol-mismatch") return compare.reloadPage();
    if (re === null)
      return problem.slug === "hello-first" || problem.slug === "slow-down" ? undefined : onProblem(problem);
    const parcel = desk.parcels().find(({ id }) => id === re);
    if (parcel === undefined || desk.refused(re, problem)) return;
    // Words stay in the story, to be mended or thrown away; anything else is only reported.
    if (parcel.frame.t === "client.player_action" || parcel.frame.t === "client.chat") return;
    desk.drop(re);
    onProblem(problem);
  }

  async function readOlder(): Promise<void> {
    await pages.more(sync.events[0]?.header.seq ?? sync.state.head.seq + 1);
    batch(tellStory);
  }

  const names: Names = {
    member: (id) => raw()?.public.members[id]?.name ?? null,
    creature: (id) => raw()?.public.creatures[id]?.name ?? null,
  };
  const post = (frame: ActingFrame) => desk.post(frame);
  const mint = () => crypto.randomUUID() as ActionId;
  const share = () => nonces.share(raw(), sync.memberId, desk.parcels());

  let typingSaidAt = 0;
  const typing = (now: boolean) => {
    if (now && Date.now() - typingSaidAt < TYPING_EVERY_MS) return;
    if (!now && typingSaidAt === 0) return;
    typingSaidAt = now ? Date.now() : 0;
    if (welcomed) socket.send({ t: "client.typing", typing: now });
  };

  onMount(() => {
    const nudge = () => (document.visibilityState === "visible" ? socket.nudge() : undefined);
    window.addEventListener("online", nudge);
    document.addEventListener("visibilitychange", nudge);
    socket.start();
    onCleanup(() => {
      window.removeEventListener("online", nudge);
      document.removeEventListener("visibilitychange", nudge);
      socket.stop();
    });
  });

  const me = createMemo((): Member | null => {
    const id = live.memberId;
    return id === null ? null : (store.view?.public.members[id] ?? null);
  });

  return {
    id: campaignId,
    live,
    store,
    raw,
    me,
    names,
    hero: () => store.view?.public.creatures[me()?.creatureId ?? ""] ?? null,
    /** May run the table, whether or not they do so now. */
    mayRun: () => me()?.role === "owner" || me()?.role === "gm",
    behindScreen: () => me()?.screen ?? false,
    events: () => [...pages.older(), ...events()],
    eventAt: (seq: number): SeenEvent | null =>
      [...pages.older(), ...events()].find(({ header }) => header.seq === seq) ?? null,
    /** Own words on their way, in the order they were said: waiting, sent or refused, and those whose event is due. */
    unlanded: createMemo((): Outbox => [...echoes(), ...desk.parcels()].sort((left, right) => left.at - right.at)),
    outbox: desk.parcels,
    retryParcel: desk.retry,
    dropParcel: desk.drop,
    older: {
      more: readOlder,
      loading: pages.loading,
      failed: pages.failed,
      any: () => (pages.older()[0] ?? events()[0])?.header.seq !== 1 && (raw()?.head.seq ?? 0) > 0,
    },
    reconnect: () => (live.line.state === "ended" ? socket.restart() : socket.nudge()),
    typing,
    act: (mode: ActionMode, text: string) =>
      post({ t: "client.player_action", id: mint(), act: { type: "act", mode, text, ...share() } }),
    chat: (channel: CommandOf<"chat">["channel"], text: string, to: readonly MemberId[] = []) =>
      post({ t: "client.chat", id: mint(), chat: { type: "chat", channel, to: [...to], text } }),
    roll: (expression: string, visibility: RollVisibility, more: { label?: string; ticketSeq?: number } = {}) =>
      post({ t: "client.roll", id: mint(), roll: { type: "roll", expression, visibility, ...more, ...share() } }),
    table: (command: TableCommand) => post({ t: "client.table", id: mint(), command }),
    gm: (command: GmCommand) => post({ t: "client.gm", id: mint(), command }),
    cancelTurn: (turnId: TurnId) => post({ t: "client.cancel_turn", id: mint(), turnId }),
  };
}

export type Campaign = ReturnType<typeof createCampaign>;
