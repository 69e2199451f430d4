import type { Creature } from "../../../contracts/creatures.ts";
import type { CampaignState } from "../../state.ts";
import type { Refusal, Step } from "../../step.ts";
import { combatantOf, idsOf, presentCreatures, refusal } from "../roster.ts";
import { liftPassing } from "./affliction.ts";
import { canAct } from "./conditions.ts";
import { comeRound, stabilise } from "./death.ts";
import { freshBudget, inOrder, passInitiative, rollInitiative } from "./initiative.ts";
import { type D20Creature, d20Creature, d20Fighters, isD20 } from "./sheet.ts";
import { verdictOf } from "./verdict.ts";

/** Everybody who can fight is in it, all roll for initiative, and the first comes up. */
export function startEncounter(
  step: Step,
  { id, title }: { readonly id: string; readonly title: string },
  foes: readonly Creature[],
): void {
  const friends = presentCreatures(step.state)
    .filter(isD20)
    .filter(({ kind, vitals }) => kind !== "foe" && vitals.state !== "dead");
  const fighters: D20Creature[] = [...friends, ...foes.filter(isD20)];
  const combatants = fighters.map((creature) => ({
    creatureId: creature.id,
    initiative: null,
    budget: freshBudget(creature),
    stance: [],
  }));
  step.emit("encounter_started", { encounterId: id, title, foes: [...foes], combatants, ordered: true });
  const order = inOrder(fighters.map((creature) => ({ creature, initiative: rollInitiative(step, creature) })));
  step.emit("initiative_rolled", {
    order: order.map(({ creature, initiative }) => ({ creatureId: creature.id, initiative })),
  });
  const [first] = order;
  if (first !== undefined) passInitiative(step, { creatureId: first.creature.id, round: 1 });
}

/**
 * After the last blow: experience for a fight won, what lasted as long as the fight is over, and whoever still lies
 * there and is not dead comes round. What a lost fight costs is for the story to say.
 */
export function endEncounter(step: Step): void {
  const won = verdictOf(step.state) === "won";
  if (won) awardExperience(step);
  for (const { id, kind } of d20Fighters(step.state)) {
    if (kind === "foe") continue;
    const creature = d20Creature(step.state, id);
    if (creature === null || creature.vitals.state === "dead") continue;
    if (creature.vitals.state === "dying") stabilise(step, creature);
    if (d20Creature(step.state, id)?.vitals.state === "stable") comeRound(step, id);
    const after = d20Creature(step.state, id);
    if (after !== null) liftPassing(step, after, "encounter");
  }
}

/** What the foes were worth, in equal shares among the heroes who live to tell it. */
function awardExperience(step: Step): void {
  const fighters = d20Fighters(step.state);
  const heroes = fighters.filter(({ kind, vitals }) => kind === "hero" && vitals.state !== "dead");
  const worth = fighters.reduce((sum, { kind, sheet }) => sum + (kind === "foe" ? (sheet.xpValue ?? 0) : 0), 0);
  const each = heroes.length === 0 ? 0 : Math.floor(worth / heroes.length);
  if (each > 0)
    step.emit("xp_awarded", {
      creatureIds: idsOf(heroes),
      each,
      reason: step.state.public.encounter?.title ?? "a fight",
    });
}

/** Null when the hero may act now. */
export function mayAct(state: CampaignState, creatureId: string): Refusal | null {
  const creature = d20Creature(state, creatureId);
  if (creature === null) return refusal("no-seat", "There is no such hero at the table.");
  if (creature.vitals.state === "dead") return refusal("cannot-act", `${creature.name} is dead.`);
  const { encounter } = state.public;
  if (encounter !== null && combatantOf(state, creatureId) === null)
    return refusal("cannot-act", `${creature.name} joins in when the fight is over.`);
  if (!canAct(creature))
    return refusal(
      "cannot-act",
      creature.vitals.state === "up"
        ? `${creature.name} cannot act: ${creature.conditions.map(({ condition }) => condition).join(", ")}.`
        : `${creature.name} lies at 0 hit points.`,
    );
  if (encounter !== null && encounter.activeId !== creatureId) {
    const active = encounter.activeId === null ? null : d20Creature(state, encounter.activeId);
    return refusal("not-your-turn", active === null ? "Initiative is being rolled." : `It is ${active.name}'s move.`);
  }
  return null;
}
