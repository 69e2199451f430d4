import type { Phrases } from "../../../content/grammar/index.ts";
import type { Creature } from "../../../contracts/creatures.ts";
import { listed, withThe } from "../../../core/naming.ts";
import { shortName } from "../language/naming.ts";
import { withArticle } from "./slots.ts";
import { coins } from "./tell-changes.ts";
import type { Telling } from "./telling.ts";

const WITHIN_REACH: Phrases = [
  "Within reach: {list}.",
  "There is still {list}.",
  "What there is to see is {list}.",
  "{List}: all of it is still here.",
];
const COMPANY: Phrases = [
  "{list} {verb} here.",
  "There is company: {list}.",
  "For company there is {list}.",
  "Also here: {list}.",
];
const WAYS: Phrases = [
  "The ways on: {list}.",
  "One could leave by {list}.",
  "It goes on by {list}.",
  "Ways out: {list}.",
];

/** What is in sight, for somebody who looks round where they have looked before. */
export function tellInSight(telling: Telling): boolean {
  const scene = telling.lane.scene;
  if (scene === null) return false;
  const say = (phrases: Phrases, names: readonly string[], joint = "and"): boolean => {
    if (names.length === 0) return false;
    const list = listed(telling.memory.shuffled(names)).replace(/ and ([^,]*)$/, ` ${joint} $1`);
    return telling.sayOne(phrases, { list, verb: names.length === 1 ? "is" : "are" });
  };
  const said = [
    say(
      WITHIN_REACH,
      scene.features.map(({ name }) => withThe(name)),
    ),
    say(
      COMPANY,
      scene.people.map(({ name }) => withThe(shortName(name))),
    ),
    say(
      WAYS,
      scene.exits.map(({ name }) => withThe(name)),
      "or",
    ),
  ];
  return said.includes(true);
}

const CARRIES: Phrases = [
  "{hero} carries {list}.",
  "In {hero.s} pack: {list}.",
  "{hero} has {list}.",
  "With {hero}: {list}.",
  "{hero.s} things, all told: {list}.",
];
const PURSE: Phrases = [
  "The purse holds {n}.",
  "In coin: {n}.",
  "{hero} has {n} besides.",
  "There is {n} in {hero.s} purse.",
];
const SOUND: Phrases = [
  "{hero} has {n} of {most} hit points.",
  "{n} hit points out of {most}: so it stands with {hero}.",
  "Of {most} hit points {hero} has {n} left.",
  "{hero} stands at {n} of {most} hit points.",
];
const HARM: Phrases = [
  "{n} of {most} segments of {hero.s} harm are marked.",
  "{hero} has taken {n} harm of the {most} that {hero.they} can bear.",
  "Harm so far: {n} of {most}.",
];
const WORN: Phrases = ["{hero} is {list}.", "It shows: {hero} is {list}.", "{hero} is, for now, {list}."];

/** How a hero stands: wounds, conditions, what they carry. All of it is on the sheet for everybody to see. */
export function tellHero(telling: Telling, creature: Creature): boolean {
  const hero = telling.creature(creature.id);
  const { vitals, sheet } = creature;
  let said = false;
  if (vitals.ruleset === "d20" && sheet.ruleset === "d20")
    said = telling.sayOne(SOUND, { hero, n: String(vitals.hp), most: String(sheet.hpMax) });
  if (vitals.ruleset === "embers" && sheet.ruleset === "embers")
    said = telling.sayOne(HARM, { hero, n: String(vitals.harm), most: String(sheet.harmMax) });
  const conditions = creature.conditions.map(({ condition }) => condition);
  if (conditions.length > 0) said = telling.sayOne(WORN, { hero, list: listed(conditions) }) || said;
  const things = creature.items.map(({ item, quantity }) =>
    quantity > 1 ? `${quantity} × ${item.name}` : withArticle(item.name),
  );
  if (things.length > 0)
    said = telling.sayOne(CARRIES, { hero, list: listed(telling.memory.shuffled(things)) }) || said;
  if (creature.coinCopper > 0) said = telling.sayOne(PURSE, { hero, n: coins(creature.coinCopper) }) || said;
  return said;
}

const HURT: Readonly<Record<"whole" | "hurt" | "failing", Phrases>> = {
  whole: ["{foe} has not a scratch.", "{foe} is as fresh as it was."],
  hurt: ["{foe} is hurt.", "{foe} has taken some of it and has some left."],
  failing: ["{foe} is badly hurt.", "{foe} cannot take much more."],
};

/** How a foe looks to those who fight it. */
export function tellFoe(telling: Telling, { id, vitals, sheet }: Creature): boolean {
  const share =
    vitals.ruleset === "d20" && sheet.ruleset === "d20"
      ? vitals.hp / sheet.hpMax
      : vitals.ruleset === "embers" && sheet.ruleset === "embers"
        ? 1 - vitals.harm / sheet.harmMax
        : 1;
  return telling.sayOne(HURT[share >= 1 ? "whole" : share > 0.4 ? "hurt" : "failing"], { foe: telling.creature(id) });
}
