import type { MemberCommand } from "../contracts/commands.ts";
import { CLOSE, ClientFrame, FRAME_BYTES_MAX, PROTOCOL_VERSION } from "../contracts/frames.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import { logLine } from "../contracts/log-line.ts";
import { count, type MetricsPort } from "../contracts/metrics.ts";
import { type ProblemSlug, problem } from "../contracts/problems.ts";
import type { RoomLibrary } from "./campaign-room.ts";
import { catchUp } from "./catch-up.ts";
import { problemOf } from "./problem-of.ts";
import { HELLO_ALLOWANCE, MEMBER_ALLOWANCE, RateLimits, REFUSALS_MAX, SOCKET_ALLOWANCE } from "./rate-limits.ts";
import { closeSocket } from "./seats.ts";
import { AWAY_MS, type Table } from "./table.ts";

/** A seat whose ticket ran out is still heard for so long. */
const RENEW_GRACE_MS = 60_000;

const SOCKETS_PER_MEMBER_MAX = 12;

type CommandFrame = Exclude<ClientFrame, { t: "client.hello" | "client.typing" | "client.renew" }>;

/** Where frames come in: each is measured, parsed, counted and checked against the seat before anything looks at what it asks. */
export class SocketDoor {
  readonly #table: Table;
  readonly #ticketHolder: RoomLibrary["ticketHolder"];
  readonly #metrics: MetricsPort | undefined;
  readonly #sockets = new RateLimits<WebSocket>(SOCKET_ALLOWANCE);
  readonly #members = new RateLimits<MemberId>(MEMBER_ALLOWANCE);
  readonly #hellos = new RateLimits<WebSocket>(HELLO_ALLOWANCE);

  constructor(table: Table, ticketHolder: RoomLibrary["ticketHolder"], metrics: MetricsPort | undefined) {
    this.#table = table;
    this.#ticketHolder = ticketHolder;
    this.#metrics = metrics;
  }

  /** Uses a ticket up and says why its holder may not come in, or null. */
  mayEnter(memberId: MemberId, ticket: { jti: string; expiresAtMs: number }): ProblemSlug | null {
    const member = this.#table.log.state.public.members[memberId];
    if (!this.#useUp(ticket)) return "bad-ticket";
    if (member === undefined) return "not-a-member";
    return member.removed ? "member-removed" : null;
  }

  #useUp({ jti, expiresAtMs }: { jti: string; expiresAtMs: number }): boolean {
    const now = Date.now();
    if (jti === "" || !(expiresAtMs > now)) return false;
    const { sql } = this.#table;
    sql.exec("DELETE FROM used_tickets WHERE expires < ?", now - RENEW_GRACE_MS);
    return (
      sql.exec("INSERT OR IGNORE INTO used_tickets (jti, expires) VALUES (?, ?)", jti, expiresAtMs).rowsWritten > 0
    );
  }

  /** Sits a socket down. Somebody with a dozen open already loses the oldest. */
  enter(socket: WebSocket, memberId: MemberId): void {
    const { seats } = this.#table;
    const others = seats.socketsOf(memberId);
    for (const oldest of others.slice(0, Math.max(0, others.length - SOCKETS_PER_MEMBER_MAX + 1)))
      closeSocket(oldest, CLOSE.replaced, "Opened too often.");
    seats.accept(socket, memberId, Date.now());
    count(this.#metrics, "socket", { what: "opened", code: 0 });
  }

  async hear(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const { seats, log } = this.#table;
    const seat = seats.of(socket);
    const member = seat === null ? undefined : log.state.public.members[seat.memberId];
    if (seat === null || member === undefined || member.removed)
      return closeSocket(socket, CLOSE.removed, "You have no place at this table.");
    const now = Date.now();
    if (now > seat.until + RENEW_GRACE_MS) return closeSocket(socket, CLOSE.badTicket, "Ask for a fresh ticket.");
    seats.heardFrom(socket, now);
    const read = readFrame(message);
    const allowed = this.#allowed(socket, seat.memberId, now, read);
    if (!allowed.ok) {
      if (allowed.refused > REFUSALS_MAX) return closeSocket(socket, CLOSE.flooding, "Far too fast.");
      return this.#refuse(socket, read.ok ? idOf(read.frame) : null, "slow-down", {
        retryAfterMs: allowed.retryAfterMs,
      });
    }
    if (!read.ok)
      return this.#refuse(socket, null, read.slug, read.detail === undefined ? {} : { detail: read.detail });
    try {
      await this.#take(socket, seat.memberId, seat.level, read.frame);
    } catch (error) {
      console.error(
        logLine("frame-fault", { campaignId: log.state.public.campaignId, t: read.frame.t, why: String(error) }),
      );
      this.#refuse(socket, idOf(read.frame), "internal");
    }
  }

  /**
   * A hello has an allowance of its own: without the answer a client stands still, so it must not be lost among the frames
   * of an outbox that is being emptied. Who says hello without end is sent away, and comes back.
   */
  #allowed(socket: WebSocket, memberId: MemberId, now: number, read: Read) {
    if (read.ok && read.frame.t === "client.hello") {
      const hello = this.#hellos.take(socket, now);
      return hello.ok ? hello : { ...hello, refused: Number.POSITIVE_INFINITY };
    }
    const bySocket = this.#sockets.take(socket, now);
    return bySocket.ok ? this.#members.take(memberId, now) : bySocket;
  }

  #refuse(socket: WebSocket, re: ActionId | null, slug: ProblemSlug, more: Parameters<typeof problem>[1] = {}): void {
    this.#table.seats.send(socket, { t: "server.problem", re, problem: problem(slug, more) });
  }

  async #take(socket: WebSocket, memberId: MemberId, level: boolean, frame: ClientFrame): Promise<void> {
    if (frame.t === "client.hello") return this.#welcome(socket, memberId, frame);
    if (!level) return this.#refuse(socket, idOf(frame), "hello-first");
    if (frame.t === "client.typing") return this.#table.seats.typing(memberId, frame.typing);
    if (frame.t === "client.renew") return this.#renew(socket, memberId, frame.ticket);
    const answer = this.#table.run(memberId, frame.id, commandOf(frame));
    if (!answer.ok)
      return this.#table.seats.send(socket, { t: "server.problem", re: frame.id, problem: problemOf(answer.refusal) });
    const { seq, turnId } = answer.accepted;
    this.#table.seats.send(socket, { t: "server.receipt", re: frame.id, stage: answer.stage, seq, turnId });
  }

  #welcome(socket: WebSocket, memberId: MemberId, hello: Extract<ClientFrame, { t: "client.hello" }>): void {
    if (hello.protocol !== PROTOCOL_VERSION) {
      this.#refuse(socket, null, "protocol-mismatch");
      return closeSocket(socket, CLOSE.reload, "Reload the page.");
    }
    const { seats, log, timers, stage } = this.#table;
    for (const frame of catchUp(log, memberId, hello)) seats.send(socket, frame);
    const wasHere = seats.present().has(memberId);
    seats.level(socket);
    timers.clear(`away:${memberId}`);
    if (stage !== null && log.state.public.turn?.id === stage.turnId)
      seats.send(socket, { t: "server.stage", ...stage });
    this.#table.tellReview(socket, memberId);
    this.#table.tellStandstill(socket);
    if (wasHere) seats.tellPresence(socket);
    else seats.announcePresence();
    this.#table.drive();
  }

  async #renew(socket: WebSocket, memberId: MemberId, ticket: string): Promise<void> {
    const holder = await this.#ticketHolder(ticket);
    const fits =
      holder !== null && holder.memberId === memberId && holder.campaignId === this.#table.log.state.public.campaignId;
    if (!fits || !this.#useUp(holder)) return this.#refuse(socket, null, "bad-ticket");
    this.#table.seats.renew(socket, Date.now());
  }

  /** A socket has gone. Its member is waited for a while before the table plays on without them. */
  left(socket: WebSocket, code: number): void {
    count(this.#metrics, "socket", { what: "closed", code });
    const { seats, timers, log } = this.#table;
    const seat = seats.of(socket);
    this.#sockets.forget(socket);
    this.#hellos.forget(socket);
    if (seat === null || !seat.level) return;
    const stillHere = seats.levelled().some((other) => other.socket !== socket && other.memberId === seat.memberId);
    if (stillHere) return;
    if (log.state.public.encounter !== null || log.state.public.settings.turnMode === "round")
      timers.set(`away:${seat.memberId}`, Date.now() + AWAY_MS);
    seats.gone(seat.memberId);
  }
}

type Read = { ok: true; frame: ClientFrame } | { ok: false; slug: ProblemSlug; detail?: string };

/** A frame as it should be, or why it is none. Bytes are counted before anything is parsed. */
export function readFrame(message: string | ArrayBuffer): Read {
  if (typeof message !== "string") return { ok: false, slug: "bad-frame", detail: "Frames are text." };
  if (isTooLarge(message)) return { ok: false, slug: "frame-too-large" };
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch {
    return { ok: false, slug: "bad-frame", detail: "Frames are JSON objects." };
  }
  const parsed = ClientFrame.safeParse(json);
  if (parsed.success) return { ok: true, frame: parsed.data };
  const issue = parsed.error.issues[0];
  return {
    ok: false,
    slug: "bad-frame",
    detail: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a frame of ours"}`.slice(0, 300),
  };
}

/** A character is at most three bytes: most frames need not be encoded to be measured. */
function isTooLarge(message: string): boolean {
  if (message.length * 3 <= FRAME_BYTES_MAX) return false;
  return message.length > FRAME_BYTES_MAX || new TextEncoder().encode(message).length > FRAME_BYTES_MAX;
}

function idOf(frame: ClientFrame): ActionId | null {
  return "id" in frame ? frame.id : null;
}

function commandOf(frame: CommandFrame): MemberCommand {
  switch (frame.t) {
    case "client.player_action":
      return frame.act;
    case "client.roll":
      return frame.roll;
    case "client.chat":
      return frame.chat;
    case "client.table":
    case "client.gm":
      return frame.command;
    case "client.cancel_turn":
      return { type: "cancel_turn", turnId: frame.turnId };
    default:
      return frame satisfies never;
  }
}
