import type { Creature, D20Vitals, PortraitLook } from "../contracts/creatures.ts";
import type { CampaignEvent, EventOf, EventType, RollOutcome } from "../contracts/events.ts";
import type { MemberId } from "../contracts/ids.ts";
import type { Attack, D20Sheet, EmbersSheet, Ruleset } from "../contracts/rules.ts";
import type { ToolCall } from "../contracts/tools.ts";
import { roll as rollDice } from "../core/dice/roll.ts";
import { fold } from "../core/evolve.ts";
import { newCampaign, ZERO_HASH } from "../core/new-campaign.ts";
import { rulesOf } from "../core/rules/index.ts";
import type { Rules, ToolOutcome } from "../core/rules/ruleset.ts";
import type { CampaignState, EncounterState } from "../core/state.ts";
import type { Fact, FallenRoll, RollRequest, Step } from "../core/step.ts";

/** Gives the face of each die as it falls. */
export type Faces = (sides: number) => number;

/** The faces in this order; asking for more is a fault of the test. */
export function faces(...list: readonly number[]): Faces {
  const left = [...list];
  return (sides) => {
    const face = left.shift();
    if (face === undefined || face > sides) throw new Error(`No face left for a d${sides} of ${list.join(", ")}`);
    return face;
  };
}

const NO_CHANCE = (): never => {
  throw new Error("The rules ask the step for dice, never chance itself");
};

/** A step whose dice are scripted: it folds as the real one does, so a rule sees what it has just written. */
export class ScriptedStep implements Step {
  readonly facts: Fact[] = [];
  readonly actor = { kind: "dm" } as const;
  readonly cause = {};
  readonly chance = { link: NO_CHANCE, veil: NO_CHANCE, salt: NO_CHANCE };
  state: CampaignState;
  #faces: Faces;

  constructor(state: CampaignState, next: Faces = faces()) {
    this.state = state;
    this.#faces = next;
  }

  /** The faces that fall from here on. */
  script(...list: readonly number[]): this {
    this.#faces = faces(...list);
    return this;
  }

  emit: Step["emit"] = (type, payload, audience = "all") => {
    const fact = { type, v: 1, actor: this.actor, cause: this.cause, audience, payload } as CampaignEvent;
    this.facts.push(fact);
    this.state = fold(this.state, fact, this.facts.length);
  };

  roll(request: RollRequest): FallenRoll {
    const { expression, dc, purpose, judge } = request;
    const ticketSeq = this.facts.length + 1;
    this.emit("roll_ticket", { expression, dc, purpose, visibility: "public", rollerId: null });
    const rolled = rollDice(expression, {}, (_, sides) => this.#faces(sides));
    if (!rolled.ok) throw new Error(`${expression}: ${rolled.error.message}`);
    const { total, byFlavour, successes } = rolled.outcome;
    const dice = [...rolled.outcome.dice];
    const margin = dc === null ? null : total - dc;
    const outcome: RollOutcome =
      judge?.({ total, dice }) ?? (margin === null ? "none" : margin >= 0 ? "success" : "failure");
    this.emit("roll_resolved", {
      ticketSeq,
      index: ticketSeq,
      link: ZERO_HASH,
      tableEntropy: ZERO_HASH,
      dice,
      total,
      successes,
      outcome,
      margin,
    });
    return { total, dice, outcome, margin, byFlavour };
  }

  callRoll(request: RollRequest): void {
    const { expression, dc, purpose } = request;
    this.emit("roll_ticket", { expression, dc, purpose, visibility: "public", rollerId: null });
  }

  get rules(): Rules {
    return rulesOf(this.state.public.ruleset);
  }

  run(call: ToolCall): ToolOutcome {
    return this.rules.run(this, call);
  }

  of<T extends EventType>(type: T): EventOf<T>["payload"][] {
    return this.facts.flatMap((fact) => (fact.type === type ? [fact.payload as EventOf<T>["payload"]] : []));
  }

  /** Expressions of the tickets so far. */
  get tickets(): EventOf<"roll_ticket">["payload"][] {
    return this.of("roll_ticket");
  }

  creature(id: string): Creature {
    const creature = this.state.public.creatures[id];
    if (creature === undefined) throw new Error(`Nobody is "${id}"`);
    return creature;
  }

  /** Wounds of a creature of `d20`. */
  vitals(id: string): D20Vitals {
    const { vitals } = this.creature(id);
    if (vitals.ruleset !== "d20") throw new Error(`${id} has no hit points`);
    return vitals;
  }

  harm(id: string): number {
    const { vitals } = this.creature(id);
    if (vitals.ruleset !== "embers") throw new Error(`${id} has no harm clock`);
    return vitals.harm;
  }

  conditions(id: string): string[] {
    return this.creature(id).conditions.map(({ condition }) => condition);
  }

  get fight(): EncounterState {
    const { encounter } = this.state.public;
    if (encounter === null) throw new Error("Nobody is fighting");
    return encounter;
  }
}

const LOOK: PortraitLook = { seed: "test", kind: "person" };
export const SWORD: Attack = {
  id: "sword",
  name: "Shortsword",
  kind: "melee",
  ability: "str",
  proficient: true,
  damage: "1d6",
  damageType: "slashing",
};
export const BOW: Attack = {
  id: "bow",
  name: "Shortbow",
  kind: "ranged",
  ability: "dex",
  proficient: true,
  damage: "1d6",
  damageType: "piercing",
};

export function d20Sheet(more: Partial<D20Sheet> = {}): D20Sheet {
  return {
    ruleset: "d20",
    level: 1,
    calling: "Guard",
    people: "Human",
    abilities: { str: 14, dex: 12, con: 14, int: 10, wis: 12, cha: 8 },
    saves: ["str", "con"],
    skills: ["athletics", "perception"],
    expertise: [],
    armor: { base: 14, dexCap: 2, shield: false },
    hpMax: 12,
    hitDie: 10,
    speedFeet: 30,
    attacks: [SWORD, BOW],
    resistances: [],
    vulnerabilities: [],
    immunities: [],
    conditionImmunities: [],
    features: [],
    ...more,
  };
}

export function embersSheet(more: Partial<EmbersSheet> = {}): EmbersSheet {
  return {
    ruleset: "embers",
    calling: "Guard",
    traits: { blaze: 2, smoke: 0, stone: 1, spark: -1, hearth: 1 },
    harmMax: 5,
    features: [],
    ...more,
  };
}

type Body = { sheet?: D20Sheet | EmbersSheet; vitals?: Partial<D20Vitals>; harm?: number };

function creature(kind: Creature["kind"], id: string, { sheet = d20Sheet(), vitals, harm }: Body): Creature {
  const fresh = rulesOf(sheet.ruleset).freshVitals(sheet);
  const worn = fresh.ruleset === "d20" ? { ...fresh, ...vitals } : { ...fresh, harm: harm ?? 0 };
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  const ownerId = kind === "hero" ? (`m_${id.padEnd(20, "a").slice(0, 20)}` as MemberId) : null;
  return {
    id,
    kind,
    name,
    pronoun: "they",
    blurb: "",
    look: LOOK,
    ownerId,
    sheet,
    vitals: worn,
    conditions: [],
    items: [],
    coinCopper: 0,
    xp: 0,
  };
}

export function hero(id: string, body: Body = {}): Creature {
  return creature("hero", id, body);
}

export function foe(id: string, body: Body = {}): Creature {
  return creature("foe", id, body);
}

/** A table of these creatures, in a scene where one may rest. */
export function tableOf(
  creatures: readonly Creature[],
  { ruleset = "d20", safeToRest = true }: { ruleset?: Ruleset; safeToRest?: boolean } = {},
): CampaignState {
  const scene = {
    id: "camp",
    title: "Camp",
    look: { seed: "camp", kind: "camp", time: "dusk", weather: "clear" } as const,
    safeToRest,
    features: [],
    exits: [],
    people: [],
  };
  return {
    ...newCampaign,
    public: {
      ...newCampaign.public,
      ruleset,
      scene,
      creatures: Object.fromEntries(creatures.map((each) => [each.id, each])),
    },
  };
}

/** A fight of `d20` in which initiative falls in the order in which the creatures are listed; all came to it sound. */
export function fightOf(creatures: readonly Creature[]): ScriptedStep {
  const sound = creatures.map((each) => ({ ...each, conditions: [] }));
  const friends = sound.filter(({ kind }) => kind !== "foe");
  const foes = sound.filter(({ kind }) => kind === "foe");
  const rollers = [...[...friends].sort((a, b) => (a.id < b.id ? -1 : 1)), ...foes];
  const step = new ScriptedStep(tableOf(friends)).script(...rollers.map((each) => 20 - 2 * sound.indexOf(each)));
  step.rules.startEncounter(step, { id: "brawl", title: "A brawl" }, foes);
  for (const { id, conditions } of creatures)
    for (const condition of conditions) step.emit("condition_applied", { creatureId: id, condition });
  step.facts.length = 0;
  return step.script();
}

/** A fight of Embers. */
export function emberFight(creatures: readonly Creature[]): ScriptedStep {
  const step = new ScriptedStep(
    tableOf(
      creatures.filter(({ kind }) => kind !== "foe"),
      { ruleset: "embers" },
    ),
  );
  step.rules.startEncounter(
    step,
    { id: "brawl", title: "A brawl" },
    creatures.filter(({ kind }) => kind === "foe"),
  );
  step.facts.length = 0;
  return step;
}
