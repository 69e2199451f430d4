import type { Creature } from "../../../contracts/creatures.ts";
import type { CampaignState } from "../../../core/state.ts";
import type { SeededChoice } from "../seeded-choice.ts";
import { call, type PlannedCall } from "./plan.ts";
import { health } from "./plan-fight.ts";
import { foeScript, standing } from "./sight.ts";

/** Whether whoever is active in the fight has to be moved by the DM: a foe, or a hero who is down or away. */
export function movesByItself(state: CampaignState, combatantId: string | null): boolean {
  const active = activeCreature(state);
  if (active === null) return false;
  return active.kind !== "hero" || !standing(active) || active.id === combatantId;
}

function activeCreature(state: CampaignState): Creature | null {
  const id = state.public.encounter?.activeId;
  return id === null || id === undefined ? null : (state.public.creatures[id] ?? null);
}

/** The calls of one move in initiative. */
export function moveInInitiative(state: CampaignState, choice: SeededChoice): PlannedCall[] {
  const active = activeCreature(state);
  if (active === null) return [];
  const end = call("end_turn", { creatureId: active.id }, `${active.name} is done`);
  if (active.kind !== "foe") return heroWithoutPlayer(state, active, end);
  if (nerveGone(state)) return [call("end_encounter", { how: "foes-flee" }, "their nerve is gone")];
  if (
    !standing(active) ||
    active.conditions.some(({ condition }) => STOPPED.has(condition)) ||
    active.sheet.ruleset !== "d20"
  )
    return [end];
  const rise = active.conditions.some(({ condition }) => condition === "prone")
    ? [call("take_action", { creatureId: active.id, action: "stand-up", targetId: null }, `${active.name} gets up`)]
    : [];
  const attack = choice.pick(active.sheet.attacks);
  const target = targetFor(state, active, choice);
  if (attack === undefined || target === null) return [end];
  return [
    ...rise,
    call(
      "attack",
      { attackerId: active.id, targetId: target.id, attackId: attack.id },
      `${active.name} attacks ${target.name}`,
    ),
    end,
  ];
}

const STOPPED: ReadonlySet<string> = new Set(["incapacitated", "paralyzed", "petrified", "stunned", "unconscious"]);

/** The fallen roll for their lives; those whose player is away follow the policy of their seat. */
function heroWithoutPlayer(state: CampaignState, hero: Creature, end: PlannedCall): PlannedCall[] {
  if (hero.vitals.state === "dying")
    return [call("death_save", { creatureId: hero.id }, `${hero.name} clings to life`), end];
  const member = Object.values(state.public.members).find(({ creatureId }) => creatureId === hero.id);
  if (standing(hero) && member?.policy === "defend")
    return [
      call("take_action", { creatureId: hero.id, action: "dodge", targetId: null }, `${hero.name} keeps safe`),
      end,
    ];
  return [end];
}

/** Every foe that still stands breaks when as few are left as its script says. */
function nerveGone(state: CampaignState): boolean {
  const foes = (state.public.encounter?.combatants ?? []).flatMap(({ creatureId }) => {
    const creature = state.public.creatures[creatureId];
    return creature?.kind === "foe" ? [creature] : [];
  });
  const left = foes.filter(standing);
  return (
    left.length > 0 &&
    left.length < foes.length &&
    left.every((foe) => {
      const breaksAt = foeScript(state.gm.script, foe)?.breaksAt;
      return breaksAt !== undefined && left.length <= breaksAt;
    })
  );
}

/** Foes strike at whom their manner says; without a word of that, now at one, now at another. */
function targetFor(state: CampaignState, foe: Creature, choice: SeededChoice): Creature | null {
  const combatants = state.public.encounter?.combatants ?? [];
  const heroes = combatants.flatMap(({ creatureId, stance }) => {
    const creature = state.public.creatures[creatureId];
    return creature !== undefined && creature.kind !== "foe" && standing(creature)
      ? [{ creature, hidden: stance.includes("hidden") }]
      : [];
  });
  const charmers = foe.conditions.filter(({ condition }) => condition === "charmed").map(({ source }) => source);
  const free = heroes.filter(({ creature }) => !charmers.includes(creature.name));
  const seen = free.filter(({ hidden }) => !hidden);
  const among = (seen.length > 0 ? seen : free)
    .map(({ creature }) => creature)
    .sort((a, b) => health(a) - health(b) || (a.id < b.id ? -1 : 1));
  const manner = foeScript(state.gm.script, foe)?.manner.toLowerCase() ?? "";
  if (/\b(?:weak|wounded|hurt|smallest|bleeding|limping|easy prey)/.test(manner)) return among[0] ?? null;
  if (/\b(?:strong|biggest|largest|proud|challenge)/.test(manner)) return among.at(-1) ?? null;
  return choice.pick(among) ?? null;
}
