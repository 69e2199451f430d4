import type { CampaignEvent, EventOf } from "../../contracts/events.ts";
import { listed, withThe } from "../naming.ts";
import { creatureName, type FactDraft, type FactTeller, own, person, thing, WEIGHT } from "./fact-drafts.ts";
import type { KnownCreature, Stage } from "./stage.ts";

/** Belongings, wounds, deaths and what weighs on somebody. */
export const tellCreatures: FactTeller = (fact, { before, stage }) => {
  switch (fact.type) {
    case "item_given":
      return given(fact.payload, stage);
    case "item_taken":
      return taken(fact.payload, { before, stage });
    case "item_equipped":
      return [];
    case "coin_changed":
      return ofCreature(stage, fact.payload.creatureId, (creature) => [coinOf(creature)]);
    case "hp_changed":
    case "harm_marked":
    case "death_save_marked":
      return ofCreature(stage, fact.payload.creatureId, (creature) => healthIfMoved(before, creature));
    case "creature_fell":
      return fell(fact.payload, stage);
    case "condition_applied":
    case "condition_removed":
      return conditions(fact, stage);
    default:
      return null;
  }
};

function ofCreature(
  { creatures }: Stage,
  id: string,
  say: (creature: KnownCreature) => readonly FactDraft[],
): readonly FactDraft[] {
  const creature = own(creatures, id);
  return creature === undefined ? [] : say(creature);
}

function given({ creatureId, held, source }: EventOf<"item_given">["payload"], stage: Stage): readonly FactDraft[] {
  return ofCreature(stage, creatureId, (creature) => [
    {
      text: `${creature.name} got ${counted(held.item.name, held.quantity)}${sourceOf(source, stage)}.`,
      kind: "happened",
      importance: WEIGHT.itemGot,
      about: [person(creature.id), thing(held.item.id)],
    },
    holdingOf(creature, held.item),
  ]);
}

/** Where a thing comes from: who gave it, or what led to it. */
function sourceOf(source: string, { creatures }: Stage): string {
  if (source === "") return "";
  return Object.values(creatures).some(({ name }) => name === source) ? ` from ${source}` : ` (${source})`;
}

function taken(
  { creatureId, itemId, quantity, reason }: EventOf<"item_taken">["payload"],
  { before, stage }: { before: Stage; stage: Stage },
): readonly FactDraft[] {
  return ofCreature(stage, creatureId, (creature) => {
    const item = own(before.creatures, creatureId)?.items.find((held) => held.item.id === itemId)?.item;
    if (item === undefined) return [];
    return [
      {
        text: `${creature.name} parted with ${counted(item.name, quantity)}${reason === "" ? "" : ` (${reason})`}.`,
        kind: "happened",
        importance: WEIGHT.itemGone,
        about: [person(creature.id), thing(itemId)],
      },
      holdingOf(creature, item),
    ];
  });
}

const counted = (name: string, quantity: number): string => (quantity === 1 ? withThe(name) : `${quantity} × ${name}`);

/** Whether and how many of an item somebody has now. */
export function holdingOf(creature: KnownCreature, item: { readonly id: string; readonly name: string }): FactDraft {
  const held = creature.items.find((each) => each.item.id === item.id);
  return {
    text:
      held === undefined
        ? `${creature.name} no longer has ${withThe(item.name)}.`
        : `${creature.name} has ${counted(item.name, held.quantity)}.`,
    kind: "holds",
    importance: held === undefined ? WEIGHT.noMore : WEIGHT.holding,
    about: [person(creature.id), thing(item.id)],
    aspect: `holds:${creature.id}:${item.id}`,
  };
}

/** What somebody carries in coin: only the sum, since purses change all evening. */
export function coinOf({ id, name, coinCopper }: KnownCreature): FactDraft {
  const parts = [
    [Math.floor(coinCopper / 100), "gold"],
    [Math.floor((coinCopper % 100) / 10), "silver"],
    [coinCopper % 10, "copper"],
  ].flatMap(([count, metal]) => (count === 0 ? [] : [`${count} ${metal}`]));
  return {
    text: parts.length === 0 ? `${name} has no coin.` : `${name} carries ${listed(parts)}.`,
    kind: "holds",
    importance: WEIGHT.coin,
    about: [person(id)],
    aspect: `coin:${id}`,
  };
}

/** A foe's every wound is not worth remembering; that a hero is badly hurt, or no longer so, is. */
function healthIfMoved(before: Stage, creature: KnownCreature): readonly FactDraft[] {
  const earlier = own(before.creatures, creature.id);
  const moved = earlier === undefined || healthOf(earlier).text !== healthOf(creature).text;
  return creature.kind !== "foe" && moved ? [healthOf(creature)] : [];
}

/** How somebody is: whole, hurt, down or dead. */
export function healthOf(creature: KnownCreature): FactDraft {
  const { id, name, vitals } = creature;
  return {
    text: `${name} is ${CONDITION_WORDS[conditionOf(creature)]}.`,
    kind: "person",
    importance: vitals.state === "up" ? WEIGHT.heroHurt : vitals.state === "dead" ? WEIGHT.heroDied : WEIGHT.heroFell,
    about: [person(id)],
    aspect: `health:${id}`,
  };
}

const CONDITION_WORDS = {
  up: "alive and well",
  hurt: "badly hurt, but alive and standing",
  dying: "dying",
  stable: "down, but alive",
  out: "out of action",
  dead: "dead",
} as const;

function conditionOf({ vitals, sheet }: KnownCreature): keyof typeof CONDITION_WORDS {
  if (vitals.state !== "up") return vitals.state;
  if (vitals.ruleset === "d20") return sheet.ruleset === "d20" && vitals.hp * 3 <= sheet.hpMax ? "hurt" : "up";
  return sheet.ruleset === "embers" && vitals.harm * 2 >= sheet.harmMax ? "hurt" : "up";
}

function fell({ creatureId, fate }: EventOf<"creature_fell">["payload"], stage: Stage): readonly FactDraft[] {
  return ofCreature(stage, creatureId, (creature) => {
    const happened: FactDraft = {
      text: `${creature.name} ${FATES[fate]}.`,
      kind: "happened",
      importance: fallWeight(creature.kind, fate),
      about: [person(creatureId)],
    };
    const isWorthKeeping = creature.kind !== "foe" || fate === "dead";
    return [happened, ...(isWorthKeeping ? [{ ...healthOf(creature), importance: happened.importance }] : [])];
  });
}

const FATES = {
  dying: "fell and lay dying",
  dead: "died",
  stable: "was saved from dying",
  up: "got up again",
  out: "was put out of action",
} as const;

function fallWeight(kind: KnownCreature["kind"], fate: keyof typeof FATES): number {
  if (kind === "foe") return WEIGHT.foeDied;
  if (fate === "dead") return kind === "hero" ? WEIGHT.heroDied : WEIGHT.allyDied;
  return WEIGHT.heroFell;
}

function conditions(
  fact: Extract<CampaignEvent, { type: "condition_applied" | "condition_removed" }>,
  stage: Stage,
): readonly FactDraft[] {
  return ofCreature(stage, fact.payload.creatureId, ({ id, kind }) => {
    if (kind === "foe") return [];
    const name = creatureName(stage, id);
    const isOn = fact.type === "condition_applied";
    const condition = isOn ? fact.payload.condition.condition : fact.payload.condition;
    return [
      {
        text: isOn
          ? `${name} is ${condition} (${fact.payload.condition.source}).`
          : `${name} is no longer ${condition}.`,
        kind: "person",
        importance: isOn ? WEIGHT.condition : WEIGHT.noMore,
        about: [person(id)],
        aspect: `condition:${id}:${condition}`,
      },
    ];
  });
}
