import { createRoot } from "solid-js";
import { beforeEach, expect, test, vi } from "vitest";
import type { ClientFrame, ServerFrame } from "../../workers/contracts/frames.ts";
import type { ActionId } from "../../workers/contracts/ids.ts";
import { project, viewerOf } from "../../workers/core/project.ts";
import { lanternTable } from "../../workers/testkit/oracle-table.ts";
import { memberNamed } from "../../workers/testkit/paper-room.ts";
import { createCampaignLine } from "./campaign-line.ts";
import { createCampaignStore } from "./campaign-store.ts";
import type { ActingFrame } from "./outbox.ts";
import { CLOSE, PROTOCOL_VERSION } from "./wire.ts";

const MINUTE = 60_000;
const room = lanternTable("fight");
const mira = memberNamed("Mira");
const seen = room.events.map((event) => project(event, viewerOf(room.state, mira)));
const head = seen.length;
const said = (id: ActionId): ActingFrame => ({
  t: "client.chat",
  id,
  chat: { type: "chat", channel: "ooc", to: [], text: "Kept." },
});

/** The server at the other end of the wire. Only what it says differs from one version to the next. */
class Server {
  readonly heard: ClientFrame[] = [];
  readonly sockets: Thread[] = [];
  reloads = 0;
  /** The version it speaks; it lets nobody in who says hello in another. */
  protocol: number = PROTOCOL_VERSION;
  /** Whether the refusal arrives before the line is cut. */
  saysWhy = true;

  hear(thread: Thread, text: string): void {
    if (text === "ping") return thread.tells("pong");
    const frame = JSON.parse(text) as ClientFrame;
    this.heard.push(frame);
    if (frame.t !== "client.hello") return;
    if (frame.protocol !== this.protocol) {
      const problem = {
        type: "/problems/protocol-mismatch",
        slug: "protocol-mismatch",
        title: "Reload it.",
        status: 426,
      };
      if (this.saysWhy) thread.tells({ t: "server.problem", re: null, problem });
      return thread.end(CLOSE.reload);
    }
    const place = { campaignId: room.campaignId, memberId: mira, epoch: 1, head };
    thread.tells({ t: "server.welcome", protocol: this.protocol, ...place, resume: "tail" });
    thread.tells({ t: "server.events", events: seen });
  }
  acts(): ClientFrame[] {
    return this.heard.filter(({ t }) => t === "client.chat");
  }
}

class Thread {
  static readonly OPEN = 1;
  static server: Server;
  readyState = 0;
  onopen?: () => void;
  onmessage?: (ev: { data: string }) => void;
  onclose?: (ev: { code: number }) => void;

  constructor() {
    Thread.server.sockets.push(this);
    setTimeout(() => {
      this.readyState = 1;
      this.onopen?.();
    });
  }
  send(text: string): void {
    setTimeout(() => Thread.server.hear(this, text));
  }
  close(): void {
    this.readyState = 3;
  }
  tells(what: object | string): void {
    const data = typeof what === "string" ? what : JSON.stringify(what);
    if (this.readyState === 1) this.onmessage?.({ data });
  }
  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

/** What a browser keeps for a page. */
function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

let server: Server;
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000_000 });
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  server = new Server();
  Thread.server = server;
  const page = { addEventListener: () => undefined, removeEventListener: () => undefined, visibilityState: "visible" };
  vi.stubGlobal("WebSocket", Thread);
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", page);
  vi.stubGlobal("localStorage", storage());
  vi.stubGlobal("sessionStorage", storage());
  const reload = () => {
    server.reloads += 1;
  };
  vi.stubGlobal("location", { href: "http://hall.test/t/c_1", reload });
  vi.stubGlobal("fetch", async () => Response.json({ ticket: "jwt" }));
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  };
});

/** A page as the browser loads it, at the table of the campaign. */
function load() {
  return createRoot((leave) => {
    const store = createCampaignStore(room.campaignId);
    const problems: string[] = [];
    const line = createCampaignLine({
      ...{ campaignId: room.campaignId, store, onFile: () => undefined, onWaiting: () => undefined },
      ...{ onLevel: () => undefined, onProblem: ({ slug }) => problems.push(slug) },
    });
    return { store, line, leave, problems };
  });
}
const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test.each([PROTOCOL_VERSION - 1, PROTOCOL_VERSION + 1])(
  "[C2] at a server of protocol %d the page reloads once, then says so; what was written lands when they agree again",
  async (protocol) => {
    server.protocol = protocol;
    const id = crypto.randomUUID() as ActionId;
    const first = load();
    first.line.desk.post(said(id));
    await passes(1_000);
    expect(server.reloads).toBe(1);
    first.leave();

    const opened = server.sockets.length;
    const second = load();
    await passes(30 * MINUTE);
    expect(server.reloads, "it did not help, so it is not tried again by itself").toBe(1);
    expect(server.sockets).toHaveLength(opened + 1);
    expect(second.store.live.line).toMatchObject({ state: "ended", problem: { slug: "protocol-mismatch" } });
    expect(second.line.desk.parcels().map((parcel) => parcel.id)).toEqual([id]);
    expect(server.acts(), "nothing is sent to whom nobody understands").toEqual([]);
    second.leave();

    server.protocol = PROTOCOL_VERSION;
    const third = load();
    await passes(1_000);
    expect(server.acts()).toEqual([said(id)]);
    server.sockets.at(-1)?.tells({ t: "server.receipt", re: id, stage: "closed", seq: head + 1, turnId: null });
    expect(third.line.desk.parcels()).toEqual([]);
    third.leave();
  },
);

test("a line that is cut before it says why is taken up again, later each time, and nothing is sent on it", async () => {
  server.protocol = PROTOCOL_VERSION + 1;
  server.saysWhy = false;
  const { line, leave } = load();
  line.desk.post(said(crypto.randomUUID() as ActionId));
  await passes(10 * MINUTE);
  expect(server.sockets.length).toBeLessThan(200);
  expect([server.acts(), server.reloads, line.desk.parcels().length]).toEqual([[], 0, 1]);
  leave();
});

/** What a server of the same protocol might say that this page has never heard of. */
const strange: readonly (readonly [string, object | string])[] = [
  ["a frame of a kind that is new", { t: "server.weather", sky: "grey" }],
  ["a field that is new", { t: "server.presence", here: [{ memberId: mira, typing: false, mood: "calm" }], since: 3 }],
  ["a name that every object has", { t: "constructor" }],
  ["no name", { sky: "grey" }],
  ["no object", "7"],
  ["no JSON", "{"],
];
test.each(strange)("%s does no harm, and the table goes on", async (_, what) => {
  const { store, problems, leave } = load();
  await passes(1_000);
  const before = store.sync().state;
  server.sockets.at(-1)?.tells(what);
  await passes(1_000);
  expect(store.sync().state).toBe(before);
  expect(store.live).toMatchObject({ line: { state: "open" }, level: true });
  expect(problems).toEqual([]);
  leave();
});

test("an event of a type that is new moves the head and nothing else; where it meant more, the hash tells and newer code is asked for", async () => {
  const { store, leave } = load();
  await passes(1_000);
  const before = store.sync().state;
  const told = store.store.story.length;
  const last = room.events.at(-1);
  if (last === undefined) throw new Error("Nothing was played.");
  const header = { ...last.header, seq: head + 1 };
  const body = { ...last.body, type: "dragon_hatched", v: 1, cause: {}, audience: "all", payload: { egg: 1 } };
  const socket = server.sockets.at(-1);
  socket?.tells({ t: "server.events", events: [{ ...last, header, body }] });
  expect(store.sync().state.head.seq).toBe(head + 1);
  expect(store.sync().state.public).toBe(before.public);
  expect(store.store.story).toHaveLength(told);

  const strangeHead: ServerFrame = { t: "server.head", seq: head + 1, state_hash: "0".repeat(64) } as ServerFrame;
  for (let time = 0; time < 3; time += 1) {
    socket?.tells(strangeHead);
    await passes(1_000);
    socket?.tells({ t: "server.events", events: [{ ...last, header, body }] });
  }
  expect(server.reloads).toBe(1);
  leave();
});
