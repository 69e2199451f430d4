import { createEffect, createMemo, createSignal, getOwner, on } from "solid-js";
import type { CommandOf, GmSocketCommand, TableCommand } from "../../workers/contracts/commands.ts";
import type { ActionMode, RollVisibility } from "../../workers/contracts/events.ts";
import type { ActionId, CampaignId, MemberId, TurnId } from "../../workers/contracts/ids.ts";
import type { UploadId } from "../../workers/contracts/library.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import { DEPARTED } from "../../workers/core/departed.ts";
import type { Member } from "../../workers/core/state.ts";
import { askApi } from "./api-client.ts";
import { createCampaignLine } from "./campaign-line.ts";
import { createCampaignStore } from "./campaign-store.ts";
import type { Share } from "./entropy.ts";
import { createFileSight, titleInSight } from "./file-sight.ts";
import { makeLibraryApi } from "./library-api.ts";
import { createFileNews } from "./library-news.ts";
import { createNonces } from "./nonces.ts";
import type { ActingFrame, Outbox } from "./outbox.ts";

/** One campaign as this browser knows it, and all one can do in it. `onProblem` hears what was refused. */
export function createCampaign(campaignId: CampaignId, onProblem: (problem: Problem) => void) {
  const store = createCampaignStore(campaignId);
  const nonces = createNonces(campaignId);
  const files = createFileNews();
  const [waiting, setWaiting] = createSignal(0, { equals: false });
  const line = createCampaignLine({
    campaignId,
    store,
    onProblem,
    onFile: files.tell,
    onWaiting: setWaiting,
    onLevel: (post) => nonces.settle(store.raw(), store.sync().memberId, post),
  });
  const { desk } = line;
  const me = createMemo((): Member | null => {
    const id = store.live.memberId;
    return id === null ? null : (store.store.view?.public.members[id] ?? null);
  });
  const mayRun = createMemo(() => me()?.role === "owner" || me()?.role === "gm");
  const sight = createFileSight(files, makeLibraryApi(askApi, campaignId).list);
  createEffect(on(mayRun, sight.again, { defer: true }));
  return {
    id: campaignId,
    live: store.live,
    store: store.store,
    raw: store.raw,
    names: store.names,
    events: store.events,
    older: { more: store.readOlder, loading: store.pages.loading, failed: store.pages.failed, any: store.hasOlder },
    me,
    hero: () => store.store.view?.public.creatures[me()?.creatureId ?? ""] ?? null,
    /** May run the table, whether or not they do so now. */
    mayRun,
    /** How many who played here have had their words taken out. */
    departed: () =>
      Object.values(store.store.view?.public.members ?? {}).filter(({ name }) => name === DEPARTED).length,
    /** How many wait to be let in, as last told; it tells anew each time somebody comes or is decided about. */
    waiting,
    behindScreen: () => me()?.screen ?? false,
    outbox: desk.parcels,
    retryParcel: desk.retry,
    dropParcel: desk.drop,
    /** Own words on their way, in the order they were said: waiting, sent or refused, and those whose event is due. */
    unlanded: createMemo((): Outbox => [...line.echoes(), ...desk.parcels()].sort((left, right) => left.at - right.at)),
    reconnect: line.reconnect,
    typing: line.typing,
    files,
    /** Whether a file may be opened from here, and what it is called. */
    sightOf: sight.of,
    /** What a file is called before whoever sits here: its title, if it is open to them. */
    fileTitle: (id: UploadId) => titleInSight(sight.of(id), mayRun()),
    /** What is made for the table and not for one panel of it lives as long as this. */
    owner: getOwner(),
    ...makeCommands(desk.post, () => nonces.share(store.raw(), store.sync().memberId, desk.parcels())),
  };
}

export type Campaign = ReturnType<typeof createCampaign>;

/** What one can ask of a table. Each gets an id of its own, so that sent twice it acts once. */
function makeCommands(post: (frame: ActingFrame) => void, share: () => { entropy?: Share }) {
  const mint = () => crypto.randomUUID() as ActionId;
  return {
    act: (mode: ActionMode, text: string) =>
      post({ t: "client.player_action", id: mint(), act: { type: "act", mode, text, ...share() } }),
    chat: (channel: CommandOf<"chat">["channel"], text: string, to: readonly MemberId[] = []) =>
      post({ t: "client.chat", id: mint(), chat: { type: "chat", channel, to: [...to], text } }),
    roll: (expression: string, visibility: RollVisibility, more: { label?: string; ticketSeq?: number } = {}) =>
      post({ t: "client.roll", id: mint(), roll: { type: "roll", expression, visibility, ...more, ...share() } }),
    table: (command: TableCommand) => post({ t: "client.table", id: mint(), command }),
    gm: (command: GmSocketCommand) => post({ t: "client.gm", id: mint(), command }),
    cancelTurn: (turnId: TurnId) => post({ t: "client.cancel_turn", id: mint(), turnId }),
  };
}
