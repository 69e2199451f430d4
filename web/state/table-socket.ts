import type { ClientFrame, ServerFrame } from "../../workers/contracts/frames.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import { backoffMs } from "./backoff.ts";
import type { Result } from "./result.ts";
import { CLOSE, readFrame, TICKET_PROTOCOL } from "./wire.ts";

const PING_EVERY_MS = 20_000;
const PONG_WITHIN_MS = 8_000;
const OPEN_WITHIN_MS = 12_000;
/** A socket that lived this long was a good one: the next failure starts counting afresh. */
const GOOD_AFTER_MS = 5_000;
const FLOODED_MS = 5_000;

/** Where the line to the table stands. `retryAt` is when the next attempt is made. */
export type Line =
  | { readonly state: "connecting" }
  | { readonly state: "open" }
  | { readonly state: "waiting"; readonly retryAt: number }
  | { readonly state: "ended"; readonly why: "removed" | "replaced" | "refused"; readonly problem: Problem | null };

/** What the socket needs of the world; a test gives it a clock and sockets of its own. */
export interface SocketWorld {
  open(protocols: string[]): WebSocket;
  now(): number;
  random(): number;
  after(ms: number, run: () => void): () => void;
}

export interface TableSocketOptions {
  readonly world: SocketWorld;
  /** A ticket is good for one connection, so each attempt asks for its own. */
  readonly askTicket: () => Promise<Result<{ readonly ticket: string }>>;
  readonly onOpen: () => void;
  readonly onFrame: (frame: ServerFrame) => void;
  readonly onLine: (line: Line) => void;
  /** What we hold is of no use any more: start from nothing. */
  readonly onReload: () => void;
}

export interface TableSocket {
  start(): void;
  /** False when there is no open socket; the outbox keeps what matters. */
  send(frame: ClientFrame): boolean;
  /** Something happened that makes an attempt worthwhile now: back online, page shown again, a click on "retry". */
  nudge(): void;
  /** Takes the line up again after it ended, as when another tab had it. */
  restart(): void;
  stop(): void;
}

/** One line to the table that mends itself: fresh ticket, full jitter, and close codes that say whether to come back. */
export function makeTableSocket(options: TableSocketOptions): TableSocket {
  const { world } = options;
  let socket: WebSocket | null = null;
  let stopped = false;
  let attempt = 0;
  let openedAt = 0;
  let generation = 0;
  let cancelTimer = (): void => {};
  let cancelPing = (): void => {};

  const wait = (ms: number) => {
    cancelTimer();
    options.onLine({ state: "waiting", retryAt: world.now() + ms });
    cancelTimer = world.after(ms, connect);
  };
  const end = (why: "removed" | "replaced" | "refused", problem: Problem | null) => {
    stopped = true;
    cancelTimer();
    options.onLine({ state: "ended", why, problem });
  };

  const ping = (within = PONG_WITHIN_MS) => {
    cancelPing();
    if (socket === null || socket.readyState !== WebSocket.OPEN) return;
    socket.send("ping");
    const asked = socket;
    cancelPing = world.after(within, () => lost(asked, 0));
  };
  const pong = () => {
    cancelPing();
    cancelPing = world.after(PING_EVERY_MS, ping);
  };

  const lost = (which: WebSocket, code: number) => {
    if (which !== socket) return;
    socket = null;
    cancelPing();
    cancelTimer();
    which.close();
    if (stopped) return;
    if (code === CLOSE.removed) return end("removed", null);
    if (code === CLOSE.replaced) return end("replaced", null);
    if (code === CLOSE.reload) options.onReload();
    if (world.now() - openedAt > GOOD_AFTER_MS) attempt = 0;
    wait((code === CLOSE.flooding ? FLOODED_MS : 0) + backoffMs(attempt++, world.random));
  };

  async function connect(): Promise<void> {
    const mine = ++generation;
    options.onLine({ state: "connecting" });
    const ticket = await options.askTicket();
    if (stopped || mine !== generation) return;
    if (!ticket.ok) {
      const { status } = ticket.problem;
      if (status >= 400 && status < 500 && status !== 429 && status !== 408) return end("refused", ticket.problem);
      return wait(backoffMs(attempt++, world.random));
    }
    const opening = world.open([TICKET_PROTOCOL, `ticket.${ticket.value.ticket}`]);
    socket = opening;
    cancelTimer = world.after(OPEN_WITHIN_MS, () => lost(opening, 0));
    opening.onopen = () => {
      cancelTimer();
      openedAt = world.now();
      pong();
      options.onLine({ state: "open" });
      options.onOpen();
    };
    opening.onmessage = ({ data }) => {
      if (opening !== socket || typeof data !== "string") return;
      pong();
      const frame = data === "pong" ? null : readFrame(data);
      if (frame !== null) options.onFrame(frame);
    };
    opening.onclose = ({ code }) => lost(opening, code);
  }

  return {
    start: () => void connect(),
    send(frame) {
      if (socket === null || socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
    nudge() {
      if (stopped) return;
      if (socket !== null) return ping(PONG_WITHIN_MS / 2);
      attempt = 0;
      cancelTimer();
      void connect();
    },
    restart() {
      stopped = false;
      attempt = 0;
      void connect();
    },
    stop() {
      stopped = true;
      generation++;
      cancelTimer();
      cancelPing();
      const open = socket;
      socket = null;
      open?.close(1000);
    },
  };
}
