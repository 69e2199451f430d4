import type { Creature, HeldItem } from "../../../contracts/creatures.ts";
import { mention, pick } from "./linking.ts";
import { acting, asking, call, type Deed, freely, NOTHING, type Plan } from "./plan.ts";
import type { Sight, Thing } from "./sight.ts";
import { choicesHere, looseWords, nameOf, questionFor } from "./situation.ts";

/** What the hero holds and the words name. */
export function ownItem(deed: Deed): HeldItem | null {
  const { sight } = deed;
  const thing = pick(deed.pointers, ["item"], (each) => each.holderId === sight.hero.id);
  return thing === null ? null : (sight.hero.items.find(({ item }) => item.id === thing.id) ?? null);
}

/** Using, drinking, lighting, wielding what one holds; null when no item of theirs is meant. */
export function planItemUse(deed: Deed): Plan | null {
  const { sight, clause } = deed;
  const tag = clause.sense?.tag ?? null;
  const held = ownItem(deed) ?? healingByWord(deed);
  if (held === null) return null;
  const { item } = held;
  mention(sight, { kind: "item", id: item.id });
  if (tag === "unequip")
    return freely(
      call("equip_item", { creatureId: sight.hero.id, itemId: item.id, equipped: false }, `puts ${item.name} away`),
    );
  if (item.use !== undefined && tag !== "drop" && tag !== "close") {
    const target = pick(deed.pointers, ["hero"]) ?? null;
    return acting(
      call(
        "use_item",
        { creatureId: sight.hero.id, itemId: item.id, targetId: target?.id ?? sight.hero.id },
        `uses ${item.name}`,
      ),
    );
  }
  const target = pick(deed.pointers, ["feature", "exit", "person", "foe"]);
  if (
    tag === "equip" ||
    (target === null && (item.kind === "weapon" || item.kind === "armor" || item.kind === "light"))
  ) {
    return freely(
      call("equip_item", { creatureId: sight.hero.id, itemId: item.id, equipped: true }, `takes ${item.name} in hand`),
    );
  }
  if (target === null)
    return freely(
      call(
        "describe",
        { subject: "item", id: item.id, creatureId: sight.hero.id },
        `looks what ${item.name} is good for`,
      ),
    );
  return null;
}

/** "Drink a potion", "heal Bram": the first thing in the pack that heals. */
function healingByWord({ clause, sight }: Deed): HeldItem | null {
  const text = clause.words.join(" ");
  if (!/\b(?:potion|heal|salve|medicine|remedy|draught|tonic|cure|bandage|antidote)\b/.test(text)) return null;
  return (
    sight.hero.items.find(
      ({ item }) => item.use !== undefined && (item.use.heal !== undefined || item.use.clearHarm !== undefined),
    ) ?? null
  );
}

const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  both: 2,
  couple: 2,
};

/** Handing something to another hero; people of the script take gifts only by a beat. */
export function planGive(deed: Deed): Plan {
  const { sight, clause } = deed;
  const held = ownItem(deed);
  const friend = pick(deed.pointers, ["hero"], (thing) => thing.id !== sight.hero.id);
  const person = pick(deed.pointers, ["person"]);
  if (held !== null && friend !== null && person === null) {
    const quantity = quantityIn(clause.words, held.quantity);
    return freely(
      call(
        "transfer_item",
        { from: sight.hero.id, to: friend.id, itemId: held.item.id, quantity },
        `hands ${held.item.name} over`,
      ),
    );
  }
  if (held === null && friend !== null) return theirs(deed, friend) ?? nothingToGive(deed);
  if (held === null) return nothingToGive(deed);
  if (person === null && otherHeroes(sight).length === 1 && sight.people.length === 0) {
    const [only] = otherHeroes(sight);
    if (only !== undefined)
      return freely(
        call(
          "transfer_item",
          { from: sight.hero.id, to: only.id, itemId: held.item.id, quantity: 1 },
          `hands ${held.item.name} over`,
        ),
      );
  }
  const takers = [
    ...otherHeroes(sight).map((hero) => `Give ${nameOf(held.item)} to ${hero.name}`),
    ...sight.people.slice(0, 1).map((each) => `Talk to ${nameOf(each)}`),
    `Look at ${nameOf(held.item)}`,
    "Look around",
  ];
  const question =
    person === null
      ? `Who is ${nameOf(held.item)} for?`
      : `Nothing shows that ${nameOf(person)} wants ${nameOf(held.item)}. What does {hero} do?`;
  return asking(questionFor(sight.hero, question), takers.slice(0, 4));
}

function nothingToGive({ sight }: Deed): Plan {
  return asking(
    questionFor(sight.hero, "{hero} has nothing of that name to give. What does {hero} do?"),
    choicesHere(sight),
  );
}

function theirs(deed: Deed, friend: Thing): Plan | null {
  const other = pick(deed.pointers, ["item"], (thing) => thing.holderId === friend.id);
  if (other === null) return null;
  return asking(
    questionFor(
      deed.sight.hero,
      `${friend.name} holds ${nameOf(other)}, and only ${friend.name} can hand it over. What does {hero} do?`,
    ),
    choicesHere(deed.sight),
  );
}

function quantityIn(words: readonly string[], most: number): number {
  for (const word of words) {
    const number = Object.hasOwn(NUMBERS, word) ? NUMBERS[word] : Number(word);
    if (number !== undefined && Number.isInteger(number) && number > 1) return Math.min(most, number, 99);
  }
  return words.includes("all") ? Math.min(most, 99) : 1;
}

function otherHeroes({ heroes, hero }: Sight): Creature[] {
  return heroes.filter((each) => each.id !== hero.id);
}

/** Taking what no beat gives: another hero's things, one's own, or what is no thing to carry off. */
export function planTake(deed: Deed): Plan {
  const { sight } = deed;
  const held = ownItem(deed);
  // What was just found may be what is meant, and then it is in hand already.
  if (held !== null && !deed.first) return NOTHING;
  if (held !== null)
    return freely(
      call(
        "describe",
        { subject: "item", id: held.item.id, creatureId: sight.hero.id },
        `has ${held.item.name} already`,
      ),
    );
  const other = pick(deed.pointers, ["item"], (thing) => thing.holderId !== sight.hero.id);
  const holder = sight.heroes.find((hero) => hero.id === other?.holderId);
  if (other !== null && holder !== undefined) {
    return asking(
      questionFor(
        sight.hero,
        `${holder.name} holds ${nameOf(other)}, and only ${holder.name} can hand it over. What does {hero} do?`,
      ),
      choicesHere(sight),
    );
  }
  const thing = pick(deed.pointers, ["feature", "exit"]);
  if (thing !== null) {
    mention(sight, thing);
    return freely(
      call(
        "describe",
        { subject: thing.kind === "exit" ? "exit" : "feature", id: thing.id, creatureId: sight.hero.id },
        `${thing.name} is not for taking, as far as the script goes`,
      ),
    );
  }
  const loose = looseWords(deed);
  if (loose.length === 0 && sight.mentioned.length === 0) return NOTHING;
  return asking(
    questionFor(
      sight.hero,
      loose[0] === undefined
        ? "What does {hero} want to take?"
        : `{hero} finds no ${loose.at(-1)} here to take. What now?`,
    ),
    choicesHere(sight),
  );
}
