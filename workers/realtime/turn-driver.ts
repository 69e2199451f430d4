import type { StoredEvent } from "../contracts/events.ts";
import type { Stage } from "../contracts/frames.ts";
import type { TurnId } from "../contracts/ids.ts";
import { Narration, Proposal } from "../contracts/orchestration.ts";
import { parseToolCall } from "../contracts/tools.ts";
import { decideNextCall, decidePass } from "../core/decide/carry-out-call.ts";
import { decideFailedTurn, decideNarration, decideProposal, nextStage } from "../core/decide/turn.ts";
import type { DirectorInput, NarratorInput } from "../core/ports.ts";
import { viewOf } from "../core/project.ts";
import { secretToldBy } from "../core/script/secrets.ts";
import type { CampaignState, TurnState } from "../core/state.ts";
import type { Chance, Fact } from "../core/step.ts";
import { faultPoint } from "./fault-points.ts";
import { linesOf } from "./lines-of.ts";
import { Abandoned, withDeadline } from "./with-deadline.ts";

/** A turn that has not come to an end in this time fails, is shown as failed, and may be tried again. */
export const TURN_BUDGET_MS = 120_000;
export const DIRECTOR_MS = 30_000;
export const NARRATOR_MS = 60_000;
/** How often a step that failed is tried again before the turn is given up. */
const TRIES_MAX = 3;
const RECENT_NARRATIONS = 40;

/** The orchestrator as the room sees it, over the service binding. */
export interface OrchestratorPort {
  direct(input: DirectorInput): Promise<unknown>;
  narrate(input: NarratorInput): Promise<ReadableStream<Uint8Array>>;
}

/** What the driver needs of the room around it. */
export interface TurnTable {
  readonly state: CampaignState;
  append(facts: readonly Fact[]): StoredEvent[];
  chance(): Chance;
  eventsSince(seq: number, limit?: number): StoredEvent[];
  recentNarrations(limit: number): string[];
  stage(turnId: TurnId, stage: Stage): void;
  draft(turnId: TurnId, n: number, text: string): void;
  /** Facts for a turn that has to begin by itself now, if any. */
  dueTurn(): readonly Fact[] | null;
  log(message: string, detail: Record<string, unknown>): void;
}

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
  /** When the turn that runs has used up its time. */
  #endsAt = 0;

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
    for (;;) {
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

  async #turn(turn: TurnState): Promise<void> {
    let tries = 0;
    this.#endsAt = this.#startedAt(turn) + TURN_BUDGET_MS;
    while (this.#table.state.public.turn?.id === turn.id) {
      if (this.#endsAt <= Date.now()) return this.#fail(turn, "out-of-time");
      try {
        const moved = await this.#step(turn);
        if (moved) tries = 0;
      } catch (error) {
        if (error instanceof Abandoned) continue;
        tries += 1;
        this.#table.log("A step of a turn failed.", { turnId: turn.id, tries, error: String(error) });
        if (tries >= TRIES_MAX)
          return this.#fail(turn, nextStage(this.#table.state) === "narrating" ? "narrator-failed" : "director-failed");
      }
    }
  }

  /** How long a step may take: its own limit, or what is left of the turn. */
  #within(limitMs: number): number {
    return Math.max(0, Math.min(limitMs, this.#endsAt - Date.now()));
  }

  #startedAt(turn: TurnState): number {
    return this.#table.eventsSince(turn.startedSeq - 1, 1).at(0)?.header.at ?? Date.now();
  }

  #fail(turn: TurnState, reason: string): void {
    if (this.#table.state.public.turn?.id !== turn.id) return;
    this.#table.append(decideFailedTurn(this.#table.state, reason));
    this.#table.stage(turn.id, "failed");
  }

  async #step(turn: TurnState): Promise<boolean> {
    const stage = nextStage(this.#table.state);
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

  async #direct(turn: TurnState): Promise<boolean> {
    const attempt = ++this.#attempt;
    const { state } = this.#table;
    const work = state.gm.work?.turnId === turn.id ? state.gm.work : null;
    faultPoint("direct.before");
    const answer = await withDeadline(
      this.#orchestrator.direct({
        state,
        turn,
        round: (work?.round ?? 0) + 1,
        results: work?.results ?? [],
        seed: this.#seed(turn),
      }),
      this.#within(DIRECTOR_MS),
      this.#waiting.signal,
    );
    if (!this.#stillWanted(turn, attempt)) return false;
    faultPoint("direct.after");
    const proposal = Proposal.parse(answer);
    this.#table.append(decideProposal(this.#table.state, { ...proposal, turnId: turn.id }, attempt));
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
    faultPoint("narrate.before");
    const { signal } = this.#waiting;
    const input = this.#narratorInput(turn);
    const known = knownFrom(input);
    const stream = await withDeadline(this.#orchestrator.narrate(input), this.#within(NARRATOR_MS), signal);
    const narration = await withDeadline(
      this.#listen({ turn, attempt, known }, stream),
      this.#within(NARRATOR_MS),
      signal,
    );
    if (narration === null || !this.#stillWanted(turn, attempt)) return false;
    faultPoint("narrate.after");
    const facts = decideNarration(this.#table.state, { ...narration, turnId: turn.id }, known);
    if (facts === null) throw new Error("The narration gave a sealed secret away.");
    this.#table.append(facts);
    this.#table.stage(turn.id, "closed");
    faultPoint("close.after");
    return true;
  }

  #narratorInput(turn: TurnState): NarratorInput {
    const { state } = this.#table;
    const players = { memberId: null, gm: false };
    const events = this.#table
      .eventsSince(turn.openedSeq - 1)
      .flatMap(({ header, body }) => (body.audience === "all" ? [{ seq: header.seq, body }] : []));
    return {
      view: viewOf(state, players),
      turn,
      events,
      recent: this.#table.recentNarrations(RECENT_NARRATIONS),
      seed: this.#seed(turn),
    };
  }

  /** Passes words on as they come and answers with the whole at the end; null when nobody waits for it any more. */
  async #listen(
    { turn, attempt, known }: { turn: TurnState; attempt: number; known: string },
    stream: ReadableStream<Uint8Array>,
  ): Promise<Narration | null> {
    let heard = "";
    let n = 0;
    for await (const line of linesOf(stream)) {
      if (!this.#stillWanted(turn, attempt)) return null;
      const said = JSON.parse(line) as { delta?: unknown; narration?: unknown };
      if (said.narration !== undefined) return Narration.parse(said.narration);
      if (typeof said.delta !== "string") continue;
      heard += said.delta;
      if (secretToldBy(this.#table.state, heard, known) !== null)
        throw new Error("The narrator was about to give a sealed secret away.");
      this.#table.draft(turn.id, n++, said.delta.slice(0, 4_000));
    }
    throw new Error("The narration broke off before its end.");
  }
}

/** Everything the listeners have heard: the script's own words in this turn, what was said, and the last narrations. */
function knownFrom({ events, recent }: NarratorInput): string {
  return [...events.map(({ body }) => JSON.stringify(body.payload)), ...recent].join("\n");
}
