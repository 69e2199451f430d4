import { describe, expect, test } from "vitest";
import { Adventure, ReadyHero } from "../contracts/adventure.ts";
import { Item } from "../contracts/creatures.ts";
import { AdventureCard } from "../contracts/http.ts";
import { adventureById, adventures, cards, gear, heldBy, heroes } from "./index.ts";

describe("content fits the contracts", () => {
  test.each(adventures.map((adventure) => [adventure.id, adventure] as const))("%s parses", (_id, adventure) => {
    expect(Adventure.parse(adventure)).toEqual(adventure);
    expect(adventureById(adventure.id)).toBe(adventure);
  });

  test.each(heroes.map((hero) => [hero.id, hero] as const))(
    "%s parses and finds everything in the bag",
    (_id, hero) => {
      expect(ReadyHero.parse(hero)).toEqual(hero);
      expect(heldBy(hero).map(({ item }) => item.id)).toEqual(hero.items.map(({ item }) => item));
    },
  );

  test("gear parses, has unique ids and never collides with what an adventure gives", () => {
    for (const item of gear) Item.parse(item);
    const ids = gear.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const given = adventures.flatMap(({ items }) => items).filter((item) => !gear.includes(item));
    expect(given.filter(({ id }) => ids.includes(id))).toEqual([]);
  });

  test("cards for the lobby parse", () => {
    for (const card of cards) AdventureCard.parse(card);
    expect(cards.map(({ id }) => id)).toEqual(adventures.map(({ id }) => id));
  });

  test("every weapon a hero strikes with is in the bag or needs none", () => {
    const unarmed = new Set(["last-rites", "cold-focus", "cutting-remark"]);
    for (const hero of heroes) {
      const held = hero.items.map(({ item }) => item);
      expect(hero.d20.attacks.map(({ id }) => id).filter((id) => !held.includes(id) && !unarmed.has(id))).toEqual([]);
    }
  });
});
