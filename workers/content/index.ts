import type { Adventure, ReadyHero } from "../contracts/adventure.ts";
import type { Item } from "../contracts/creatures.ts";
import type { AdventureCard } from "../contracts/http.ts";
import { nineForTheQuiet } from "./adventures/nine-for-the-quiet/index.ts";
import { theLamplightersHour } from "./adventures/the-lamplighters-hour/index.ts";
import { gear } from "./gear.ts";
import { heroes } from "./heroes.ts";
import { making } from "./making.ts";

export { gear, heroes, making };

/** Everything that can be played, the short opening first. */
export const adventures: readonly Adventure[] = [theLamplightersHour, nineForTheQuiet];

const byId = new Map(adventures.map((adventure) => [adventure.id, adventure]));
const gearById = new Map(gear.map((item) => [item.id, item]));

export function adventureById(id: string): Adventure | undefined {
  return byId.get(id);
}

/** The things somebody sits down with, looked up and counted. */
export function heldBy(hero: {
  readonly items: readonly ReadyHero["items"][number][];
}): { item: Item; quantity: number; equipped: boolean }[] {
  return hero.items.flatMap(({ item, quantity, equipped }) => {
    const found = gearById.get(item);
    return found === undefined ? [] : [{ item: found, quantity, equipped }];
  });
}

/** What the lobby shows of each adventure: nothing that would spoil it. */
export const cards: readonly AdventureCard[] = adventures.map(
  ({ id, title, tagline, summary, rulesets, players, minutes, tone, look }) => ({
    id,
    title,
    tagline,
    summary,
    rulesets,
    players,
    minutes,
    tone,
    look,
    heroes: heroes.map((hero) => ({ id: hero.id, name: hero.name, blurb: hero.blurb, look: hero.look })),
  }),
);
