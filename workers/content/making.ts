import type { ReadyHero } from "../contracts/adventure.ts";
import type { PortraitLook } from "../contracts/creatures.ts";
import { heroes } from "./heroes.ts";
import type { Calling, Making } from "./making-types.ts";
import { peoples } from "./peoples.ts";

export type { Calling, LookChoices, Making, People } from "./making-types.ts";

const BLURBS: Readonly<Record<string, { readonly id: string; readonly blurb: string }>> = {
  Gatewarden: { id: "gatewarden", blurb: "Stands in front. Armour, shield, hammer, and a dislike of being moved." },
  Fenwalker: { id: "fenwalker", blurb: "Goes ahead. Bow, knife, quiet feet, and a good nose for bad ground." },
  Bonesetter: {
    id: "bonesetter",
    blurb: "Keeps the rest alive. Salves, steady hands, and a word the dead will listen to.",
  },
  Lenswright: { id: "lenswright", blurb: "Knows things, and sets fire to some of them with bottled noon." },
  Advocate: {
    id: "advocate",
    blurb: "Talks. To doors if need be. Carries a sword in a stick for when the other side has rested its case.",
  },
  Hedgewild: { id: "hedgewild", blurb: "Half a badger, by upbringing. Claws, thorns, and opinions about fences." },
};

/** The ready-made heroes are the templates: what is theirs alone is left out. */
function callingOf({ d20, embers, items, coinCopper, look }: ReadyHero): Calling {
  const { seed: _, ...rest }: PortraitLook = look;
  const words = BLURBS[d20.calling] ?? { id: d20.calling.toLowerCase(), blurb: d20.calling };
  return {
    id: words.id,
    name: d20.calling,
    blurb: words.blurb,
    d20: withoutTricks(d20),
    embers,
    items,
    coinCopper,
    look: rest,
  };
}

/** What a blow does beside its damage is a ready hero's own trick, and no part of the calling. */
function withoutTricks(sheet: ReadyHero["d20"]): ReadyHero["d20"] {
  return { ...sheet, attacks: sheet.attacks.map(({ onHit: _trick, ...attack }) => attack) };
}

/** Choose a calling, a people, a name and a look: a character in a minute. */
export const making: Making = {
  callings: heroes.map(callingOf),
  peoples,
  looks: {
    builds: ["slight", "even", "broad"],
    ages: ["young", "grown", "old"],
    hair: [
      "black",
      "dark",
      "brown",
      "auburn",
      "red",
      "copper",
      "blond",
      "gold",
      "grey",
      "silver",
      "white",
      "green",
      "blue",
    ],
    garbs: ["cloak", "mail", "robe", "apron", "leathers", "finery", "rags"],
    marks: ["none", "scar", "beard", "hood", "hat", "braid", "spectacles", "tattoo", "horns"],
    accents: [
      { name: "ember", colour: "#d9772e" },
      { name: "brick", colour: "#b0532f" },
      { name: "plum", colour: "#8d4f7e" },
      { name: "slate", colour: "#5d6f8f" },
      { name: "teal", colour: "#4f8a83" },
      { name: "moss", colour: "#6f8f4e" },
      { name: "straw", colour: "#b08a3c" },
      { name: "rose", colour: "#a85a6b" },
    ],
  },
  reasons: [
    "{name} owes somebody here an apology, and has come to see whether it can be paid in kind.",
    "{name} followed a rumour, and the rumour stopped at this door.",
    "{name} was asked for by letter. The letter was for someone else of the same name.",
    "{name} is looking for a place that does not mind a noise at night.",
    "{name} lost a bet, and this is the stake.",
    "{name} once ran from a thing like this, and has been thinking about it since.",
    "{name} promised a grandmother to see the sea, and is taking the long way.",
    "{name} needs the money, and makes no secret of that.",
  ],
  abilityNames: {
    str: "Strength",
    dex: "Dexterity",
    con: "Constitution",
    int: "Intelligence",
    wis: "Wisdom",
    cha: "Charisma",
  },
  skillNames: {
    acrobatics: "Acrobatics",
    "animal-handling": "Animal Handling",
    arcana: "Arcana",
    athletics: "Athletics",
    deception: "Deception",
    history: "History",
    insight: "Insight",
    intimidation: "Intimidation",
    investigation: "Investigation",
    medicine: "Medicine",
    nature: "Nature",
    perception: "Perception",
    performance: "Performance",
    persuasion: "Persuasion",
    religion: "Religion",
    "sleight-of-hand": "Sleight of Hand",
    stealth: "Stealth",
    survival: "Survival",
  },
  traitNames: {
    blaze: { name: "Blaze", of: "force and daring" },
    smoke: { name: "Smoke", of: "stealth and grace" },
    stone: { name: "Stone", of: "endurance" },
    spark: { name: "Spark", of: "wits and lore" },
    hearth: { name: "Hearth", of: "speech and kindness" },
  },
};
