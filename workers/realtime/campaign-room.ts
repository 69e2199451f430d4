import { DurableObject } from "cloudflare:workers";
import type { Adventure, ReadyHero } from "../contracts/adventure.ts";
import type { MemberCommand } from "../contracts/commands.ts";
import type { Item } from "../contracts/creatures.ts";
import type { Role, SeenEvent, StoredEvent } from "../contracts/events.ts";
import { CLOSE, TICKET_PROTOCOL } from "../contracts/frames.ts";
import type { MemberRow } from "../contracts/http.ts";
import type { ActionId, CampaignId, MemberId, TurnId } from "../contracts/ids.ts";
import type { Job, Summarize } from "../contracts/jobs.ts";
import type { SightLost, UploadCard, UploadId } from "../contracts/library.ts";
import type { MemoryQuery } from "../contracts/memory.ts";
import type { MetricsPort } from "../contracts/metrics.ts";
import type { HelpKind } from "../contracts/orchestration.ts";
import { type Problem, problem } from "../contracts/problems.ts";
import type { Ruleset } from "../contracts/rules.ts";
import type { RoomStanding } from "../contracts/standing.ts";
import { decideJoin, type Joining } from "../core/decide/join.ts";
import { project, viewerOf } from "../core/project.ts";
import { openCampaign } from "../core/script/open-campaign.ts";
import { type Coming, continueFrom } from "./continue-from.ts";
import type { Erased } from "./eraser.ts";
import { exportLog, keysIn } from "./export-log.ts";
import { MachineDesk } from "./machine-desk.ts";
import { MemoryDesk } from "./memory-desk.ts";
import { OperatorDesk } from "./operator-desk.ts";
import { problemOf } from "./problem-of.ts";
import type { DmTerms } from "./purse.ts";
import type { RestoreFloor } from "./restorer.ts";
import { closeSocket } from "./seats.ts";
import { SocketDoor } from "./socket-door.ts";
import type { SpendMeterPort } from "./spend-meter.ts";
import { standingOf } from "./standing.ts";
import { Table } from "./table.ts";
import type { OrchestratorPort } from "./turn-driver.ts";

/** What the room uses of the Worker's environment. */
export interface RoomEnv {
  readonly ORCHESTRATOR: OrchestratorPort;
  readonly METER: { getByName(name: string): SpendMeterPort };
  readonly JOBS: { send(job: Job): Promise<unknown> };
  readonly METRICS?: MetricsPort;
}

/** What the composition root gives the room, because the room may not import it. */
export interface RoomLibrary {
  adventure(id: string): { adventure: Adventure; heroes: readonly ReadyHero[]; items: readonly Item[] } | null;
  /** Which voices this deployment offers and what they may cost. */
  dmTerms(): DmTerms;
  /** The member a ticket for this very campaign is for, or null when it is no such ticket. */
  ticketHolder(
    ticket: string,
  ): Promise<{ campaignId: string; memberId: MemberId; jti: string; expiresAtMs: number } | null>;
}

interface Opening {
  campaignId: CampaignId;
  title: string;
  adventureId: string;
  ruleset: Ruleset;
  owner: { memberId: MemberId; name: string };
}
type Refused = { ok: false; problem: Problem };
const refused = (slug: Parameters<typeof problem>[0]): Refused => ({ ok: false, problem: problem(slug) });

/**
 * One campaign: its log, its dice, its sockets. A shell that carries: what happens is decided in core, and memory here is
 * a cache that may go at any moment.
 */
export abstract class CampaignRoom extends DurableObject<RoomEnv> {
  readonly #table: Table;
  readonly #door: SocketDoor;
  readonly #machine: MachineDesk;
  readonly #memory: MemoryDesk;
  /** Reached by the API alone, never by a member's command. */
  readonly #operator: OperatorDesk;
  protected abstract readonly library: RoomLibrary;

  constructor(ctx: DurableObjectState, env: RoomEnv) {
    super(ctx, env);
    this.#table = new Table(ctx, env, () => this.library.dmTerms());
    this.#door = new SocketDoor(this.#table, (ticket) => this.library.ticketHolder(ticket), env.METRICS);
    this.#machine = new MachineDesk(this.#table, () => env.ORCHESTRATOR);
    this.#memory = new MemoryDesk(this.#table, () => env.ORCHESTRATOR);
    this.#operator = new OperatorDesk(this.#table, ctx.storage);
    // Answered by the runtime: a heartbeat wakes nobody and costs nothing.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    this.#table.resumeSoon();
  }

  /** Opens the table. Done twice it stays as it is. */
  open({ campaignId, title, adventureId, ruleset, owner }: Opening): { ok: true; seq: number } | Refused {
    const { log, secrets } = this.#table;
    if (log.state.head.seq > 0) return { ok: true, seq: log.state.head.seq };
    const found = this.library.adventure(adventureId);
    if (found === null || !found.adventure.rulesets.includes(ruleset)) return refused("not-found");
    const { keyId, publicKey } = secrets.key("");
    const { rolls, anchor, veilRoot } = secrets.dice(campaignId, 1).commitment();
    const opening = {
      campaignId,
      title,
      ruleset,
      owner,
      ...found,
      key: { keyId, publicKey },
      dice: { rolls, anchor, veilRoot },
    };
    this.#table.append(openCampaign(opening, secrets.chance(campaignId, 1)));
    return { ok: true, seq: log.state.head.seq };
  }

  join(joining: Joining): { ok: true } | Refused {
    const { log } = this.#table;
    if (log.state.public.campaignId === null) return refused("not-found");
    const { standstill } = this.#table;
    if (standstill !== null) return { ok: false, problem: problem("unavailable", { detail: standstill }) };
    const chance = this.#table.chance();
    const decision = decideJoin(log.state, joining, chance);
    if (!decision.ok) return { ok: false, problem: problemOf(decision.refusal) };
    this.#table.append(decision.events);
    return { ok: true };
  }

  members(by: MemberId): { ok: true; members: MemberRow[] } | Refused {
    if (!this.#isMember(by)) return refused("not-found");
    const members = Object.values(this.#table.log.state.public.members);
    return { ok: true, members: members.map(({ id, name, role, removed }) => ({ memberId: id, name, role, removed })) };
  }

  /** Closes the sockets of somebody whose session has ended elsewhere; another browser of theirs comes straight back. */
  unseat(by: MemberId): void {
    this.#table.seats.close(by, CLOSE.badTicket, "Ask for a fresh ticket.");
  }

  /** The role of a member, or null for somebody who has no place here any more. */
  roleOf(by: MemberId): Role | null {
    const member = this.#table.log.state.public.members[by];
    return member === undefined || member.removed ? null : member.role;
  }

  /** The same door as the socket's, for what arrives by HTTP. */
  command(by: MemberId, actionId: ActionId, command: MemberCommand): { ok: true; seq: number | null } | Refused {
    const answer = this.#table.run(by, actionId, command);
    return answer.ok ? { ok: true, seq: answer.accepted.seq } : { ok: false, problem: problemOf(answer.refusal) };
  }

  log(
    by: MemberId,
    query: { before?: number; after?: number; limit: number },
  ): { ok: true; events: SeenEvent[]; head: number } | Refused {
    if (!this.#isMember(by)) return refused("not-found");
    const { log } = this.#table;
    const events =
      query.after === undefined
        ? log.before(query.before ?? Number.MAX_SAFE_INTEGER, query.limit)
        : log.after(query.after, query.limit);
    const viewer = viewerOf(log.state, by);
    return { ok: true, events: events.map((event) => project(event, viewer)), head: log.state.head.seq };
  }

  export(by: MemberId): { ok: true; stream: ReadableStream<Uint8Array> } | Refused {
    if (!this.#isMember(by)) return refused("not-found");
    return { ok: true, stream: exportLog(this.#table.log, viewerOf(this.#table.log.state, by)) };
  }

  /** The log as somebody sees it who sat at no table: for the keepsake of a finished evening. */
  archive(): ReadableStream<Uint8Array> {
    return exportLog(this.#table.log, { memberId: null, gm: false });
  }

  spending(by: MemberId, month: string | null) {
    return this.#machine.spending(by, month);
  }

  dmSaw(by: MemberId, turnId: TurnId) {
    return this.#machine.dmSaw(by, turnId);
  }

  help(by: MemberId, asked: { kind: HelpKind; text: string }) {
    return this.#machine.help(by, asked);
  }

  memory(by: MemberId, query: MemoryQuery) {
    return this.#memory.memory(by, query);
  }

  ask(by: MemberId, question: string) {
    return this.#memory.ask(by, question);
  }

  tellUpload(upload: UploadCard): void {
    this.#memory.tellUpload(upload);
  }

  tellUploadGone(uploadId: UploadId, from: SightLost): void {
    this.#memory.tellUploadGone(uploadId, from);
  }

  tellRequests(waiting: number): void {
    this.#memory.tellRequests(waiting);
  }

  async summarize(job: Summarize): Promise<void> {
    await this.#memory.summarize(job);
  }

  keys(): { keys: { keyId: string; publicKey: string; fromSeq: number }[] } | null {
    const { log } = this.#table;
    return log.state.head.seq === 0
      ? null
      : { keys: keysIn(log.ofTypes(["campaign_opened", "campaign_continued", "key_rotated"])) };
  }

  wholeLog(throughSeq: number | null = null) {
    return this.#operator.export(throughSeq);
  }

  snapshot(throughSeq: number): string | null {
    return this.#operator.snapshot(throughSeq);
  }

  /** Goes on from the history of another campaign, once it has been checked. Done twice it stays as it is. */
  async continueFrom(coming: Coming): Promise<{ ok: true; seq: number } | Refused> {
    return await continueFrom(this.#table, coming);
  }

  setQuarantine(reason: string | null) {
    return this.#operator.quarantine(reason);
  }

  outline() {
    return this.#operator.outline();
  }

  restoreFloor() {
    return this.#operator.restoreFloor();
  }

  /** From its next life on the room is as it was then; `restart` ends this one. */
  async putBack(to: { bookmark: string } | { at: number }) {
    return await this.#operator.putBack(to);
  }

  /** Ends this life of the object, with every socket and whatever is being asked of it. */
  restart(): void {
    this.ctx.abort("The room begins anew.");
  }

  settleRestore(floor: RestoreFloor) {
    return this.#operator.settleRestore(floor);
  }

  /** Takes a member's words out of everything this room keeps. Reached by erasures, and by what puts an older copy right. */
  erase(memberId: MemberId): ({ ok: true } & Erased) | Refused {
    const { log } = this.#table;
    if (log.unreadable !== null)
      return { ok: false, problem: problem("unavailable", { detail: this.#table.standstill ?? "" }) };
    return { ok: true, ...this.#table.erase(memberId) };
  }

  /** What a member did and said here, a page of it, oldest first; also of somebody who has left. */
  ownEvents(memberId: MemberId, after: number): { events: StoredEvent[]; next: number | null } {
    const { log } = this.#table;
    const page = log.after(after);
    const last = page.at(-1)?.header.seq ?? log.state.head.seq;
    const events = page.filter(({ body }) => body.actor.memberId === memberId);
    return { events, next: last >= log.state.head.seq ? null : last };
  }

  /** Why nothing can be added here just now, or null. */
  standstill(): string | null {
    return this.#table.standstill;
  }

  /** Where the log stands, as it is written down elsewhere to be held against it. */
  headHash(): { seq: number; hash: string } {
    const { seq, hash } = this.#table.log.state.head;
    return { seq, hash };
  }

  /** How the table stands; who may know, the API has looked. */
  standing(): RoomStanding {
    return standingOf(this.#table, Date.now());
  }

  head(): { seq: number; status: "open" | "ended"; at: number } {
    const { head, public: lane } = this.#table.log.state;
    return { seq: head.seq, status: lane.status, at: Date.now() };
  }

  #isMember(by: MemberId): boolean {
    return this.roleOf(by) !== null;
  }

  /** Takes a socket. The edge has verified the ticket and says in headers whose it is; it is used up here, once. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return new Response(null, { status: 426 });
    const memberId = (request.headers.get("x-emberhall-member") ?? "") as MemberId;
    const ticket = {
      jti: request.headers.get("x-emberhall-jti") ?? "",
      expiresAtMs: Number(request.headers.get("x-emberhall-exp")),
    };
    const refusal = this.#door.mayEnter(memberId, ticket);
    if (refusal !== null)
      return Response.json(problem(refusal), {
        status: problem(refusal).status,
        headers: { "content-type": "application/problem+json" },
      });
    const { 0: client, 1: server } = new WebSocketPair();
    this.#door.enter(server, memberId);
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: { "sec-websocket-protocol": TICKET_PROTOCOL },
    });
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    await this.#door.hear(socket, message);
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    closeSocket(socket, code === 1_005 || code === 1_006 ? 1_000 : code, "");
    this.#door.left(socket, code);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    closeSocket(socket, CLOSE.restarting, "");
    this.#door.left(socket, CLOSE.restarting);
  }

  override async alarm(): Promise<void> {
    await this.#table.alarm();
  }
}
