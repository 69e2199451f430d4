import type { ClientFrame, ServerFrame } from "../../workers/contracts/frames.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import { backoffMs } from "./backoff.ts";
import type { Result } from "./result.ts";
import { CLOSE, readFrame, TICKET_PROTOCOL } from "./wire.ts";

const PING_EVERY_MS = 20_000;
const PONG_WITHIN_MS = 8_000;
const OPEN_WITHIN_MS = 12_000;
/** When something hints that the line is dead, it gets this long to prove otherwise. */
const PROOF_WITHIN_MS = 2_500;
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
  /** The table will not have this page: no use in coming back until somebody asks for it. */
  refuse(problem: Problem): void;
  stop(): void;
}

/** One line to the table that mends itself: fresh ticket, full jitter, and close codes that say whether to come back. */
export function makeTableSocket(options: TableSocketOptions): TableSocket {
  const line = new TableLine(options);
  return {
    start: () => void line.connect(),
    send: (frame) => line.send(JSON.stringify(frame)),
    nudge: () => line.nudge(),
    restart: () => line.restart(),
    refuse: (problem) => line.refuse(problem),
    stop: () => line.stop(),
  };
}

class TableLine {
  readonly #options: TableSocketOptions;
  #socket: WebSocket | null = null;
  #stopped = false;
  #attempt = 0;
  #openedAt = 0;
  /** Raised with each attempt, so that the answer to an abandoned one is recognised. */
  #generation = 0;
  /** A ping is on its way and nothing has been heard since. */
  #asking = false;
  /** The clock of the next ping is running. */
  #pingDue = false;
  #cancelTimer = (): void => {};
  #cancelPing = (): void => {};

  constructor(options: TableSocketOptions) {
    this.#options = options;
  }

  async connect(): Promise<void> {
    const { askTicket, onLine, world } = this.#options;
    const mine = ++this.#generation;
    onLine({ state: "connecting" });
    const ticket = await askTicket();
    if (this.#stopped || mine !== this.#generation) return;
    if (ticket.ok) this.#open(world.open([TICKET_PROTOCOL, `ticket.${ticket.value.ticket}`]));
    else if (isFinal(ticket.problem)) this.#end("refused", ticket.problem);
    else this.#wait(backoffMs(this.#attempt++, world.random));
  }

  send(text: string): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(text);
    return true;
  }

  nudge(): void {
    if (this.#stopped) return;
    if (this.#socket !== null) return this.#ping(PROOF_WITHIN_MS);
    this.#attempt = 0;
    this.#cancelTimer();
    void this.connect();
  }

  restart(): void {
    this.#stopped = false;
    this.#attempt = 0;
    void this.connect();
  }

  refuse(problem: Problem): void {
    this.stop();
    this.#end("refused", problem);
  }

  stop(): void {
    this.#stopped = true;
    this.#generation++;
    this.#cancelTimer();
    this.#cancelPing();
    this.#pingDue = false;
    const open = this.#socket;
    this.#socket = null;
    open?.close(1000);
  }

  #open(opening: WebSocket): void {
    const { onFrame, onLine, onOpen, world } = this.#options;
    this.#socket = opening;
    this.#cancelTimer = world.after(OPEN_WITHIN_MS, () => this.#lost(opening, 0));
    opening.onopen = () => {
      this.#cancelTimer();
      this.#openedAt = world.now();
      this.#heard();
      onLine({ state: "open" });
      onOpen();
    };
    opening.onmessage = ({ data }) => {
      if (opening !== this.#socket || typeof data !== "string") return;
      this.#heard();
      const frame = data === "pong" ? null : readFrame(data);
      if (frame !== null) onFrame(frame);
    };
    opening.onclose = ({ code }) => this.#lost(opening, code);
  }

  #lost(which: WebSocket, code: number): void {
    if (which !== this.#socket) return;
    const { onReload, world } = this.#options;
    this.#socket = null;
    this.#asking = false;
    this.#pingDue = false;
    this.#cancelPing();
    this.#cancelTimer();
    which.close();
    if (this.#stopped) return;
    if (code === CLOSE.removed) return this.#end("removed", null);
    if (code === CLOSE.replaced) return this.#end("replaced", null);
    if (code === CLOSE.reload) onReload();
    if (world.now() - this.#openedAt > GOOD_AFTER_MS) this.#attempt = 0;
    this.#wait((code === CLOSE.flooding ? FLOODED_MS : 0) + backoffMs(this.#attempt++, world.random));
  }

  #wait(ms: number): void {
    const { onLine, world } = this.#options;
    this.#cancelTimer();
    onLine({ state: "waiting", retryAt: world.now() + ms });
    this.#cancelTimer = world.after(ms, () => void this.connect());
  }

  #end(why: "removed" | "replaced" | "refused", problem: Problem | null): void {
    this.#stopped = true;
    this.#cancelTimer();
    this.#options.onLine({ state: "ended", why, problem });
  }

  #ping(withinMs = PONG_WITHIN_MS): void {
    const asked = this.#socket;
    // A second ping must not buy a dead line more time.
    if (asked === null || this.#asking || !this.send("ping")) return;
    this.#asking = true;
    this.#pingDue = false;
    this.#cancelPing();
    this.#cancelPing = this.#options.world.after(withinMs, () => this.#lost(asked, 0));
  }

  /**
   * Anything heard proves the line. The next ping keeps its own clock all the same: it is by our pings that the table knows
   * we are here, however much it has to tell.
   */
  #heard(): void {
    if (this.#pingDue) return;
    this.#asking = false;
    this.#cancelPing();
    this.#pingDue = true;
    this.#cancelPing = this.#options.world.after(PING_EVERY_MS, () => this.#ping());
  }
}

/** A ticket refused for good: asking again would be refused again. */
function isFinal({ status }: Problem): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
