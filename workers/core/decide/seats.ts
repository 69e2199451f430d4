import type { Creature, HeldItem } from "../../contracts/creatures.ts";
import type { Handler } from "../decide.ts";
import { cleanName, nameSkeleton } from "../names.ts";
import { rulesOf } from "../rules/index.ts";
import type { CampaignState } from "../state.ts";

/** Heroes that may be made at one table beside the ready ones. */
const HEROES_MAX = 24;
const PACK_QUANTITY_MAX = 20;

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
  const cleaned = cleanName(draft.name);
  if (!cleaned.ok) return { slug: cleaned.slug, detail: "Give the hero another name." };
  if (isNamed(step.state, cleaned.name))
    return { slug: "name-taken", detail: "Somebody at this table already has that name." };
  const items = packOf(step.state, draft.items);
  if (items === null)
    return { slug: "character-invalid", detail: "A new hero may carry only what the house hands out." };
  const creature: Creature = {
    ...draft,
    name: cleaned.name,
    items,
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

function isNamed(state: CampaignState, name: string): boolean {
  const skeleton = nameSkeleton(name);
  const heroes = Object.values(state.public.creatures);
  return heroes.some((hero) => nameSkeleton(hero.name) === skeleton);
}

/**
 * What a new hero may carry: never a thing the adventure has hidden somewhere, and nothing that does more than the same
 * thing does in the hands of the house's own heroes. The words of a pack are the player's; its powers are not.
 */
function packOf(state: CampaignState, items: readonly HeldItem[]): HeldItem[] | null {
  const quest = new Set(state.gm.script?.items.map(({ id }) => id));
  if (items.some(({ item }) => quest.has(item.id))) return null;
  const known = new Map(
    Object.values(state.public.creatures).flatMap((hero) => hero.items.map(({ item }) => [item.id, item] as const)),
  );
  return items.map(({ item: { use: _claimed, ...item }, quantity, equipped }) => {
    const use = known.get(item.id)?.use;
    return {
      item: use === undefined ? item : { ...item, use },
      quantity: Math.min(quantity, PACK_QUANTITY_MAX),
      equipped,
    };
  });
}

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
