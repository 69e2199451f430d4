import type { Creature, HeldItem } from "../../contracts/creatures.ts";
import type { CampaignEvent, EventOf } from "../../contracts/events.ts";
import type { PublicLane } from "../state.ts";

/** Wounds, conditions, belongings. The events carry the value after, so folding needs no rules. */
export function foldCreatures(lane: PublicLane, fact: CampaignEvent): PublicLane {
  switch (fact.type) {
    case "hp_changed":
    case "harm_marked":
    case "death_save_marked":
    case "creature_fell":
      return withCreature(lane, fact.payload.creatureId, () => ({ vitals: fact.payload.vitals }));
    case "condition_applied":
      return withCreature(lane, fact.payload.creatureId, ({ conditions }) => ({
        conditions: [
          ...conditions.filter((each) => each.condition !== fact.payload.condition.condition),
          fact.payload.condition,
        ],
      }));
    case "condition_removed":
      return withCreature(lane, fact.payload.creatureId, ({ conditions }) => ({
        conditions: conditions.filter((each) => each.condition !== fact.payload.condition),
      }));
    case "item_given":
      return withCreature(lane, fact.payload.creatureId, ({ items }) => ({
        items: itemsWith(items, fact.payload.held),
      }));
    case "item_taken":
      return withCreature(lane, fact.payload.creatureId, ({ items }) => ({ items: itemsWithout(items, fact.payload) }));
    case "item_equipped":
      return withCreature(lane, fact.payload.creatureId, ({ items }) => ({
        items: items.map((held) =>
          held.item.id === fact.payload.itemId ? { ...held, equipped: fact.payload.equipped } : held,
        ),
      }));
    case "coin_changed":
      return withCreature(lane, fact.payload.creatureId, () => ({ coinCopper: fact.payload.coinCopper }));
    case "xp_awarded":
      return fact.payload.creatureIds.reduce(
        (folded, id) => withCreature(folded, id, ({ xp }) => ({ xp: xp + fact.payload.each })),
        lane,
      );
    case "state_patch_applied":
      return withCreature(lane, fact.payload.creatureId, (creature) => patched(creature, fact.payload));
    default:
      return lane;
  }
}

function withCreature(lane: PublicLane, id: string, change: (creature: Creature) => Partial<Creature>): PublicLane {
  const creature = Object.hasOwn(lane.creatures, id) ? lane.creatures[id] : undefined;
  return creature === undefined
    ? lane
    : { ...lane, creatures: { ...lane.creatures, [id]: { ...creature, ...change(creature) } } };
}

function itemsWith(items: readonly HeldItem[], held: HeldItem): HeldItem[] {
  if (!items.some(({ item }) => item.id === held.item.id)) return [...items, held];
  return items.map((each) =>
    each.item.id === held.item.id ? { ...each, quantity: each.quantity + held.quantity } : each,
  );
}

function itemsWithout(items: readonly HeldItem[], { itemId, quantity }: EventOf<"item_taken">["payload"]): HeldItem[] {
  return items.flatMap((each) =>
    each.item.id !== itemId
      ? [each]
      : each.quantity > quantity
        ? [{ ...each, quantity: each.quantity - quantity }]
        : [],
  );
}

/** What a GM's patch means to each field; the rules have bounded the value before it came into the log. */
function patched(creature: Creature, { field, after }: EventOf<"state_patch_applied">["payload"]): Partial<Creature> {
  const { vitals } = creature;
  if (field === "name") return { name: String(after) };
  const value = Number(after);
  if (field === "coinCopper" || field === "xp") return { [field]: value };
  if (vitals.ruleset === "embers")
    return field === "harm" && creature.sheet.ruleset === "embers"
      ? { vitals: { ...vitals, harm: value, state: value >= creature.sheet.harmMax ? "out" : "up" } }
      : {};
  if (field === "tempHp") return { vitals: { ...vitals, tempHp: value } };
  if (field !== "hp") return {};
  if (value === 0) return { vitals: { ...vitals, hp: 0, state: vitals.state === "up" ? "stable" : vitals.state } };
  return {
    vitals: { ...vitals, hp: value, state: "up", deathSaves: { successes: 0, failures: 0 } },
    conditions: creature.conditions.filter(({ condition }) => vitals.state === "up" || condition !== "unconscious"),
  };
}
