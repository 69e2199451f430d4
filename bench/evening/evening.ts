import { adventureById, gear, heroes } from "../../workers/content/index.ts";
import type { PromptPart, VoicePlan } from "../../workers/contracts/dm.ts";
import type { MemberId } from "../../workers/contracts/ids.ts";
import type { Proposal } from "../../workers/contracts/orchestration.ts";
import { parseToolCall } from "../../workers/contracts/tools.ts";
import { decideNextCall } from "../../workers/core/decide/carry-out-call.ts";
import { decideNarration, decideProposal, nextStage } from "../../workers/core/decide/turn.ts";
import { recall } from "../../workers/core/memory/recall.ts";
import type { CampaignState } from "../../workers/core/state.ts";
import type { ModelTraits } from "../../workers/models/port.ts";
import { directorPrompt } from "../../workers/orchestrator/director/director-prompt.ts";
import { castOf } from "../../workers/orchestrator/narrator/cast.ts";
import { factsOf } from "../../workers/orchestrator/narrator/facts-of.ts";
import { narratorPrompt } from "../../workers/orchestrator/narrator/narrator-prompt.ts";
import { numbered } from "../../workers/orchestrator/prompt/sources-part.ts";
import { narratorInput } from "../../workers/realtime/narrator-input.ts";
import { aboutTurn } from "../../workers/realtime/recall-about.ts";
import type { TurnTable } from "../../workers/realtime/turn-driver.ts";
import { Monkey } from "../../workers/testkit/monkey.ts";
import { ORACLE_VOICE, PaperRoom } from "../../workers/testkit/paper-room.ts";
import { deedOf, narrationOf, passagesOf } from "./talk.ts";

/** The prompts of one turn by part, as they were fitted for a model. */
export interface TurnPrompts {
  readonly turn: number;
  readonly first: readonly PromptPart[];
  /** The director asked once more with what came of its calls; null where nothing was left to ask. */
  readonly again: readonly PromptPart[] | null;
  readonly narrator: readonly PromptPart[];
}

interface Played {
  readonly adventureId: string;
  readonly turns: number;
  readonly traits: ModelTraits;
  /** Which turns' prompts are kept. */
  readonly keeps: (turn: number) => boolean;
}

/** What the room asks for: workers/realtime/purse.ts. */
const INPUT_TOKENS = { director: 9_500, narrator: 6_000 };
const RECENT_FOR_DIRECTOR = 6;
const EVENTS_LOOKED_BACK = 600;
const FACT_EVERY = 5;
const PLAYERS = ["Bo", "Mira", "Jon"];

/**
 * An evening on paper that does not end: three players, a director that picks at random what the adventure allows and
 * notes a fact now and then, and a narrator that fills its 250 words. A turn that would end the story is not played.
 */
export class Evening {
  readonly #room: PaperRoom;
  readonly #players: readonly MemberId[];
  readonly #monkey = new Monkey(7);
  readonly #narrations: { seq: number; text: string }[] = [];
  readonly #traits: ModelTraits;
  readonly prompts: TurnPrompts[] = [];

  constructor({ adventureId, turns, traits, keeps }: Played) {
    const adventure = adventureById(adventureId);
    if (adventure === undefined) throw new Error(`There is no adventure "${adventureId}".`);
    this.#traits = traits;
    this.#room = new PaperRoom({ adventure, heroes, items: gear, seed: adventureId });
    const ready = Object.values(this.#room.state.public.creatures).filter(({ kind }) => kind === "hero");
    this.#players = PLAYERS.map((name) => this.#room.join(name));
    for (const [at, player] of this.#players.entries())
      this.#room.ask(player, { type: "take_seat", creatureId: ready[at]?.id ?? "" });
    for (let turn = 1; turn <= turns; turn += 1) this.#play(turn, keeps(turn));
  }

  #play(turn: number, kept: boolean): void {
    const before = { state: this.#room.state, events: this.#room.events.length };
    if (!this.#opened(turn)) throw new Error(`Nobody could act in turn ${turn}.`);
    const opened = { state: this.#room.state, events: this.#room.events.length };
    const calls = this.#calls(turn);
    const first = kept ? this.#directed(1) : [];
    this.#carryOut(calls);
    const again = kept && calls.length > 0 && this.#room.state.public.turn !== null ? this.#directed(2) : null;
    this.#carryOut([]);
    if (this.#isOver(before.state)) {
      this.#backTo(opened);
      this.#carryOut([]);
    }
    const narrator = this.#tell(turn, kept);
    if (kept) this.prompts.push({ turn, first, again, narrator });
  }

  /** A foe's move opens by itself; otherwise somebody acts. */
  #opened(turn: number): boolean {
    const room = this.#room;
    if (room.state.public.turn !== null || room.openDueTurn(this.#players)) return true;
    const { encounter, creatures } = room.state.public;
    const owner = encounter?.activeId == null ? null : creatures[encounter.activeId]?.ownerId;
    const able = owner == null ? this.#players : [owner];
    return able.some((_, at) => {
      const player = able[(turn + at) % able.length] ?? able[0];
      return player !== undefined && room.ask(player, { type: "act", mode: "do", text: deedOf(turn) }) === null;
    });
  }

  #calls(turn: number): Proposal["calls"] {
    const { state } = this.#room;
    const creatureId = state.public.turn?.combatantId ?? state.public.turn?.actions[0]?.creatureId ?? "";
    const calls = this.#monkey.calls(state, creatureId);
    if (turn % FACT_EVERY !== 0 || state.public.encounter !== null) return calls;
    return [...calls, { tool: "record_fact", args: { text: `In hour ${turn} ${deedOf(turn + 3)}` } }];
  }

  /** One round of the director; the next may still follow while there are calls in it. */
  #carryOut(calls: Proposal["calls"]): void {
    const room = this.#room;
    if (room.state.public.turn === null || nextStage(room.state) !== "directing") return;
    const done = calls.length === 0;
    const { turnId } = room;
    const proposal = { turnId, basedOnSeq: room.state.head.seq, calls: [...calls], done, voice: ORACLE_VOICE };
    room.append(decideProposal(room.state, proposal, 1));
    while (nextStage(room.state) === "resolving")
      room.append(decideNextCall(room.state, room.chance, parseToolCall) ?? []);
  }

  /** Whether a story would end here: its own end, or a hero's. */
  #isOver(before: CampaignState): boolean {
    const { status, creatures } = this.#room.state.public;
    const ups = (state: CampaignState): number =>
      Object.values(state.public.creatures).filter(({ kind, vitals }) => kind === "hero" && vitals.state === "up")
        .length;
    return status === "ended" || Object.keys(creatures).length === 0 || ups(this.#room.state) < ups(before);
  }

  #backTo({ state, events }: { state: CampaignState; events: number }): void {
    this.#room.state = state;
    this.#room.events.length = events;
  }

  #directed(round: number): readonly PromptPart[] {
    const { state } = this.#room;
    const { turn } = state.public;
    if (turn === null) return [];
    const work = state.gm.work?.turnId === turn.id ? state.gm.work : null;
    const recent = this.#recent(RECENT_FOR_DIRECTOR).map(({ text }) => text);
    const plan = planOf(INPUT_TOKENS.director);
    const results = work?.results ?? [];
    const prompt = directorPrompt(
      {
        state,
        turn,
        round,
        results,
        recent,
        memory: this.#recalled(true, aboutTurn(state, turn)),
        seed: turn.id,
        plan,
      },
      { traits: this.#traits },
      { sources: numbered(passagesOf(turn.id)) },
    );
    if (prompt === null) throw new Error("The director's prompt does not fit.");
    return prompt.parts;
  }

  #recalled(gm: boolean, about: Parameters<typeof recall>[2]) {
    return recall(this.#room.memory, { memberId: null, gm }, about);
  }

  #recent(limit: number): { seq: number; text: string }[] {
    const from = this.#room.state.head.seq - EVENTS_LOOKED_BACK;
    return this.#narrations.slice(-limit).filter(({ seq }) => seq > from);
  }

  #tell(turn: number, kept: boolean): readonly PromptPart[] {
    const room = this.#room;
    const open = room.state.public.turn;
    if (open === null) return [];
    const table = {
      state: room.state,
      recentNarrations: (limit: number) => this.#recent(limit),
      recall: (may: "gm" | "players", about: Parameters<typeof recall>[2]) => this.#recalled(may === "gm", about),
      // An event stands at its seq less one.
      eventsSince: (seq: number) => room.events.slice(seq),
      sourcesOf: () => [],
    } as unknown as TurnTable;
    const { input, known } = narratorInput(table, open, {
      ...{ seed: open.id, plan: planOf(INPUT_TOKENS.narrator) },
    });
    const cast = castOf(input);
    const matter = { cast, facts: factsOf(input, cast), sources: numbered(passagesOf(open.id).slice(0, 6)) };
    const prompt = kept ? narratorPrompt(input, matter, INPUT_TOKENS.narrator) : null;
    if (kept && prompt === null) throw new Error("The narrator's prompt does not fit.");
    const told = { turnId: open.id, text: narrationOf(turn), rests: [], suggestions: [], voice: ORACLE_VOICE };
    room.append(decideNarration(room.state, told, known) ?? []);
    this.#narrations.push({ seq: room.state.head.seq, text: told.text });
    return prompt?.parts ?? [];
  }
}

function planOf(inputTokens: number): VoicePlan {
  const plan = { voices: ["scripted:bard"], spendMicroUsd: 1_000_000, withinMs: 30_000, standsInFor: null };
  return { ...plan, inputTokens, affinity: "evening" };
}
