import type { Creature } from "../../contracts/creatures.ts";
import type { Combatant, RollOutcome } from "../../contracts/events.ts";
import type { ProblemSlug } from "../../contracts/problems.ts";
import type { CampaignState } from "../state.ts";
import type { Refusal } from "../step.ts";
import type { ToolOutcome } from "./ruleset.ts";

const DETAIL_CHARS_MAX = 400;
const ALTERNATIVES_MAX = 20;

/** Everybody the table could speak of now, in an order that does not depend on how the state was stored. */
export function presentCreatures(state: CampaignState): Creature[] {
  return Object.values(state.public.creatures)
    .filter((creature) => isPresent(state, creature))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A hero nobody plays is not there, unless the fight began with them. */
function isPresent(state: CampaignState, creature: Creature): boolean {
  return creature.kind !== "hero" || creature.ownerId !== null || combatantOf(state, creature.id) !== null;
}

/** Somebody who is there, or null. */
export function creatureOf(state: CampaignState, id: string): Creature | null {
  const creature = Object.hasOwn(state.public.creatures, id) ? state.public.creatures[id] : undefined;
  return creature !== undefined && isPresent(state, creature) ? creature : null;
}

/** The heroes at the table, fallen ones included. */
export function partyOf(state: CampaignState): Creature[] {
  return presentCreatures(state).filter(({ kind }) => kind === "hero");
}

export function combatantOf(state: CampaignState, id: string): Combatant | null {
  return state.public.encounter?.combatants.find(({ creatureId }) => creatureId === id) ?? null;
}

/** Heroes and allies stand together, foes against them. */
export function sameSide(a: Creature, b: Creature): boolean {
  return (a.kind === "foe") === (b.kind === "foe");
}

/** Those who take part in the fight, in the order of the encounter. */
export function fightersOf(state: CampaignState): Creature[] {
  const combatants = state.public.encounter?.combatants ?? [];
  return combatants.flatMap(({ creatureId }) => creatureOf(state, creatureId) ?? []);
}

export function idsOf(creatures: readonly Creature[]): string[] {
  return creatures.map(({ id }) => id);
}

export function refusal(slug: ProblemSlug, detail: string, alternatives: readonly string[] = []): Refusal {
  return { slug, detail: detail.slice(0, DETAIL_CHARS_MAX), alternatives: alternatives.slice(0, ALTERNATIVES_MAX) };
}

export function refuse(slug: ProblemSlug, detail: string, alternatives: readonly string[] = []): ToolOutcome {
  return { ok: false, refusal: refusal(slug, detail, alternatives) };
}

export function done(outcome: RollOutcome, detail: Readonly<Record<string, unknown>>): ToolOutcome {
  return { ok: true, outcome, detail };
}

/** The refusal for an id nobody here answers to. */
export function nobodyCalled(state: CampaignState, id: string): ToolOutcome {
  return refuse("unknown-creature", `Nobody here is "${id}".`, idsOf(presentCreatures(state)));
}
