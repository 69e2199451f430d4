/// <reference types="@cloudflare/workers-types" />

import type { SeenEvent } from "../contracts/events.ts";
import type { ClientFrame, ServerFrame, ServerFrameOf } from "../contracts/frames.ts";
import { PROTOCOL_VERSION } from "../contracts/frames.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import { evolve } from "../core/evolve.ts";
import { emptyGmLane, emptyPrivateLane } from "../core/new-campaign.ts";
import type { CampaignState, CampaignView } from "../core/state.ts";
import { stateHash } from "../core/state-hash.ts";

interface RoomStub {
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** Waits for something to come true, turn of the event loop by turn; gives up with what it was waiting for. */
export async function until(what: string, holds: () => boolean, withinMs = 5_000): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > giveUpAt) throw new Error(`Waited ${withinMs} ms for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** One player's browser as a test sees it: a socket, the frames that came, and the view folded from them. */
export class Seat {
  readonly frames: ServerFrame[] = [];
  readonly events: SeenEvent[] = [];
  state: CampaignState | null = null;
  closed: { code: number; reason: string } | null = null;
  #socket: WebSocket;
  readonly memberId: MemberId;

  private constructor(socket: WebSocket, memberId: MemberId) {
    this.#socket = socket;
    this.memberId = memberId;
    socket.accept();
    socket.addEventListener("message", ({ data }) => this.#hear(String(data)));
    socket.addEventListener("close", ({ code, reason }) => {
      this.closed = { code, reason };
    });
  }

  /** Takes a socket to a room; says hello unless told to keep quiet. */
  static async take(
    room: RoomStub,
    memberId: MemberId,
    from: { seq: number; epoch: number | null } | "silent" = { seq: 0, epoch: null },
  ): Promise<Seat> {
    const response = await Seat.knock(room, memberId);
    if (response.webSocket === null) throw new Error(`The room answered ${response.status}.`);
    const seat = new Seat(response.webSocket, memberId);
    if (from !== "silent") {
      seat.send({ t: "client.hello", protocol: PROTOCOL_VERSION, epoch: from.epoch, last_seq_seen: from.seq });
      await until("the welcome", () => seat.frames.some(({ t }) => t === "server.welcome"));
    }
    return seat;
  }

  static async knock(room: RoomStub, memberId: MemberId, jti = `ticket-${crypto.randomUUID()}`): Promise<Response> {
    return await room.fetch("https://room/socket", {
      headers: {
        upgrade: "websocket",
        "x-emberhall-member": memberId,
        "x-emberhall-jti": jti,
        "x-emberhall-exp": String(Date.now() + 30_000),
      },
    });
  }

  #hear(text: string): void {
    if (text === "pong") return;
    const frame = JSON.parse(text) as ServerFrame;
    this.frames.push(frame);
    if (frame.t === "server.snapshot") this.state = stateOf(frame.view as CampaignView, this.memberId);
    if (frame.t !== "server.events" || this.state === null) return;
    for (const event of frame.events) {
      const expected = this.state.head.seq + 1;
      if (event.header.seq < expected) continue;
      if (event.header.seq > expected) throw new Error(`Expected seq ${expected}, got ${event.header.seq}.`);
      this.events.push(event);
      this.state = evolve(this.state, event);
    }
  }

  send(frame: ClientFrame | string | ArrayBuffer): void {
    this.#socket.send(typeof frame === "string" || frame instanceof ArrayBuffer ? frame : JSON.stringify(frame));
  }

  /** Sends a frame with a fresh id and waits for its receipt or problem. */
  async ask(
    frame: Omit<Extract<ClientFrame, { id: unknown }>, "id">,
    id: string = crypto.randomUUID(),
  ): Promise<ServerFrameOf<"server.receipt"> | ServerFrameOf<"server.problem">> {
    const before = this.frames.length;
    this.send({ ...frame, id: id as ActionId } as ClientFrame);
    const answers = () =>
      this.frames
        .slice(before)
        .filter((each) => (each.t === "server.receipt" || each.t === "server.problem") && each.re === id);
    await until(`an answer to ${frame.t}`, () => answers().length > 0);
    return answers()[0] as ServerFrameOf<"server.receipt">;
  }

  async act(text: string, mode: "do" | "say" | "ask" = "do") {
    return await this.ask({ t: "client.player_action", act: { type: "act", mode, text } } as never);
  }

  of<T extends ServerFrame["t"]>(t: T): ServerFrameOf<T>[] {
    return this.frames.filter((frame): frame is ServerFrameOf<T> => frame.t === t);
  }

  get seq(): number {
    return this.state?.head.seq ?? 0;
  }

  /** What this browser would show as its state hash. */
  get hash(): string {
    if (this.state === null) return "";
    const gm = this.state.public.members[this.memberId]?.screen === true ? this.state.gm : null;
    return stateHash({ public: this.state.public, gm, own: this.state.private[this.memberId] ?? null });
  }

  leave(): void {
    this.#socket.close(1_000, "");
  }
}

/** The state of a client from the view it was sent: lanes it may not see stand empty. */
export function stateOf(view: CampaignView, memberId: MemberId): CampaignState {
  return {
    head: view.head,
    public: view.public,
    gm: view.gm ?? emptyGmLane,
    private: view.own === null ? {} : { [memberId]: view.own ?? emptyPrivateLane },
  };
}
