import type { Intent } from "../../../contracts/adventure.ts";
import type { Creature } from "../../../contracts/creatures.ts";
import { withThe } from "../../../core/naming.ts";
import { capital, shortName } from "../language/naming.ts";
import { SMALL_WORDS } from "../language/words.ts";
import type { Deed } from "./plan.ts";
import { type Sight, standing } from "./sight.ts";

/** Words of the clause that neither belong to the verb nor point at anything in sight. */
export function looseWords({ clause, pointers, intents, sight }: Deed): string[] {
  const hero = sight.hero.name.toLowerCase().split(/\s+/);
  return clause.words.filter((word, at) => {
    if (clause.used.includes(at) || SMALL_WORDS.has(word) || hero.includes(word) || word.endsWith("ly")) return false;
    if (VAGUE.has(word) || (intents[0] === "search" && SOUGHT.test(word)) || /^\d+$/.test(word)) return false;
    return !pointers.some((pointer) => pointer.from <= at && at < pointer.to);
  });
}

const VAGUE = new Set([
  "room",
  "place",
  "area",
  "scene",
  "surroundings",
  "everywhere",
  "around",
  "about",
  "bit",
  "moment",
  "while",
  "time",
  "minute",
  "minutes",
  "second",
  "hour",
  "hours",
  "way",
  "nearby",
  "close",
  "closer",
  "careful",
  "quick",
  "quiet",
  "attention",
  "detail",
  "details",
  "us",
  "party",
  "group",
  "everyone",
  "together",
  "hard",
  "fast",
  "hand",
  "hands",
  "eyes",
  "ears",
  "inch",
  "corner",
  "corners",
  "thorough",
  "good",
  "better",
  "best",
  "hell",
  "damn",
  "fucking",
  "bloody",
  "whole",
  "entire",
  "current",
  "location",
  "spot",
  "go",
  "turn",
  "action",
  "floor",
  "ground",
  "walls",
  "wall",
  "ceiling",
  "view",
  "lot",
  "kind",
  "sort",
  "side",
  "front",
  "distance",
  "help",
  "step",
  "steps",
  "sound",
  "sounds",
  "noise",
  "noises",
  "silence",
  "voices",
]);
const SOUGHT =
  /^(?:trap|clue|secret|hidden|track|trail|sign|door|passage|compartment|anything|use|valuable|treasure|loot|evidence|hint|stuff|thing|danger|enem|interest|suspicious|unusual|lever|switch|button|coin|gold|money|item|way|exit|mark|footprint|hint|supplies|weapon|answer|information)/;

/** Where people speak of somebody, the name; of a thing, "the hearth". */
export function nameOf(thing: { readonly name: string }): string {
  return withThe(thing.name);
}

/** Three or four things that can be done here, in words that the Oracle itself understands. */
export function choicesHere(sight: Sight): string[] {
  if (sight.fight !== null) return choicesInFight(sight);
  const scene = sight.lane.scene;
  const out: string[] = [];
  const person = scene?.people[0];
  if (person !== undefined) out.push(`Talk to ${nameOf(person)}`);
  const feature =
    scene?.features.find((each) => !sight.mentioned.some(({ id }) => id === each.id)) ?? scene?.features[0];
  if (feature !== undefined) out.push(`Look at ${nameOf(feature)}`);
  const exit = scene?.exits[0];
  if (exit !== undefined) out.push(`Go to ${nameOf(exit)}`);
  out.push("Look around");
  if (out.length < 2) out.push("Wait a while");
  return out;
}

export function choicesInFight(sight: Sight): string[] {
  const foe = sight.foes.find(standing);
  return [...(foe === undefined ? [] : [`Attack ${nameOf(foe)}`]), "Defend", "Flee"].slice(0, 4);
}

/** "Where does Wren go?" — a question that names the hero it is put to. */
export function questionFor(hero: Creature, rest: string): string {
  return capital(rest.replaceAll("{hero}", shortName(hero.name)));
}

/** How each intent is rolled when the script has nothing to say: ability, skill, and the trait under Embers. */
export const ROLLS: Readonly<
  Partial<Record<Intent, readonly [ability: "str" | "dex" | "con" | "int" | "wis" | "cha", skill: Skill, trait: Trait]>>
> = {
  look: ["wis", "perception", "spark"],
  search: ["int", "investigation", "spark"],
  listen: ["wis", "perception", "spark"],
  read: ["int", "investigation", "spark"],
  recall: ["int", "history", "spark"],
  climb: ["str", "athletics", "blaze"],
  break: ["str", "athletics", "blaze"],
  open: ["str", "athletics", "blaze"],
  pick: ["dex", "sleight-of-hand", "smoke"],
  sneak: ["dex", "stealth", "smoke"],
  take: ["dex", "sleight-of-hand", "smoke"],
  persuade: ["cha", "persuasion", "hearth"],
  deceive: ["cha", "deception", "smoke"],
  threaten: ["cha", "intimidation", "blaze"],
  use: ["int", "investigation", "spark"],
  help: ["wis", "insight", "hearth"],
  flee: ["dex", "acrobatics", "smoke"],
  defend: ["con", "athletics", "stone"],
};
type Skill =
  | "acrobatics"
  | "athletics"
  | "deception"
  | "history"
  | "insight"
  | "intimidation"
  | "investigation"
  | "perception"
  | "persuasion"
  | "sleight-of-hand"
  | "stealth";
type Trait = "blaze" | "smoke" | "stone" | "spark" | "hearth";
