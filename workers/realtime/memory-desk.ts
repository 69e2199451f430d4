import type { StoredEvent } from "../contracts/events.ts";
import type { MemberId, Seq } from "../contracts/ids.ts";
import type { Summarize } from "../contracts/jobs.ts";
import { isOpenToPlayers, type SightLost, type UploadCard, type UploadId } from "../contracts/library.ts";
import type { MemoryQuery, MemoryView } from "../contracts/memory.ts";
import {
  ANSWER_UNUSABLE,
  NOTHING_FOUND,
  NOTHING_IN_THE_OPEN,
  RecapAnswer,
  SourcesAnswer,
} from "../contracts/orchestration.ts";
import { type Problem, problem } from "../contracts/problems.ts";
import { decideRecap, decideSourcesAnswered, type RecapSpan } from "../core/decide/sources.ts";
import { recall } from "../core/memory/recall.ts";
import { recapMatter } from "../core/memory/recap.ts";
import { memoryView } from "../core/memory/view.ts";
import type { AnswerInput } from "../core/ports.ts";
import { viewerOf, viewOf } from "../core/project.ts";
import { secretToldBy } from "../core/script/secrets.ts";
import type { Member, Viewer } from "../core/state.ts";
import type { Fact } from "../core/step.ts";
import { keyOfEvent } from "./prompt-store.ts";
import type { Reservation } from "./purse.ts";
import { ASKING_ALLOWANCE, RateLimits } from "./rate-limits.ts";
import { aboutWords } from "./recall-about.ts";
import type { Table } from "./table.ts";
import type { OrchestratorPort } from "./turn-driver.ts";
import { withDeadline } from "./with-deadline.ts";

const ANSWER_MS = 45_000;
const RECAP_MS = 60_000;
/** Kept back from what a model may take, so that the Oracle can still answer in its place. */
const STAND_IN_MS = 1_500;
const RECENT_NARRATIONS = 12;
const PLAYERS: Viewer = { memberId: null, gm: false };

type Answer<T> = ({ ok: true } & T) | { ok: false; problem: Problem };

/** What people ask of the campaign's memory and its files, and what those who run the table hear of the files. */
export class MemoryDesk {
  readonly #table: Table;
  readonly #orchestrator: () => OrchestratorPort;
  /** Who waits for an answer: one question at a time. */
  readonly #asking = new Set<MemberId>();
  readonly #limits = new RateLimits<MemberId>(ASKING_ALLOWANCE);
  /** What is being told in short. */
  readonly #telling = new Set<string>();

  constructor(table: Table, orchestrator: () => OrchestratorPort) {
    this.#table = table;
    this.#orchestrator = orchestrator;
  }

  /** What is remembered, as far as this member may see it. */
  memory(by: MemberId, query: MemoryQuery): Answer<{ memory: MemoryView }> {
    if (this.#member(by) === null) return { ok: false, problem: problem("not-found") };
    const { memory, log } = this.#table;
    return { ok: true, memory: memoryView(memory.current(), viewerOf(log.state, by), query) };
  }

  /** Asks the sources. Players ask before the table; whoever sits behind the screen asks for themselves. */
  async ask(by: MemberId, question: string): Promise<Answer<{ seq: Seq }>> {
    const refusal = this.#unasked(by);
    if (refusal !== null) return { ok: false, problem: refusal };
    this.#asking.add(by);
    try {
      return await this.#answered(by, question);
    } finally {
      this.#asking.delete(by);
    }
  }

  #unasked(by: MemberId): Problem | null {
    const member = this.#member(by);
    if (member === null) return problem("not-found");
    if (member.role === "spectator")
      return problem("not-allowed", { detail: "Spectators read along; those who play may ask." });
    const still = this.#table.standstill;
    if (still !== null) return problem("unavailable", { detail: still });
    const { paused, status } = this.#table.log.state.public;
    if (paused) return problem("table-paused");
    if (status === "ended") return problem("adventure-over");
    if (this.#asking.has(by)) return problem("slow-down", { detail: "Your last question is still being answered." });
    const allowed = this.#limits.take(by, Date.now());
    return allowed.ok ? null : problem("slow-down", { retryAfterMs: allowed.retryAfterMs });
  }

  async #answered(by: MemberId, question: string): Promise<Answer<{ seq: Seq }>> {
    const { log, purse } = this.#table;
    const { gm } = viewerOf(log.state, by);
    const viewer: Viewer = { memberId: null, gm };
    const memory = recall(this.#table.memory.current(), viewer, aboutWords(log.state, question));
    const reserved = await purse.reserve(log.state, {
      ...{ task: "answer", turnId: null, members: [by], whyNot: null },
      withinMs: ANSWER_MS - STAND_IN_MS,
    });
    if (!reserved.ok) return { ok: false, problem: problem("budget-used", { detail: `${reserved.why}.` }) };
    const input: AnswerInput = {
      view: viewOf(log.state, viewer),
      may: gm ? "gm" : "players",
      question,
      memory,
      seed: crypto.randomUUID(),
      plan: reserved.reservation.plan,
    };
    try {
      const safe = await this.#safe(input, await this.#asked(input, reserved.reservation));
      const answer = this.#honest(by, input, safe);
      // Whoever was removed meanwhile has asked nothing.
      if (this.#member(by) === null) return { ok: false, problem: problem("not-found") };
      const asked = { by, question, audience: gm ? ("gm" as const) : ("all" as const) };
      const [stored] = this.#stored(decideSourcesAnswered(asked, answer), answer);
      if (stored === undefined) throw new Error("An answer was not stored.");
      return { ok: true, seq: stored.header.seq };
    } catch (error) {
      this.#table.note("A question to the sources was not answered.", { why: String(error) });
      return { ok: false, problem: problem("unavailable", { detail: "The sources gave no answer; ask again." }) };
    }
  }

  /** What the model was given stands beside the event, under its number, and is shown to those who may read that. */
  #stored(facts: readonly Fact[], { prompts }: Pick<SourcesAnswer, "prompts">): StoredEvent[] {
    return this.#table.append(facts, ([event]) => {
      if (event !== undefined) this.#table.prompts.put(keyOfEvent(event.header.seq), prompts);
    });
  }

  async #asked(input: AnswerInput, reservation: Reservation): Promise<SourcesAnswer> {
    const asking = this.#orchestrator()
      .answer(input)
      .then((answer) => SourcesAnswer.parse(answer));
    return await this.#settled(asking, reservation, ANSWER_MS);
  }

  /**
   * Words of a model's that would give a sealed secret away to players are not told: the Oracle quotes in their place. The
   * question is known to everybody, so repeating it gives nothing away and is no sign that a guess is right; and whatever
   * else of a model's words cannot be used is stood in for in the same words.
   */
  async #safe(input: AnswerInput, answer: SourcesAnswer): Promise<SourcesAnswer> {
    const { log } = this.#table;
    if (input.may === "gm" || answer.voice.provider === "oracle") return answer;
    const known = [this.#heard(), JSON.stringify(input.memory), input.question].join("\n");
    if (secretToldBy(log.state, answer.text, known) === null) return answer;
    const plan = { ...input.plan, voices: [], standsInFor: ANSWER_UNUSABLE };
    const instead = SourcesAnswer.parse(await this.#orchestrator().answer({ ...input, plan }));
    return { ...instead, receipts: [], prompts: answer.prompts };
  }

  /**
   * Whoever runs the table and asks from before the screen is not told that it is nowhere: their own files may say it.
   * The words are the same whether these do or not, since everybody reads them.
   */
  #honest(by: MemberId, { may }: AnswerInput, answer: SourcesAnswer): SourcesAnswer {
    const role = this.#member(by)?.role;
    if (may === "gm" || (role !== "owner" && role !== "gm") || answer.text !== NOTHING_FOUND) return answer;
    return { ...answer, text: NOTHING_IN_THE_OPEN };
  }

  /** Has a scene or an evening that is over told in short. Done twice, or twice at once, it is told once. */
  async summarize({ scope, toSeq }: Omit<Summarize, "job" | "campaignId">): Promise<void> {
    const name = `${scope} ${toSeq}`;
    if (this.#telling.has(name)) return;
    this.#telling.add(name);
    try {
      await this.#summarized(scope, toSeq);
    } finally {
      this.#telling.delete(name);
    }
  }

  async #summarized(scope: Summarize["scope"], toSeq: number): Promise<void> {
    const { log, purse } = this.#table;
    if (this.#table.standstill !== null || this.#isTold(scope, toSeq) || purse.voicesOf(log.state).length === 0) return;
    const matter = recapMatter(this.#table.memory.current(), { scope, toSeq });
    if (matter === null || matter.facts.length === 0) return;
    const reserved = await purse.reserve(log.state, {
      ...{ task: "recap", turnId: null, members: [], whyNot: null },
      withinMs: RECAP_MS - STAND_IN_MS,
    });
    // Facts serve as they stand until there is money again; nobody waits for a recap.
    if (!reserved.ok) return;
    const { plan } = reserved.reservation;
    const { title, facts } = matter;
    const asking = this.#orchestrator()
      .recap({ view: viewOf(log.state, PLAYERS), scope, title, facts, seed: `${scope} ${toSeq}`, plan })
      .then((answer) => RecapAnswer.parse(answer));
    const answer = await this.#settled(asking, reserved.reservation, RECAP_MS);
    const span: RecapSpan = { scope, fromSeq: matter.fromSeq, toSeq, ...this.#restOf({ scope, toSeq }) };
    if (!this.#isTold(scope, toSeq)) this.#stored(decideRecap(log.state, span, answer), answer);
  }

  /** As it stands now: what was taken back or forgotten while the model wrote is not told. */
  #restOf(span: Pick<RecapSpan, "scope" | "toSeq">): Pick<RecapSpan, "rests" | "known"> {
    const facts = recapMatter(this.#table.memory.current(), span)?.facts ?? [];
    return {
      rests: new Set(facts.flatMap(({ rests }) => rests)),
      known: [this.#heard(), ...facts.map(({ text }) => text)].join("\n"),
    };
  }

  #isTold(scope: Summarize["scope"], toSeq: number): boolean {
    const { recaps } = this.#table.memory.current().all;
    return recaps.some((each) => each.scope === scope && each.toSeq === toSeq);
  }

  #heard(): string {
    return this.#table.log
      .narrations(RECENT_NARRATIONS)
      .map(({ text }) => text)
      .join("\n");
  }

  /** Waits for an answer no longer than it may take, and settles what it has cost whenever it comes. */
  async #settled<T extends Pick<SourcesAnswer, "receipts">>(
    asking: Promise<T>,
    { settle, forfeit }: Reservation,
    withinMs: number,
  ): Promise<T> {
    const { purse, log } = this.#table;
    const settling = asking
      .then((answer) => {
        settle(answer.receipts);
        return answer;
      })
      .catch((error: unknown) => {
        forfeit();
        throw error;
      })
      .finally(() => {
        if (log.state.public.turn === null) purse.turnOver();
      });
    return await withDeadline(settling, withinMs, new AbortController().signal);
  }

  /** How a file stands: to those who run the table, and to players what they may open. Nothing of it is kept. */
  tellUpload(upload: UploadCard): void {
    this.#tell({ t: "server.upload", upload }, isOpenToPlayers(upload) ? "everybody" : "hosts");
  }

  tellUploadGone(uploadId: UploadId, from: SightLost): void {
    this.#tell({ t: "server.upload_gone", uploadId }, from);
  }

  /** How many wait before the door: to those who may let them in. */
  tellRequests(waiting: number): void {
    this.#tell({ t: "server.join_requests", waiting }, "hosts");
  }

  #tell(frame: Parameters<Table["seats"]["send"]>[1], whom: SightLost): void {
    const { seats } = this.#table;
    for (const { socket, memberId } of seats.levelled()) {
      const role = this.#member(memberId)?.role;
      if (role === undefined) continue;
      const runsIt = role === "owner" || role === "gm";
      if (whom === "everybody" || runsIt === (whom === "hosts")) seats.send(socket, frame);
    }
  }

  #member(by: MemberId): Member | null {
    const member = this.#table.log.state.public.members[by];
    return member === undefined || member.removed ? null : member;
  }
}
