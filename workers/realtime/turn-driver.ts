import type { Cut, ModelTask, PromptRecord, VoicePlan } from "../contracts/dm.ts";
import type { TurnReceiptPayload } from "../contracts/events/machine.ts";
import type { StoredEvent } from "../contracts/events.ts";
import type { Stage } from "../contracts/frames.ts";
import type { TurnId } from "../contracts/ids.ts";
import type { NoteDetail } from "../contracts/log-line.ts";
import { ANSWER_UNUSABLE, DirectorAnswer, type NarratorAnswer } from "../contracts/orchestration.ts";
import { parseToolCall } from "../contracts/tools.ts";
import { decideNextCall, decidePass } from "../core/decide/carry-out-call.ts";
import { decideReviewOver } from "../core/decide/review.ts";
import { decideFailedTurn, decideNarration, decideProposal, nextStage, type TurnNote } from "../core/decide/turn.ts";
import type { RecallAbout } from "../core/memory/recall.ts";
import type { AnswerInput, DirectorInput, HelpInput, NarratorInput, Recalled, RecapInput } from "../core/ports.ts";
import { secretWatch } from "../core/script/secrets.ts";
import type { CampaignState, TurnState } from "../core/state.ts";
import type { Chance, Fact } from "../core/step.ts";
import { faultPoint } from "./fault-points.ts";
import { listenTo, SecretTold } from "./listen-to.ts";
import { narratorInput } from "./narrator-input.ts";
import type { PurseAnswer, Reservation } from "./purse.ts";
import { aboutTurn, NOTHING_RECALLED } from "./recall-about.ts";
import { Abandoned, withDeadline } from "./with-deadline.ts";

/** A turn that has not come to an end in this time fails, is shown as failed, and may be tried again. */
export const TURN_BUDGET_MS = 120_000;
/** Of a turn's time, what one answer of the director and one of the narrator may take. */
const DIRECTOR_SHARE = 1 / 4;
const NARRATOR_SHARE = 1 / 2;
/** Kept back from what a model may take, so that the Oracle can still answer in its place. */
const STAND_IN_MS = 1_500;
/** How often a step that failed is tried again before the turn is given up. */
const TRIES_MAX = 3;
const RECENT_FOR_DIRECTOR = 6;
/** So many answers that nobody waits for any more may be on their way; after that the Oracle directs until they are in. */
const ABANDONED_MAX = 2;

/** The orchestrator as the room sees it, over the service binding. */
export interface OrchestratorPort {
  direct(input: DirectorInput): Promise<unknown>;
  narrate(input: NarratorInput): Promise<ReadableStream<Uint8Array>>;
  help(input: HelpInput): Promise<unknown>;
  answer(input: AnswerInput): Promise<unknown>;
  recap(input: RecapInput): Promise<unknown>;
}

/** What the driver needs of the room around it. */
export interface TurnTable {
  readonly state: CampaignState;
  /** How long a whole turn may take, in ms. */
  readonly turnBudgetMs: number;
  /** Nothing may be added: whoever keeps the server has set the table still. */
  standsStill?(): boolean;
  append(facts: readonly Fact[]): StoredEvent[];
  chance(): Chance;
  eventsSince(seq: number, limit?: number): StoredEvent[];
  recentNarrations(limit: number): { seq: number; text: string }[];
  /** What is remembered that matters now: of everything, or only of what players may know. */
  recall(may: "gm" | "players", about: RecallAbout): Recalled;
  stage(turnId: TurnId, stage: Stage): void;
  draft(turnId: TurnId, n: number, text: string): void;
  /** Shows the calls that wait to those behind the screen, and wakes the room when their time is over. */
  review(turnId: TurnId, endsAt: number): void;
  /** Facts for a turn that has to begin by itself now, if any. */
  dueTurn(): readonly Fact[] | null;
  /** Sets money aside for a step and says whom to ask; `whyNot` asks for the Oracle. */
  reserve(turn: TurnState, task: ModelTask, withinMs: number, whyNot: string | null): Promise<PurseAnswer>;
  /** Who speaks from here on, told to the table when it is somebody new. */
  voiceFacts(plan: VoicePlan): readonly Fact[];
  keepPrompts(turnId: TurnId, prompts: readonly PromptRecord[]): void;
  /** Keys of passages that the director found for players in a turn; they outlive whoever drives it. */
  keepSources(turnId: TurnId, keys: readonly string[]): void;
  sourcesOf(turnId: TurnId): readonly string[];
  spentOn(turnId: TurnId): { spent: TurnReceiptPayload["spent"]; promptHash: string | null };
  log(message: string, detail: NoteDetail): void;
}

/** The machine may not go on: the budget is used up and the owner wants it to wait. */
class PausedByBudget extends Error {}

/**
 * Runs turns to their end. Each step is stored before the next begins, and what comes next is read from the state alone:
 * so a turn goes on after any crash at the step it had reached, a stored proposal is carried out and not asked for again,
 * and a die that fell is never rolled again.
 */
export class TurnDriver {
  readonly #table: TurnTable;
  readonly #orchestrator: OrchestratorPort;
  #running: Promise<void> | null = null;
  /** Raised by every step that waits for somebody else: an answer to an older attempt is not for us any more. */
  #attempt = 0;
  #waiting = new AbortController();
  /** Requests to a director that are on their way, wanted or not. */
  #asking = 0;
  /** When the turn that runs has used up its time. */
  #endsAt = 0;
  /** Why the model is not asked any more in this turn: it failed us, or gave a secret away. */
  #whyNot: { readonly turnId: TurnId; readonly why: string; readonly leak: boolean } | null = null;

  constructor(table: TurnTable, orchestrator: OrchestratorPort) {
    this.#table = table;
    this.#orchestrator = orchestrator;
  }

  get running(): boolean {
    return this.#running !== null;
  }

  /** Starts driving unless it does already. The promise ends when the table waits for a person. */
  kick(): Promise<void> {
    this.#running ??= this.#soon().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Gives up on whatever is being waited for: its answer will not be applied. */
  abandon(): void {
    this.#attempt += 1;
    this.#waiting.abort();
    this.#waiting = new AbortController();
  }

  /** Not at once: the first thing driven may store facts, which kicks again, and there must be one driver by then. */
  async #soon(): Promise<void> {
    await Promise.resolve();
    await this.#drive();
  }

  async #drive(): Promise<void> {
    while (this.#table.standsStill?.() !== true) {
      const { turn } = this.#table.state.public;
      if (turn !== null) {
        await this.#turn(turn);
        if (this.#table.state.public.turn?.id === turn.id) return;
        continue;
      }
      const due = this.#table.dueTurn();
      if (due === null) return;
      this.#table.append(due);
    }
  }

  /** Steps through a turn until it is over, or waits for a verdict: then whoever judges, or the alarm, kicks again. */
  async #turn(turn: TurnState): Promise<void> {
    let tries = 0;
    while (this.#table.state.public.turn?.id === turn.id && this.#table.standsStill?.() !== true) {
      const stage = nextStage(this.#table.state);
      if (stage === "reviewing") {
        if (this.#waitsForVerdict(turn)) return;
        continue;
      }
      this.#endsAt = this.#countsFrom(turn) + this.#table.turnBudgetMs;
      if (this.#endsAt <= Date.now()) return this.#fail(turn, "out-of-time");
      try {
        const moved = await this.#step(turn, stage);
        if (moved) tries = 0;
      } catch (error) {
        // What was on its way when the table was set still is not a failure; it goes on from here later.
        if (error instanceof Abandoned || this.#table.standsStill?.() === true) continue;
        if (error instanceof PausedByBudget) return this.#fail(turn, "budget-used");
        tries += 1;
        this.#despair(turn, error, tries);
        if (tries >= TRIES_MAX) return this.#fail(turn, stage === "narrating" ? "narrator-failed" : "director-failed");
      }
    }
  }

  /** A step failed: what comes next in this turn is the Oracle's, whose words are at hand whatever happens outside. */
  #despair(turn: TurnState, error: unknown, tries: number): void {
    const leak = error instanceof SecretTold;
    this.#table.log("A step of a turn failed.", { turnId: turn.id, tries, why: String(error) });
    const leakedBefore = this.#whyNot?.turnId === turn.id && this.#whyNot.leak;
    // The same words for whatever went wrong with an answer: a reason of its own would tell players that they guessed right.
    this.#whyNot = { turnId: turn.id, why: ANSWER_UNUSABLE, leak: leak || leakedBefore };
  }

  #waitsForVerdict(turn: TurnState): boolean {
    const { review } = this.#table.state.public.dm;
    const proposedAt = this.#at(this.#table.state.gm.work?.proposedSeq ?? turn.startedSeq);
    const endsAt = proposedAt + (review?.seconds ?? 0) * 1_000;
    if (endsAt <= Date.now()) {
      this.#table.append(decideReviewOver(this.#table.state));
      return false;
    }
    this.#table.stage(turn.id, "reviewing");
    this.#table.review(turn.id, endsAt);
    return true;
  }

  /** How long a step may take: its own limit, or what is left of the turn. */
  #within(limitMs: number): number {
    return Math.max(0, Math.min(limitMs, this.#endsAt - Date.now()));
  }

  /** A turn's time counts from its start, and anew from the last verdict: a person was thinking, not the machine. */
  #countsFrom(turn: TurnState): number {
    const work = this.#table.state.gm.work;
    const judged = work?.turnId === turn.id ? work.judgedSeq : null;
    return this.#at(Math.max(turn.startedSeq, judged ?? 0));
  }

  #at(seq: number): number {
    return this.#table.eventsSince(seq - 1, 1).at(0)?.header.at ?? Date.now();
  }

  #fail(turn: TurnState, reason: string): void {
    if (this.#table.state.public.turn?.id !== turn.id) return;
    this.#table.append(decideFailedTurn(this.#table.state, reason, this.#note(turn, [], null)));
    this.#table.stage(turn.id, "failed");
  }

  async #step(turn: TurnState, stage: "directing" | "resolving" | "narrating"): Promise<boolean> {
    this.#table.stage(turn.id, stage);
    switch (stage) {
      case "directing":
        return this.#direct(turn);
      case "resolving":
        return this.#resolve();
      case "narrating":
        return this.#narrate(turn);
      default:
        return stage satisfies never;
    }
  }

  /** Whether an answer still belongs to the turn that asked for it. */
  #stillWanted(turn: TurnState, attempt: number): boolean {
    return attempt === this.#attempt && this.#table.state.public.turn?.id === turn.id;
  }

  /** Sets money aside for a step. Tells the table first when somebody new will speak. */
  async #reserve(turn: TurnState, task: ModelTask, limitMs: number): Promise<Reservation> {
    const withinMs = Math.max(0, this.#within(limitMs) - STAND_IN_MS);
    const crowded = this.#asking >= ABANDONED_MAX ? "it is still busy with what was called back" : null;
    const whyNot = this.#whyNot?.turnId === turn.id ? this.#whyNot.why : crowded;
    const answer = await this.#table.reserve(turn, task, withinMs, whyNot);
    if (!answer.ok) throw new PausedByBudget(answer.why);
    const facts = this.#table.state.public.turn?.id === turn.id ? this.#table.voiceFacts(answer.reservation.plan) : [];
    if (facts.length > 0) this.#table.append(facts);
    return answer.reservation;
  }

  async #direct(turn: TurnState): Promise<boolean> {
    const attempt = ++this.#attempt;
    const { signal } = this.#waiting;
    const limitMs = this.#table.turnBudgetMs * DIRECTOR_SHARE;
    const { plan, settle, forfeit } = await this.#reserve(turn, "director", limitMs);
    if (!this.#stillWanted(turn, attempt)) {
      settle([]);
      return false;
    }
    const { state } = this.#table;
    const work = state.gm.work?.turnId === turn.id ? state.gm.work : null;
    const recent = this.#table.recentNarrations(RECENT_FOR_DIRECTOR).map(({ text }) => text);
    const memory = plan.voices.length === 0 ? NOTHING_RECALLED : this.#table.recall("gm", aboutTurn(state, turn));
    faultPoint("direct.before");
    this.#asking += 1;
    const asked = this.#orchestrator
      .direct({
        state,
        turn,
        round: (work?.round ?? 0) + 1,
        results: work?.results ?? [],
        recent,
        memory,
        seed: this.#seed(turn),
        plan,
      })
      .then((answer) => {
        const read = DirectorAnswer.parse(answer);
        // Also when nobody waits for it any more: what was used is paid for.
        settle(read.receipts);
        return read;
      })
      .catch((error: unknown) => {
        forfeit();
        throw error;
      })
      .finally(() => {
        this.#asking -= 1;
      });
    const answer = await withDeadline(asked, this.#within(limitMs), signal);
    if (!this.#stillWanted(turn, attempt)) return false;
    faultPoint("direct.after");
    this.#table.keepPrompts(turn.id, answer.prompts);
    this.#table.keepSources(turn.id, answer.sources);
    this.#table.append(decideProposal(this.#table.state, { ...answer.proposal, turnId: turn.id }, attempt));
    faultPoint("proposal.after");
    return true;
  }

  #seed(turn: TurnState): string {
    return this.#table.eventsSince(turn.openedSeq - 1, 1).at(0)?.hash ?? turn.id;
  }

  #resolve(): boolean {
    faultPoint("call.before");
    // Chance first: dice running low open a new epoch, and what is decided must know of it.
    const chance = this.#table.chance();
    const facts = decideNextCall(this.#table.state, chance, parseToolCall);
    if (facts === null) return false;
    this.#table.append(facts);
    faultPoint("call.after");
    return true;
  }

  async #narrate(turn: TurnState): Promise<boolean> {
    const pass = decidePass(this.#table.state, this.#table.chance(), parseToolCall);
    if (pass !== null) this.#table.append(pass);
    const attempt = ++this.#attempt;
    const { signal } = this.#waiting;
    const limitMs = this.#table.turnBudgetMs * NARRATOR_SHARE;
    const reservation = await this.#reserve(turn, "narrator", limitMs);
    if (!this.#stillWanted(turn, attempt)) {
      reservation.settle([]);
      return false;
    }
    try {
      return await this.#tell(turn, { attempt, signal, limitMs, reservation });
    } finally {
      // A narrator that was given up on, or cut short, will not say any more what it came to.
      reservation.forfeit();
    }
  }

  async #tell(
    turn: TurnState,
    {
      attempt,
      signal,
      limitMs,
      reservation: { plan, settle },
    }: {
      readonly attempt: number;
      readonly signal: AbortSignal;
      readonly limitMs: number;
      readonly reservation: Reservation;
    },
  ): Promise<boolean> {
    faultPoint("narrate.before");
    const { input, known } = narratorInput(this.#table, turn, { seed: this.#seed(turn), plan });
    const stream = await withDeadline(this.#orchestrator.narrate(input), this.#within(limitMs), signal);
    const listening = listenTo(stream, {
      wanted: () => this.#stillWanted(turn, attempt),
      givesAway: secretWatch(this.#table.state, known),
      tell: (n, delta) => this.#table.draft(turn.id, n, delta),
    });
    const answer = await withDeadline(listening.answer, this.#within(limitMs), signal).finally(listening.stop);
    if (answer === null) return false;
    settle(answer.receipts);
    if (!this.#stillWanted(turn, attempt)) return false;
    faultPoint("narrate.after");
    this.#table.keepPrompts(turn.id, answer.prompts);
    const cites = citesAmong(input.sources, answer.cites);
    const note = { ...this.#note(turn, answer.cuts, answer.narration.voice.fallback ?? null), cites };
    const facts = decideNarration(this.#table.state, { ...answer.narration, turnId: turn.id }, known, note);
    if (facts === null) throw new SecretTold("The narration gave a sealed secret away.");
    this.#table.append(facts);
    this.#table.stage(turn.id, "closed");
    faultPoint("close.after");
    return true;
  }

  #note(turn: TurnState, cuts: readonly Cut[], standIn: string | null): TurnNote {
    const events = this.#table.eventsSince(turn.openedSeq - 1).map(({ body }) => body);
    const leak = this.#whyNot?.turnId === turn.id && this.#whyNot.leak;
    return { events, cuts, cites: [], leak, standIn, ...this.#table.spentOn(turn.id) };
  }
}

/** Only files of which a passage was offered; the key of a passage begins with its file. */
function citesAmong(keys: readonly string[], cites: NarratorAnswer["cites"]): NarratorAnswer["cites"] {
  return cites.filter(({ uploadId }) => keys.some((key) => key.startsWith(`${uploadId}.`)));
}
