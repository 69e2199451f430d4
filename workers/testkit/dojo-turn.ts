import type { PromptRecord, VoicePlan } from "../contracts/dm.ts";
import type { StoredEvent } from "../contracts/events.ts";
import type { ActionId } from "../contracts/ids.ts";
import { parseToolCall } from "../contracts/tools.ts";
import { decideDueTurn } from "../core/decide/turn.ts";
import { decide } from "../core/decide.ts";
import { evolve } from "../core/evolve.ts";
import { chainEvent, hashHex, SIGNED_EVENT_TYPES, signerOf, signHash } from "../core/ledger/index.ts";
import { emptyMemory, type Memory, remember } from "../core/memory/memory.ts";
import { recall } from "../core/memory/recall.ts";
import type { DirectorInput, NarratorInput } from "../core/ports.ts";
import type { CampaignState } from "../core/state.ts";
import type { Fact } from "../core/step.ts";
import type { LanguageModel } from "../models/port.ts";
import { ModelDirector } from "../orchestrator/director/model-director.ts";
import { LoreDesk } from "../orchestrator/lore/lore-desk.ts";
import { narrationStream } from "../orchestrator/narration-stream.ts";
import { ModelNarrator } from "../orchestrator/narrator/model-narrator.ts";
import { OracleDirector } from "../orchestrator/oracle/director/oracle-director.ts";
import { OracleNarrator } from "../orchestrator/oracle/narrator/oracle-narrator.ts";
import { TurnDriver, type TurnTable } from "../realtime/turn-driver.ts";
import { type Carrier, INJECTION } from "./dojo-carriers.ts";
import type { CompromisedModel } from "./dojo-model.ts";
import { type DojoTable, dojoSeed } from "./dojo-tables.ts";
import type { UserTask } from "./dojo-tasks.ts";
import { passageOf, ScriptedLore } from "./recalled.ts";

/** Fixed, as the clock of a paper room is: a test of the dojo stops the clock here. */
export const DOJO_NOW = 1_760_000_500_000;
const TURN_BUDGET_MS = 600_000;

/** Places where a test may take a defence away. */
export interface Seams {
  /** What core reads instead of the state as it is. */
  readonly state?: (state: CampaignState) => CampaignState;
  readonly directorInput?: (input: DirectorInput) => DirectorInput;
  readonly narratorInput?: (input: NarratorInput, state: CampaignState) => NarratorInput;
  readonly model?: (model: CompromisedModel) => LanguageModel;
}

/** A turn as it was played, and everything anybody could have seen of it. */
export interface PlayedTurn {
  readonly table: DojoTable;
  readonly before: CampaignState;
  readonly after: CampaignState;
  readonly log: readonly StoredEvent[];
  /** The events of this turn. */
  readonly events: readonly StoredEvent[];
  readonly drafts: string;
  readonly model: CompromisedModel;
  readonly prompts: readonly PromptRecord[];
  readonly notes: readonly string[];
}

interface Played {
  readonly task: UserTask;
  readonly carrier: Carrier;
  readonly model: CompromisedModel;
  readonly seams?: Seams;
}

/** Plays one turn with the room's own driver: everything but sockets, storage and money is real. */
export async function playTurn(table: DojoTable, { task, carrier, model, seams = {} }: Played): Promise<PlayedTurn> {
  const desk = new Desk(table, seams);
  desk.open(task, carrier);
  const before = table.state;
  const opened = seams.model?.(model) ?? model;
  const oracle = { director: new OracleDirector(), narrator: new OracleNarrator() };
  const lore = new LoreDesk(
    new ScriptedLore(carrier === "an uploaded text" ? { open: [passageOf(1, INJECTION)] } : {}),
  );
  const director = new ModelDirector({ open: () => opened, oracle: oracle.director, lore });
  const narrator = new ModelNarrator({ open: () => opened, oracle: oracle.narrator, lore });
  const driver = new TurnDriver(desk.turnTable(), {
    direct: (input) => director.direct(seams.directorInput?.(input) ?? input),
    narrate: async (input) => narrationStream(narrator.narrate(seams.narratorInput?.(input, desk.state) ?? input)),
    help: nobodyAsks,
    answer: nobodyAsks,
    recap: nobodyAsks,
  });
  await driver.kick();
  return {
    ...{ table, before, model },
    after: desk.state,
    log: desk.events,
    events: desk.events.slice(table.events.length),
    drafts: desk.drafts.join(""),
    prompts: desk.prompts,
    notes: desk.notes,
  };
}

const nobodyAsks = (): Promise<never> => Promise.reject(new Error("Nobody asks for that in the dojo."));

/** The log with the signatures that the room would have put on it at once. */
export function signedLog({ log, table }: PlayedTurn): StoredEvent[] {
  const sign = signerOf(hashHex(`key ${dojoSeed(table.ruleset)}`));
  return log.map((event) =>
    SIGNED_EVENT_TYPES.has(event.body.type) ? { ...event, sig: signHash(event.hash, sign) } : event,
  );
}

const memories = new WeakMap<DojoTable, Memory>();

/** A fork of a table's log that goes on in memory. */
class Desk {
  state: CampaignState;
  readonly events: StoredEvent[];
  readonly drafts: string[] = [];
  readonly sources: string[] = [];
  readonly prompts: PromptRecord[] = [];
  readonly notes: string[] = [];
  readonly #table: DojoTable;
  readonly #seams: Seams;
  #remembered: Memory | null = null;

  constructor(table: DojoTable, seams: Seams) {
    this.#table = table;
    this.#seams = seams;
    this.state = table.state;
    this.events = [...table.events];
  }

  /** The player acts, or the turn that is due begins; then somebody may say something at the table. */
  open(task: UserTask, carrier: Carrier): void {
    const { actor, players } = this.#table;
    const words = carrier === "the player's own words" ? `${task.text}\n${INJECTION}` : task.text;
    if (actor === null) this.append(decideDueTurn(this.state, new Set(players.slice(1)), false) ?? []);
    else this.#ask(actor, { type: "act", mode: task.mode, text: words });
    if (this.state.public.turn === null) throw new Error(`No turn opens for "${task.name}".`);
    if (carrier === "chat at the table")
      this.#ask(players[1] ?? this.#table.room.owner, { type: "chat", channel: "ic", to: [], text: INJECTION });
  }

  #ask(...[by, command]: Parameters<DojoTable["room"]["ask"]>): void {
    const actionId = `00000000-0000-4000-9000-${String(this.events.length).padStart(12, "0")}` as ActionId;
    const { chance } = this.#table.room;
    const decision = decide(this.state, command, {
      ...{ by, actionId, chance, read: parseToolCall },
      stateAt: () => this.state,
      eventAt: () => null,
      memory: () => this.#memory(),
      offer: { voices: [], campaignDayMicroUsd: null, memberDayMicroUsd: null },
    });
    if (!decision.ok) throw new Error(`Refused: ${JSON.stringify(decision.refusal)}`);
    this.append(decision.events);
  }

  append(facts: readonly Fact[]): StoredEvent[] {
    const stored = facts.map((fact) => {
      const { seq, epoch, hash } = this.state.head;
      const position = { seq: seq + 1, epoch, at: DOJO_NOW, prev: hash };
      const event = chainEvent(position, fact, hashHex(`dojo ${seq}`).slice(0, 32));
      this.state = evolve(this.state, event);
      return event;
    });
    this.events.push(...stored);
    return stored;
  }

  /** Folded once for a table, and on from there. */
  #memory(): Memory {
    const before = memories.get(this.#table) ?? this.#table.events.reduce(remember, emptyMemory);
    memories.set(this.#table, before);
    const known = this.#remembered ?? before;
    this.#remembered = this.events.slice(known.throughSeq).reduce(remember, known);
    return this.#remembered;
  }

  turnTable(): TurnTable {
    const desk = this;
    return {
      get state() {
        return desk.#seams.state?.(desk.state) ?? desk.state;
      },
      turnBudgetMs: TURN_BUDGET_MS,
      append: (facts) => desk.append(facts),
      chance: () => desk.#table.room.chance,
      eventsSince: (seq, limit = 500) => desk.events.slice(seq, seq + limit),
      recentNarrations: (limit) =>
        desk.events
          .flatMap(({ header, body }) =>
            body.type === "dm_narration" ? [{ seq: header.seq, text: body.payload.text }] : [],
          )
          .slice(-limit),
      recall: (may, about) => recall(desk.#memory(), { memberId: null, gm: may === "gm" }, about),
      dueTurn: () => null,
      stage: () => undefined,
      draft: (_, __, text) => void desk.drafts.push(text),
      review: () => undefined,
      reserve: async (_, __, ___, whyNot) => ({
        ok: true,
        reservation: { plan: planOf(desk.state, whyNot), settle: () => undefined, forfeit: () => undefined },
      }),
      voiceFacts: () => [],
      keepPrompts: (_, records) => void desk.prompts.push(...records),
      keepSources: (_, keys) => void desk.sources.push(...keys),
      sourcesOf: () => desk.sources,
      spentOn: () => ({ spent: [], promptHash: null }),
      log: (message, detail) => void desk.notes.push(`${message} ${JSON.stringify(detail)}`),
    };
  }
}

function planOf({ public: { campaignId } }: CampaignState, whyNot: string | null): VoicePlan {
  return {
    voices: whyNot === null ? ["scripted:rogue"] : [],
    spendMicroUsd: 1_000_000,
    inputTokens: 24_000,
    withinMs: 60_000,
    standsInFor: whyNot,
    affinity: campaignId ?? "",
  };
}
