import type { Creature } from "../../contracts/creatures.ts";
import type { Handler } from "../decide.ts";
import { rulesOf } from "../rules/index.ts";
import type { CampaignState } from "../state.ts";

/** Heroes that may be made at one table beside the ready ones. */
const HEROES_MAX = 24;

function seatsLeft(state: CampaignState): number {
  return (
    state.public.seats -
    Object.values(state.public.members).filter(({ creatureId, removed }) => creatureId !== null && !removed).length
  );
}

/** Sits down as a hero nobody plays. */
export const takeSeat: Handler<"take_seat"> = ({ step, member }, { creatureId }) => {
  const creature = Object.hasOwn(step.state.public.creatures, creatureId)
    ? step.state.public.creatures[creatureId]
    : undefined;
  if (member.role === "spectator")
    return { slug: "not-allowed", detail: "Spectators have no seat; ask the GM to make you a player." };
  if (member.creatureId === creatureId) return null;
  if (member.creatureId !== null) return { slug: "already-seated" };
  if (creature === undefined || creature.kind !== "hero") return { slug: "seat-unknown" };
  if (creature.ownerId !== null) return { slug: "seat-taken" };
  if (creature.vitals.state === "dead")
    return { slug: "cannot-act", detail: `${creature.name} is dead; choose another.` };
  if (seatsLeft(step.state) <= 0)
    return { slug: "table-full", detail: `This adventure seats ${step.state.public.seats}.` };
  step.emit("seat_taken", { memberId: member.id, creatureId });
  return null;
};

/** Brings a hero of one's own to the table and sits down as them. */
export const makeHero: Handler<"make_hero"> = ({ step, member }, { draft }) => {
  const rules = rulesOf(step.state.public.ruleset);
  if (member.role === "spectator") return { slug: "not-allowed" };
  if (member.creatureId !== null) return { slug: "already-seated" };
  if (draft.sheet.ruleset !== rules.id) return { slug: "character-invalid", detail: `This table plays ${rules.id}.` };
  const fault = rules.faultOf(draft);
  if (fault !== null) return fault;
  const heroes = Object.values(step.state.public.creatures).filter(({ kind }) => kind === "hero");
  if (seatsLeft(step.state) <= 0 || heroes.length >= HEROES_MAX) return { slug: "table-full" };
  if (heroes.some(({ name }) => name.toLowerCase() === draft.name.toLowerCase()))
    return { slug: "name-taken", detail: "A hero at this table already has that name." };
  const creature: Creature = {
    ...draft,
    id: `hero-${step.state.head.seq + 1}`,
    kind: "hero",
    ownerId: null,
    vitals: rules.freshVitals(draft.sheet),
    conditions: [],
    xp: 0,
  };
  step.emit("hero_made", { creature });
  step.emit("seat_taken", { memberId: member.id, creatureId: creature.id });
  return null;
};

export const leaveSeat: Handler<"leave_seat"> = ({ step, member }) => {
  if (member.creatureId === null) return { slug: "no-seat" };
  step.emit("seat_left", { memberId: member.id, creatureId: member.creatureId });
  return null;
};

/** What happens with a hero in a fight while their player is away. */
export const setSeatPolicy: Handler<"set_seat_policy"> = ({ step, member }, { policy }) => {
  if (member.policy !== policy) step.emit("seat_policy_set", { memberId: member.id, policy });
  return null;
};

/** Takes something in hand or puts it away: one's own hero, one's own things. */
export const equip: Handler<"equip"> = ({ step, member }, { itemId, equipped }) => {
  if (member.creatureId === null) return { slug: "no-seat" };
  const held = step.state.public.creatures[member.creatureId]?.items.find(({ item }) => item.id === itemId);
  if (held === undefined) return { slug: "unknown-item" };
  if (held.equipped !== equipped) step.emit("item_equipped", { creatureId: member.creatureId, itemId, equipped });
  return null;
};
