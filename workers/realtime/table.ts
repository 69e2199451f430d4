import type { MemberCommand } from "../contracts/commands.ts";
import type { VoicePlan } from "../contracts/dm.ts";
import type { StoredEvent } from "../contracts/events.ts";
import { CLOSE, type Stage } from "../contracts/frames.ts";
import type { ActionId, CampaignId, MemberId, TurnId } from "../contracts/ids.ts";
import { logLine, type NoteDetail } from "../contracts/log-line.ts";
import { problem } from "../contracts/problems.ts";
import { parseToolCall } from "../contracts/tools.ts";
import { reviewCards } from "../core/decide/review.ts";
import { decideDueTurn, nextStage } from "../core/decide/turn.ts";
import { decideVoice } from "../core/decide/voice.ts";
import { decide } from "../core/decide.ts";
import { recall } from "../core/memory/recall.ts";
import type { Recalled } from "../core/ports.ts";
import type { CampaignState } from "../core/state.ts";
import type { Chance, Fact, Refusal } from "../core/step.ts";
import { type AcceptedAction, AcceptedActions } from "./accepted-actions.ts";
import type { RoomEnv } from "./campaign-room.ts";
import { CampaignSecrets } from "./campaign-secrets.ts";
import { headFrame, snapshotFrame } from "./catch-up.ts";
import { type Erased, eraseFrom } from "./eraser.ts";
import { EventLog } from "./event-log.ts";
import { faultPoint } from "./fault-points.ts";
import { migrate } from "./local-migrations.ts";
import { MemoryStore } from "./memory-store.ts";
import { Outbox } from "./outbox.ts";
import { PromptStore } from "./prompt-store.ts";
import { type DmTerms, Purse } from "./purse.ts";
import { Quarantine, type StandsStill } from "./quarantine.ts";
import { NOTHING_RECALLED } from "./recall-about.ts";
import { RecapWatch } from "./recap-watch.ts";
import { Seats, SILENCE_MS, screenMoved } from "./seats.ts";
import { SourceStore } from "./source-store.ts";
import { SpendingBook } from "./spending-book.ts";
import { Timers } from "./timers.ts";
import { TurnBoard } from "./turn-board.ts";
import { TurnCounter } from "./turn-counter.ts";
import { TurnDriver, type TurnTable } from "./turn-driver.ts";

/** When the alarm looks after a turn whose room may have died under it. */
const RESUME_MS = 10_000;
const RESUME_SOON_MS = 100;
/** A player who lost the connection is still waited for so long. */
export const AWAY_MS = 45_000;
const OUTBOX_MS = 1_000;
/** The timer that ends a round for those who have not acted. */
const ROUND = "round";
/** After these the machine is not waited for any more. */
const STOPS_THE_MACHINE: ReadonlySet<MemberCommand["type"]> = new Set(["cancel_turn", "gm_take_over", "raise_x"]);
/** A new epoch of dice is opened when fewer links than this are left. */
const LINKS_RESERVE = 150;

type Answer =
  | { readonly ok: true; readonly accepted: AcceptedAction; readonly stage: Stage }
  | { readonly ok: false; readonly refusal: Refusal };

/** Something was to be added to a table that is set still. */
class SetStill extends Error {}

/** The parts of a room put together: what is stored, who listens, and who drives the turn. */
export class Table {
  readonly #ctx: DurableObjectState;
  readonly #actions: AcceptedActions;
  readonly #outbox: Outbox;
  readonly #driver: TurnDriver;
  readonly #recaps: RecapWatch;
  readonly #counter: TurnCounter;
  readonly #board: TurnBoard;
  readonly #sources: SourceStore;
  readonly #terms: () => DmTerms;
  readonly secrets: CampaignSecrets;
  readonly log: EventLog;
  readonly seats: Seats;
  readonly timers: Timers;
  readonly spending: SpendingBook;
  readonly prompts: PromptStore;
  readonly memory: MemoryStore;
  readonly purse: Purse;
  readonly quarantine: Quarantine;

  constructor(ctx: DurableObjectState, env: RoomEnv, terms: () => DmTerms) {
    this.#ctx = ctx;
    migrate(ctx.storage);
    const { sql } = ctx.storage;
    this.secrets = new CampaignSecrets(sql);
    this.log = new EventLog(ctx.storage, this.secrets);
    this.quarantine = new Quarantine(sql);
    this.seats = new Seats(ctx);
    this.timers = new Timers(ctx.storage);
    this.#terms = terms;
    this.spending = new SpendingBook(sql);
    this.prompts = new PromptStore(sql);
    this.memory = new MemoryStore(sql, this.log);
    this.#sources = new SourceStore(sql);
    this.purse = new Purse(this.spending, terms, () => env.METER.getByName("all"));
    this.#actions = new AcceptedActions(sql);
    this.#outbox = new Outbox(sql, env.JOBS);
    this.#recaps = new RecapWatch(this.timers, this.memory, this.#outbox);
    this.#board = new TurnBoard(this.seats, this.log);
    this.#counter = new TurnCounter(this.log, env.METRICS);
    this.#driver = new TurnDriver(this.#turnTable(), env.ORCHESTRATOR);
  }

  get sql(): SqlStorage {
    return this.#ctx.storage.sql;
  }

  /** Where the running turn stands, for somebody who has just come in. */
  get stage(): { turnId: TurnId; stage: Stage } | null {
    return this.#board.stage;
  }

  /** Why nothing can be added to this table just now, in words for its people; null while it can be played. */
  get standstill(): string | null {
    if (this.log.unreadable !== null)
      return "This table was last played with a newer version of Emberhall. You can read it; play goes on after the update.";
    const { now } = this.quarantine;
    if (now === null) return null;
    return `Whoever keeps this server has set the table still: ${now.reason} You can read everything; nothing can be added until they let it play on.`;
  }

  /** Sets the table still and tells everybody why. What the machine is about to answer is not applied. */
  standStill(now: StandsStill): void {
    this.quarantine.set(now);
    this.#driver.abandon();
    for (const { socket } of this.seats.levelled()) this.tellStandstill(socket);
  }

  /** Goes on where the table stood. */
  playOn(): void {
    this.quarantine.lift();
    this.#alarmIfDue();
    this.resume();
  }

  /** Looks anew after everything that has its time: as after a restore, which no alarm of before survives. */
  wake(): void {
    this.timers.wakeBy(Date.now() + OUTBOX_MS);
    this.#alarmIfDue();
    this.resume();
  }

  /** Says to somebody who is here, or has just come, that and why nothing can be added. */
  tellStandstill(socket: WebSocket): void {
    const detail = this.standstill;
    if (detail !== null)
      this.seats.send(socket, { t: "server.problem", re: null, problem: problem("unavailable", { detail }) });
  }

  /**
   * Goes on in a moment, by the alarm, with what the last instance left open. Not at once: a room that was put back to an
   * earlier hour learns of it from the first who asks it anything, and until then must not touch its dice.
   */
  resumeSoon(): void {
    if (this.log.state.public.turn !== null || this.#dueTurn() !== null)
      this.timers.wakeBy(Date.now() + RESUME_SOON_MS);
  }

  /** Goes on with a turn that was left open, or was about to open. */
  resume(): void {
    if (this.log.state.public.turn !== null || this.#dueTurn() !== null) this.drive();
  }

  /** Takes a person's words out of everything that is kept here, also while the table is set still. */
  erase(memberId: MemberId): Erased {
    this.#driver.abandon();
    const { storage } = this.#ctx;
    const { log, seats } = this;
    const forget = () => {
      log.reload();
      this.memory.forget();
    };
    const erased = eraseFrom(
      { storage, log, seats, outbox: this.#outbox, chance: () => this.chance(), forget },
      memberId,
    );
    this.timers.wakeBy(Date.now() + OUTBOX_MS);
    return erased;
  }

  /** Decides a command and stores what follows; the same id again only gets its answer. */
  run(by: MemberId, id: ActionId, command: MemberCommand): Answer {
    const bodyHash = this.#actions.bodyHash(command, by);
    if (bodyHash === null)
      return { ok: false, refusal: { slug: "bad-request", detail: "It is nested too deep, or holds half of a sign." } };
    const known = this.#actions.find(id, bodyHash);
    if (known === "conflict") return { ok: false, refusal: { slug: "action-conflict" } };
    if (known !== null) return { ok: true, accepted: known, stage: this.#stageOf(id) };
    const still = this.standstill;
    if (still !== null) return { ok: false, refusal: { slug: "unavailable", detail: still } };
    faultPoint("accept.before");
    // Before the state is read: dice running low open a new epoch, and that is an event.
    const chance = this.chance();
    const decision = decide(this.log.state, command, {
      by,
      actionId: id,
      chance,
      read: parseToolCall,
      stateAt: (seq) => this.log.stateAt(seq),
      eventAt: (seq) => this.log.at(seq)?.body ?? null,
      offer: this.#offer(),
      memory: () => this.memory.current(),
    });
    if (!decision.ok) return decision;
    let accepted: AcceptedAction = { seq: null, turnId: null };
    this.append(decision.events, (stored, { public: { turn } }) => {
      const seq = stored[0]?.header.seq ?? null;
      // Null for an action that waits: the turn that will answer it has no name yet.
      accepted = { seq, turnId: turn?.actions.some(({ actionId }) => actionId === id) === true ? turn.id : null };
      this.#actions.put(id, bodyHash, accepted);
    });
    if (STOPS_THE_MACHINE.has(command.type)) this.#driver.abandon();
    faultPoint("accept.after");
    return { ok: true, accepted, stage: this.#stageOf(id) };
  }

  #offer() {
    const { voices, campaignDayMicroUsd, memberDayMicroUsd } = this.#terms();
    return {
      voices: voices.flatMap(({ id, choosable }) => (choosable ? [id] : [])),
      campaignDayMicroUsd,
      memberDayMicroUsd,
    };
  }

  #stageOf(id: ActionId): Stage {
    const { turn, queue } = this.log.state.public;
    if (queue.some(({ actionId }) => actionId === id)) return "queued";
    return turn?.actions.some(({ actionId }) => actionId === id) === true ? "received" : "closed";
  }

  /** Stores facts, then tells everybody what they may know of them, then lets follow what must. */
  append(
    facts: readonly Fact[],
    along?: (stored: readonly StoredEvent[], after: CampaignState) => void,
  ): StoredEvent[] {
    // The last wall: whatever was on its way when the table was set still ends here.
    if (this.quarantine.now !== null) throw new SetStill("The table is set still; nothing can be added.");
    let others = false;
    const stored = this.log.append(facts, this.log.state.head.seq, (events, after) => {
      along?.(events, after);
      others = this.#noteForOthers(events, after);
      // A round that has begun, or another mode, needs no deadline of before.
      if (events.some(({ body }) => body.type === "turn_opened" || body.type === "settings_changed"))
        this.timers.clear(ROUND);
    });
    this.memory.follow(stored);
    // Not inside the transaction: an alarm that is rolled back with it would still be believed to stand.
    if (others) this.timers.wakeBy(Date.now() + OUTBOX_MS);
    this.#recaps.wake();
    this.#alarmIfDue();
    if (stored.length > 0) this.#tell(stored);
    this.#counter.follow(stored);
    if (this.log.state.public.turn === null) this.purse.turnOver();
    this.#board.tidy();
    if (this.log.state.public.turn !== null || this.#dueTurn() !== null) this.drive();
    return stored;
  }

  /** Writes down what concerns others; tells whether there is anything. */
  #noteForOthers(events: readonly StoredEvent[], after: CampaignState): boolean {
    const { campaignId } = this.log.state.public;
    const { status } = after.public;
    const last = events.at(-1);
    if (last === undefined || campaignId === null) return false;
    // Without a model nobody is asked: facts serve as they stand.
    if (this.purse.voicesOf(after).length > 0) this.#recaps.noticeIn(events, Date.now());
    const ended = events.some(({ body }) => body.type === "adventure_ended");
    const worthATouch =
      ended || events.some(({ body }) => body.type === "scene_entered" || body.type === "turn_undone");
    if (worthATouch)
      this.#outbox.put({ job: "touch_campaign", campaignId, seq: last.header.seq, at: last.header.at, status });
    if (ended) this.#outbox.put({ job: "archive_log", campaignId, seq: last.header.seq });
    return worthATouch;
  }

  #alarmIfDue(): void {
    const { turn, queue, settings, encounter, status, paused } = this.log.state.public;
    // A fight that waits for somebody: look again whether they are still there.
    const waits =
      encounter?.ordered === true &&
      status === "open" &&
      settings.dmMode === "auto" &&
      !paused &&
      this.seats.present().size > 0;
    if (turn !== null) this.timers.wakeBy(this.#turnLookedAfterAt());
    else if (waits) this.timers.wakeBy(Date.now() + SILENCE_MS);
    else if (settings.turnMode === "round" && queue.length > 0 && !paused && !this.timers.has(ROUND))
      this.timers.set(ROUND, Date.now() + settings.roundSeconds * 1_000);
  }

  /** A turn that waits for a verdict needs nobody until its time is over. */
  #turnLookedAfterAt(): number {
    const soon = Date.now() + RESUME_MS;
    const endsAt = this.#board.reviewEndsAt;
    return endsAt !== null && nextStage(this.log.state) === "reviewing" ? Math.max(soon, endsAt) : soon;
  }

  #tell(stored: readonly StoredEvent[]): void {
    const { state } = this.log;
    for (const { body } of stored)
      if (body.type === "member_removed")
        this.seats.close(body.payload.memberId, CLOSE.removed, "You were removed from the table.");
    this.seats.broadcast(stored, state);
    const turnOver = stored.some(
      ({ body }) => body.type === "dm_narration" || body.type === "narration_retold" || body.type === "turn_undone",
    );
    const screens = stored.filter(({ body }) => body.type === "screen_taken" || body.type === "screen_left");
    if (!turnOver && screens.length === 0) return;
    for (const { socket, memberId } of this.seats.levelled()) {
      if (screenMoved(screens, memberId)) {
        this.seats.send(socket, snapshotFrame(state, memberId));
        this.tellReview(socket, memberId);
      } else if (turnOver) this.seats.send(socket, headFrame(state, memberId));
    }
  }

  chance(): Chance {
    const { campaignId, dice } = this.log.state.public;
    if (campaignId === null) throw new Error("There are no dice before the table is opened.");
    if (dice.nextIndex > dice.rolls - LINKS_RESERVE) this.#openEpoch(campaignId, dice.epoch + 1);
    return this.secrets.chance(campaignId, this.log.state.public.dice.epoch);
  }

  /** New links, and a new key to sign them with: the old one signs its successor in. */
  #openEpoch(campaignId: CampaignId, number: number): void {
    const { keyId, publicKey } = this.secrets.keyAfter(this.log.state.public.key.id);
    const { epoch, rolls, anchor, veilRoot } = this.secrets.dice(campaignId, number).commitment();
    const by = { v: 1, actor: { kind: "system" }, cause: {}, audience: "all" } as const;
    const facts: readonly Fact[] = [
      { type: "key_rotated", ...by, payload: { keyId, publicKey } },
      { type: "epoch_opened", ...by, payload: { epoch, rolls, anchor, veilRoot, keyId, publicKey } },
    ];
    this.#tell(this.log.append(facts, this.log.state.head.seq));
  }

  /** Those who are here, and those who were a moment ago and may be back at once. */
  present(): Set<MemberId> {
    const away = this.timers.names("away:").map((name) => name.slice("away:".length) as MemberId);
    return new Set([...this.seats.present(), ...away]);
  }

  #dueTurn(): readonly Fact[] | null {
    const { encounter, queue } = this.log.state.public;
    if (encounter === null && queue.length === 0) return null;
    return decideDueTurn(this.log.state, this.present(), this.timers.isDue(ROUND, Date.now()));
  }

  /** Sees to it that whatever is open is driven to its end. */
  drive(): void {
    if (this.standstill !== null) return;
    this.#ctx.waitUntil(
      this.#driver.kick().catch((error: unknown) => this.note("The turn driver broke.", { why: String(error) })),
    );
  }

  async alarm(): Promise<void> {
    try {
      // The round's deadline stays until its turn has been stored, so that a crash in between does not lose it.
      const due = this.timers.takeDue(Date.now(), [ROUND]);
      this.#askForRecaps(due);
      const again = await this.#outbox.drain(Date.now());
      if (again !== null) this.timers.wakeBy(again);
      if (this.standstill !== null) return;
      if (this.log.state.public.turn !== null || this.#dueTurn() !== null) {
        this.timers.wakeBy(this.#turnLookedAfterAt());
        await this.#driver.kick();
      }
      this.#alarmIfDue();
    } catch (error) {
      // An alarm that throws is retried six times and then gone for good: note it and come back by our own hand.
      this.note("The alarm failed.", { why: String(error) });
      this.timers.wakeBy(Date.now() + RESUME_MS);
    }
  }

  /** What has happened is stored whether or not it is ever told in short. */
  #askForRecaps(due: readonly string[]): void {
    const { campaignId } = this.log.state.public;
    if (campaignId === null || this.log.unreadable !== null || this.purse.voicesOf(this.log.state).length === 0) return;
    try {
      this.#recaps.lookIfDue(due, campaignId, Date.now());
    } catch (error) {
      this.note("What is to be told in short could not be found out.", { why: String(error) });
    }
  }

  note(message: string, detail: NoteDetail): void {
    console.error(logLine("room", { what: message, campaignId: this.log.state.public.campaignId, ...detail }));
  }

  /** The calls that wait, for somebody behind the screen who has just come in. */
  tellReview(socket: WebSocket, memberId: MemberId): void {
    this.#board.tellReview(socket, memberId);
  }

  #voiceFacts(plan: VoicePlan): readonly Fact[] {
    const first = plan.voices[0] ?? (plan.standsInFor === null ? "oracle" : null);
    if (first === null) return [];
    const terms = this.#terms().voices.find(({ id }) => id === first);
    const told = { voice: first, label: terms?.label ?? "Oracle", paidBy: terms?.paidBy ?? "nobody" };
    return decideVoice(this.log.state, told);
  }

  /** A turn is played with what is remembered, and without it when that cannot be had. */
  #recall(...[may, about]: Parameters<TurnTable["recall"]>): Recalled {
    try {
      return recall(this.memory.current(), { memberId: null, gm: may === "gm" }, about);
    } catch (error) {
      this.note("What is remembered could not be recalled.", { why: String(error) });
      return NOTHING_RECALLED;
    }
  }

  #turnTable(): TurnTable {
    const table = this;
    return {
      get state() {
        return table.log.state;
      },
      get turnBudgetMs() {
        return table.#terms().turnBudgetMs;
      },
      standsStill: () => table.quarantine.now !== null,
      append: (facts: readonly Fact[]) => table.append(facts),
      chance: () => table.chance(),
      eventsSince: (seq: number, limit?: number) => table.log.after(seq, limit),
      recentNarrations: (limit: number) => table.log.narrations(limit),
      recall: (may, about) => table.#recall(may, about),
      dueTurn: () => table.#dueTurn(),
      stage: (turnId: TurnId, stage: Stage) => table.#board.showStage(turnId, stage),
      review: (turnId: TurnId, endsAt: number) => {
        table.#board.showReview(turnId, endsAt, reviewCards(table.log.state, parseToolCall));
        table.timers.wakeBy(endsAt);
      },
      reserve: (turn, task, withinMs, whyNot) =>
        table.purse.reserve(table.log.state, {
          ...{ task, withinMs, whyNot, turnId: turn.id },
          members: turn.telling === null ? turn.actions.map(({ memberId }) => memberId) : [turn.telling.memberId],
        }),
      voiceFacts: (plan) => table.#voiceFacts(plan),
      keepPrompts: (turnId, prompts) => table.prompts.put(turnId, prompts),
      keepSources: (turnId, keys) => table.#sources.add(turnId, keys),
      sourcesOf: (turnId) => table.#sources.ofTurn(turnId),
      spentOn: (turnId) => ({ spent: table.spending.ofTurn(turnId), promptHash: table.prompts.hashOf(turnId) }),
      draft: (turnId: TurnId, n: number, text: string) =>
        table.seats.sendAll({ t: "server.draft", turn_id: turnId, n, text }),
      log: (message: string, detail: NoteDetail) => table.note(message, detail),
    };
  }
}
