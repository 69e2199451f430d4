import type { SeededChoice } from "../oracle/seeded-choice.ts";

/** Names as our adventures give them: short first names, and surnames off the land, out of two halves. */
const FIRST: readonly string[] = [
  "Ansel",
  "Bette",
  "Corrie",
  "Dunstan",
  "Edda",
  "Fenn",
  "Gerta",
  "Hob",
  "Ilse",
  "Jory",
  "Kestrel",
  "Lorne",
  "Maud",
  "Nessa",
  "Osric",
  "Perrin",
  "Quill",
  "Rosalie",
  "Silas",
  "Tamsin",
  "Ulla",
  "Verity",
  "Wat",
  "Yarrow",
];
const FRONT: readonly string[] = [
  "Ald",
  "Black",
  "Brack",
  "Cold",
  "Dunn",
  "Ember",
  "Fallow",
  "Gorse",
  "Hare",
  "Lark",
  "Marsh",
  "Nettle",
  "Otter",
  "Pike",
  "Rook",
  "Sedge",
  "Thorn",
  "Wick",
];
const BACK: readonly string[] = [
  "beck",
  "bury",
  "combe",
  "croft",
  "dale",
  "field",
  "ford",
  "ley",
  "mere",
  "stow",
  "water",
  "wood",
];
const PLACES: readonly string[] = ["Bridge", "Cross", "End", "Fold", "Gate", "Hythe", "Mill", "Reach", "Rise", "Stair"];

/** So many names nobody at the table bears yet. */
export function madeUpNames(choice: SeededChoice, taken: readonly string[], many: number): string[] {
  const used = new Set(taken.flatMap((name) => name.toLowerCase().split(/\s+/)));
  const firsts = choice.shuffled(FIRST.filter((name) => !used.has(name.toLowerCase())));
  const fronts = choice.shuffled(FRONT);
  return firsts.slice(0, many).map((first, at) => `${first} ${fronts[at % fronts.length]}${choice.pick(BACK)}`);
}

/** Names for places in the same manner. */
export function madeUpPlaces(choice: SeededChoice, many: number): string[] {
  const fronts = choice.shuffled(FRONT);
  return fronts.slice(0, many).map((front) => `${front}${choice.pick(BACK)} ${choice.pick(PLACES)}`);
}
