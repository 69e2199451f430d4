import type { StoredEvent } from "../contracts/events.ts";
import { type ServerFrame, TAIL_EVENTS_MAX } from "../contracts/frames.ts";
import type { MemberId } from "../contracts/ids.ts";
import { maySee, veiled, viewerOf } from "../core/project.ts";
import type { CampaignState, Viewer } from "../core/state.ts";

/** What a socket remembers through hibernation: who sits there. Everything else about them is asked of the state. */
interface Attachment {
  readonly memberId: MemberId;
  /** When the seat must be renewed with a fresh ticket; ms since 1970. */
  readonly until: number;
  /** Has said hello and is level with the log. */
  readonly level: boolean;
}

/** How long a socket may stay on one ticket. */
export const SEAT_MS = 60 * 60_000;
/** Clients ping every 20 seconds; three missed pings and nobody is there. */
export const SILENCE_MS = 75_000;

/** The connected sockets of a room: who sits where, and what each may be sent. Nothing here is stored in the log. */
export class Seats {
  readonly #ctx: DurableObjectState;
  readonly #typing = new Map<MemberId, boolean>();
  /** Attachments as they were last written or read: every broadcast asks each socket, and reading one back is dear. */
  readonly #attached = new WeakMap<WebSocket, Attachment>();

  /** When a frame last came in by a socket; after waking, pings and tickets must do. */
  readonly #heardAt = new WeakMap<WebSocket, number>();

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  accept(socket: WebSocket, memberId: MemberId, now: number): void {
    this.#ctx.acceptWebSocket(socket);
    this.#attach(socket, { memberId, until: now + SEAT_MS, level: false });
  }

  of(socket: WebSocket): Attachment | null {
    const known = this.#attached.get(socket);
    if (known !== undefined) return known;
    const attachment = socket.deserializeAttachment() as Attachment | null;
    if (attachment !== null) this.#attached.set(socket, attachment);
    return attachment;
  }

  renew(socket: WebSocket, now: number): void {
    this.#change(socket, { until: now + SEAT_MS });
  }

  level(socket: WebSocket): void {
    this.#change(socket, { level: true });
  }

  #change(socket: WebSocket, change: Partial<Attachment>): void {
    const attachment = this.of(socket);
    if (attachment !== null) this.#attach(socket, { ...attachment, ...change });
  }

  #attach(socket: WebSocket, attachment: Attachment): void {
    socket.serializeAttachment(attachment);
    this.#attached.set(socket, attachment);
  }

  /** The open sockets that have caught up. */
  levelled(): { socket: WebSocket; memberId: MemberId }[] {
    const levelled: { socket: WebSocket; memberId: MemberId }[] = [];
    for (const socket of this.#ctx.getWebSockets()) {
      const seat = this.of(socket);
      if (seat?.level === true && socket.readyState === WebSocket.OPEN)
        levelled.push({ socket, memberId: seat.memberId });
    }
    return levelled;
  }

  /** Who is really here. A line that has not been heard of for a while is open only in name: a laptop fell asleep. */
  present(now = Date.now()): Set<MemberId> {
    return new Set(
      this.levelled()
        .filter(({ socket }) => this.#heardOfAt(socket) > now - SILENCE_MS)
        .map(({ memberId }) => memberId),
    );
  }

  /** Whoever says something is here. */
  heardFrom(socket: WebSocket, now: number): void {
    this.#heardAt.set(socket, now);
  }

  /** When a socket last sat down, renewed its ticket, sent a ping or said something. */
  #heardOfAt(socket: WebSocket): number {
    const satDownAt = (this.of(socket)?.until ?? 0) - SEAT_MS;
    const pingedAt = this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    return Math.max(satDownAt, pingedAt, this.#heardAt.get(socket) ?? 0);
  }

  send(socket: WebSocket, frame: ServerFrame): void {
    sendText(socket, JSON.stringify(frame));
  }

  /** The same frame for everybody. For words and stages, which hold nothing that only some may know. */
  sendAll(frame: ServerFrame): void {
    const text = JSON.stringify(frame);
    for (const { socket } of this.levelled()) sendText(socket, text);
  }

  /** Sends stored events to everybody, each as much as they may see. Writes every text once, however many listen. */
  broadcast(events: readonly StoredEvent[], state: CampaignState): void {
    const wholes = events.map((event) => JSON.stringify(event));
    if (events.every(({ body }) => body.audience === "all")) {
      const text = eventsText(wholes);
      for (const { socket } of this.levelled()) sendText(socket, text);
      return;
    }
    const veils = events.map((event) => JSON.stringify(veiled(event)));
    const written = new Map<string, string>();
    for (const { socket, memberId } of this.levelled()) {
      const viewer = viewerOf(state, memberId);
      const seen = events.map(({ body }) => maySee(body.audience, viewer));
      const key = seen.join();
      const text = written.get(key) ?? eventsText(seen.map((whole, at) => (whole ? wholes : veils)[at] ?? ""));
      written.set(key, text);
      sendText(socket, text);
    }
  }

  /** Tells everybody who is here and who writes. */
  announcePresence(): void {
    this.sendAll(this.#presence());
  }

  /** Tells one socket: a second window of somebody whom the others see already. */
  tellPresence(socket: WebSocket): void {
    this.send(socket, this.#presence());
  }

  #presence(): ServerFrame {
    const here = [...this.present()]
      .sort()
      .slice(0, 64)
      .map((memberId) => ({ memberId, typing: this.#typing.get(memberId) === true }));
    return { t: "server.presence", here };
  }

  typing(memberId: MemberId, typing: boolean): void {
    if ((this.#typing.get(memberId) === true) === typing) return;
    this.#typing.set(memberId, typing);
    this.announcePresence();
  }

  /** Whoever is gone writes no more. */
  gone(memberId: MemberId): void {
    this.#typing.delete(memberId);
    this.announcePresence();
  }

  /** The open sockets of one member. */
  socketsOf(memberId: MemberId): WebSocket[] {
    return this.#ctx
      .getWebSockets()
      .filter((socket) => this.of(socket)?.memberId === memberId && socket.readyState === WebSocket.OPEN);
  }

  close(memberId: MemberId, code: number, reason: string): void {
    for (const socket of this.socketsOf(memberId)) closeSocket(socket, code, reason);
  }

  closeAll(code: number, reason: string): void {
    for (const socket of this.#ctx.getWebSockets()) closeSocket(socket, code, reason);
  }
}

/** Tells whether what somebody may see has changed with these events, so that they need the whole view again. */
export function screenMoved(events: readonly StoredEvent[], memberId: Viewer["memberId"]): boolean {
  return events.some(
    ({ body }) => (body.type === "screen_taken" || body.type === "screen_left") && body.payload.memberId === memberId,
  );
}

export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // Closed already by the other side: that is what was wanted.
  }
}

function sendText(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // The other side is gone; its close event follows and the client will ask for what it missed.
  }
}

function eventsText(texts: readonly string[]): string {
  return `{"t":"server.events","events":[${texts.slice(0, TAIL_EVENTS_MAX).join(",")}]}`;
}
