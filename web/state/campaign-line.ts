import { createSignal, onCleanup, onMount } from "solid-js";
import type { ActionId } from "../../workers/contracts/ids.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import { api } from "./api-client.ts";
import { browserWorld } from "./browser-world.ts";
import type { CampaignStore } from "./campaign-store.ts";
import { createCompare } from "./compare-state.ts";
import type { FileNews } from "./library-news.ts";
import { memoryCommandOf } from "./memory-commands.ts";
import type { ActingFrame, Outbox, Parcel } from "./outbox.ts";
import { createOutboxDesk } from "./outbox-desk.ts";
import { greeting, type Want } from "./sync.ts";
import { makeTableSocket } from "./table-socket.ts";
import { PROTOCOL_VERSION } from "./wire.ts";

const TYPING_EVERY_MS = 3_000;
const WATCH_EVERY_MS = 2_000;
const HELLO_AGAIN_MS = 8_000;

interface LineOptions {
  readonly campaignId: string;
  readonly store: CampaignStore;
  readonly onProblem: (problem: Problem) => void;
  readonly onFile: FileNews["tell"];
  /** So many people wait before the door. */
  readonly onWaiting: (waiting: number) => void;
  /** After each frame, once the view is level with the table. */
  readonly onLevel: (post: (frame: ActingFrame) => void) => void;
}

/** The line between a campaign's store and its room: what comes in is taken, what goes out is kept until answered. */
export function createCampaignLine({ campaignId, store, onProblem, onFile, onWaiting, onLevel }: LineOptions) {
  let welcomed = false;
  const socket = makeTableSocket({
    world: browserWorld(`/api/campaigns/${encodeURIComponent(campaignId)}/socket`),
    askTicket: () => api.ticket(campaignId),
    onOpen: () => greet.hello(),
    onFrame: (frame) => {
      const { wants, landed } = store.take(frame);
      for (const id of landed) land(id);
      for (const want of wants) fulfil(want);
      if (frame.t === "server.welcome") {
        greet.heard();
        welcomed = true;
        onFile({ t: "missed" });
        desk.flush();
      }
      if (store.sync().level) onLevel(desk.post);
    },
    onLine: (line) => {
      if (line.state !== "open") {
        greet.heard();
        welcomed = false;
        desk.lineLost();
      }
      store.setLine(line);
    },
    onReload: () => store.startOver(),
  });
  const echoes = createEchoes();
  const desk = createOutboxDesk(campaignId, (frame) => welcomed && socket.send(frame));
  const greet = makeHello(() =>
    socket.send({ t: "client.hello", protocol: PROTOCOL_VERSION, ...greeting(store.sync()) }),
  );
  const compare = createCompare(campaignId, () => {
    store.startOver();
    greet.hello();
  });

  const land = (id: ActionId) => [desk.delivered(id), echoes.drop(id)];
  const onStrangePage = (problem: Problem) => compare.reloadPage() || socket.refuse(problem);
  const refuse = makeRefuse(desk, { onStrangePage, onProblem });
  const fulfil = (want: Want) => {
    if (want.kind === "hello") greet.hello();
    else if (want.kind === "compare") compare(store.raw(), want);
    else if (want.kind === "receipt") {
      echoes.keep(desk.parcels().find(({ id }) => id === want.frame.re));
      desk.delivered(want.frame.re);
    } else if (want.kind === "file") onFile(want.frame);
    else if (want.kind === "waiting") onWaiting(want.waiting);
    else if (want.kind === "problem") refuse(want.frame.re, want.frame.problem);
    else {
      store.pages.forget();
      echoes.clear();
      void store.readOlder();
    }
  };
  createNudges(() => socket.nudge(), desk.isOverdue);
  onMount(() => socket.start());
  onCleanup(() => {
    greet.heard();
    socket.stop();
  });
  return {
    desk,
    echoes: echoes.parcels,
    typing: makeTyping((typing) => welcomed && socket.send({ t: "client.typing", typing })),
    reconnect: () => (store.live.line.state === "ended" ? socket.restart() : socket.nudge()),
  };
}

/** What becomes of a refusal: the page is reloaded, the person told, or their words left in the story to be mended. */
function makeRefuse(
  desk: ReturnType<typeof createOutboxDesk>,
  { onStrangePage, onProblem }: { onStrangePage: (problem: Problem) => void; onProblem: (problem: Problem) => void },
) {
  return (re: ActionId | null, problem: Problem) => {
    if (problem.slug === "protocol-mismatch") onStrangePage(problem);
    else if (re === null) {
      if (problem.slug !== "hello-first" && problem.slug !== "slow-down") onProblem(problem);
    } else {
      const parcel = desk.parcels().find(({ id }) => id === re);
      // Words stay in the story, to be mended or thrown away, and what was to be remembered in its panel; anything else
      // is only reported.
      if (parcel === undefined || desk.refused(re, problem) || hasWords(parcel.frame) || memoryCommandOf(parcel.frame))
        return;
      desk.drop(re);
      onProblem(problem);
    }
  };
}

/** Says hello until it is heard: one that is refused, for haste or a fault over there, nothing else would ever repeat. */
function makeHello(say: () => void) {
  let unanswered: ReturnType<typeof setTimeout> | undefined;
  const heard = () => clearTimeout(unanswered);
  const hello = () => {
    heard();
    unanswered = setTimeout(hello, HELLO_AGAIN_MS);
    say();
  };
  return { hello, heard };
}

/** Own words between their receipt and their event: without the echo they would blink. */
function createEchoes() {
  const [parcels, setParcels] = createSignal<Outbox>([]);
  return {
    parcels,
    keep(parcel: Parcel | undefined): void {
      if (parcel !== undefined && hasWords(parcel.frame)) setParcels([...parcels(), parcel]);
    },
    drop(id: ActionId): void {
      if (parcels().some((echo) => echo.id === id)) setParcels(parcels().filter((echo) => echo.id !== id));
    },
    clear: () => setParcels([]),
  };
}

const hasWords = (frame: ActingFrame) => frame.t === "client.player_action" || frame.t === "client.chat";

/** Going off or on the net, coming back to the page, or an answer that does not come: worth a look at the line at once. */
function createNudges(nudge: () => void, isOverdue: () => boolean): void {
  const nudged = () => {
    if (document.visibilityState === "visible") nudge();
  };
  const watch = setInterval(() => isOverdue() && nudge(), WATCH_EVERY_MS);
  onMount(() => {
    window.addEventListener("offline", nudge);
    window.addEventListener("online", nudged);
    document.addEventListener("visibilitychange", nudged);
  });
  onCleanup(() => {
    clearInterval(watch);
    window.removeEventListener("offline", nudge);
    window.removeEventListener("online", nudged);
    document.removeEventListener("visibilitychange", nudged);
  });
}

/** Says that somebody writes now and then, not at each key, and once that they have stopped. */
function makeTyping(say: (typing: boolean) => void) {
  let saidAt = 0;
  return (now: boolean) => {
    if (now ? Date.now() - saidAt < TYPING_EVERY_MS : saidAt === 0) return;
    saidAt = now ? Date.now() : 0;
    say(now);
  };
}
