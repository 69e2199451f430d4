/// <reference types="@cloudflare/workers-types" />

import { viewFor } from "../../web/state/fold.ts";
import type { Keep } from "../../web/state/keep.ts";
import {
  type ActingFrame,
  again,
  delivered,
  loadOutbox,
  type Outbox,
  passesByItself,
  posted,
  refused,
  saveOutbox,
  sent,
  unsent,
} from "../../web/state/outbox.ts";
import { freshSync, greeting, receive, type Sync } from "../../web/state/sync.ts";
import { type ClientFrame, PROTOCOL_VERSION, type ServerFrame } from "../contracts/frames.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import { stateHash } from "../core/state-hash.ts";
import type { SeededChance } from "./frame-mutations.ts";
import { Seat } from "./seat.ts";

/** How a line behaves: so many of a hundred frames are lost, doubled, or overtaken by a later one. */
export interface LineQuality {
  readonly lost: number;
  readonly doubled: number;
  readonly overtaken: number;
}

export const FAITHFUL: LineQuality = { lost: 0, doubled: 0, overtaken: 0 };
const WINDOW = 8;

/**
 * A player's browser on a bad line: the web app's own sync and outbox, with a proxy between them and the room that loses,
 * doubles and reorders frames both ways, and cuts.
 */
export class FuzzClient {
  readonly memberId: MemberId;
  sync: Sync = freshSync;
  outbox: Outbox = [];
  /** Ids that came back with a receipt, or whose event came. */
  readonly acknowledged = new Set<ActionId>();
  readonly posted: ActingFrame[] = [];
  faults: string[] = [];
  quality: LineQuality;
  readonly #chance: SeededChance;
  readonly #kept = new Map<string, string>();
  #socket: WebSocket | null = null;
  #incoming: string[] = [];
  #welcomed = false;

  constructor(memberId: MemberId, chance: SeededChance, quality: LineQuality) {
    this.memberId = memberId;
    this.#chance = chance;
    this.quality = quality;
  }

  get connected(): boolean {
    return this.#socket !== null;
  }

  get hash(): string {
    return stateHash(viewFor(this.sync.state, this.memberId));
  }

  get seq(): number {
    return this.sync.state.head.seq;
  }

  async connect(room: Parameters<typeof Seat.knock>[0]): Promise<void> {
    this.cut();
    const { webSocket } = await Seat.knock(room, this.memberId);
    if (webSocket === null) return;
    webSocket.accept();
    webSocket.addEventListener(
      "message",
      ({ data }) => this.#socket === webSocket && this.#incoming.push(String(data)),
    );
    webSocket.addEventListener("close", () => this.#socket === webSocket && this.cut());
    this.#socket = webSocket;
    this.#hello();
  }

  cut(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#incoming = [];
    this.#welcomed = false;
    this.#change(unsent(this.outbox));
    try {
      socket?.close(1_000, "");
    } catch {
      // The other side was faster.
    }
  }

  /** The page is loaded again: memory is gone, the outbox is not. */
  reload(): void {
    this.cut();
    this.sync = freshSync;
    this.outbox = loadOutbox(this.#keep, "c");
  }

  post(frame: ActingFrame): void {
    this.posted.push(frame);
    this.#change(posted(this.outbox, frame, 0));
    this.flush();
  }

  flush(): void {
    if (!this.#welcomed) return;
    for (const parcel of this.outbox)
      if (parcel.state === "waiting") {
        this.#change(sent(this.outbox, parcel.id));
        this.send(parcel.frame);
      }
  }

  send(frame: ClientFrame): void {
    if (this.#chance.happens(this.quality.lost)) return;
    const times = this.#chance.happens(this.quality.doubled) ? 2 : 1;
    for (let n = 0; n < times; n += 1) this.#socket?.send(JSON.stringify(frame));
  }

  /** Lets some of the frames through that have come, as the line pleases. */
  pump(most = 6): void {
    for (let n = 0; n < most && this.#incoming.length > 0; n += 1) {
      const at = this.#chance.happens(this.quality.overtaken)
        ? this.#chance.below(Math.min(WINDOW, this.#incoming.length))
        : 0;
      const text = this.#incoming[at] ?? "";
      if (!this.#chance.happens(this.quality.doubled)) this.#incoming.splice(at, 1);
      if (this.#chance.happens(this.quality.lost)) this.#incoming.splice(at, 1);
      else this.#hear(JSON.parse(text) as ServerFrame);
    }
  }

  /** Everything refused for a while is tried again. */
  retry(): void {
    for (const { id, state, problem } of this.outbox)
      if (state === "refused" && problem !== null && passesByItself(problem)) this.#change(again(this.outbox, id));
    this.flush();
  }

  #hello(): void {
    this.send({ t: "client.hello", protocol: PROTOCOL_VERSION, ...greeting(this.sync) });
  }

  #hear(frame: ServerFrame): void {
    const before = this.sync.state.head.seq;
    const { sync, wants } = receive(this.sync, frame);
    this.sync = sync;
    const moved = sync.state.head.seq - before;
    const dense = sync.events.every(
      ({ header }, at) => at === 0 || header.seq === (sync.events[at - 1]?.header.seq ?? 0) + 1,
    );
    if (
      frame.t !== "server.snapshot" &&
      frame.t !== "server.welcome" &&
      moved !== 0 &&
      (moved < 0 || frame.t !== "server.events")
    )
      this.faults.push(`[C1] ${frame.t} moved the seq by ${moved}`);
    if (!dense) this.faults.push("[C1] the events in hand are not dense");
    for (const event of sync.events)
      if ("body" in event && event.body.cause.actionId !== undefined) this.#acknowledged(event.body.cause.actionId);
    for (const want of wants) {
      if (want.kind === "hello") this.#hello();
      else if (want.kind === "compare" && want.seq === this.seq && want.hash !== this.hash) this.#differs(want.seq);
      else if (want.kind === "receipt") this.#acknowledged(want.frame.re);
      else if (want.kind === "problem" && want.frame.re !== null)
        this.#change(refused(this.outbox, want.frame.re, want.frame.problem));
    }
    if (frame.t === "server.welcome") {
      this.#welcomed = true;
      this.flush();
    }
  }

  /** A frame that was lost may be what is missing: start over. On a faithful line there is no such excuse. */
  #differs(seq: number): void {
    if (this.quality === FAITHFUL) this.faults.push(`[V2] at ${seq} the hash differs`);
    this.sync = { ...freshSync, memberId: this.sync.memberId };
    this.#hello();
  }

  #acknowledged(id: ActionId): void {
    if (this.acknowledged.has(id) && !this.outbox.some((parcel) => parcel.id === id)) return;
    this.acknowledged.add(id);
    this.#change(delivered(this.outbox, id));
  }

  readonly #keep: Keep = {
    read: (key) => this.#kept.get(key) ?? null,
    write: (key, value) => void this.#kept.set(key, value),
    drop: (key) => void this.#kept.delete(key),
  };

  #change(outbox: Outbox): void {
    this.outbox = outbox;
    saveOutbox(this.#keep, "c", outbox);
  }
}
