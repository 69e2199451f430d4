import type { Adventure } from "../../../contracts/adventure.ts";
import { osk } from "./osk.ts";
import { peopleBelow } from "./people.ts";
import { scenesAbove } from "./scenes-above.ts";
import { scenesBelow } from "./scenes-below.ts";
import { clocks, encounters, endings, foes, items, lore, secrets } from "./world.ts";

/** Ten minutes for one or two players: a whole small story that shows what can be done at the table. */
export const theLamplightersHour: Adventure = {
  id: "the-lamplighters-hour",
  version: 1,
  title: "The Lamplighter’s Hour",
  tagline: "Thirty-one lamps, four hundred steps, and tonight nobody has lit the first.",
  summary:
    "In Tallow Stair no door is opened on an unlit step. The lamps are out, the inn is barred, the goose is getting cold, and the lamplighter has put on his good coat and gone up into the fog. A ten-minute opening for one or two players, new to the table or not.",
  rulesets: ["d20", "embers"],
  players: { min: 1, max: 2 },
  minutes: { min: 10, max: 20 },
  tone: { words: ["homely", "eerie", "tender"], rating: "everyone" },
  look: { seed: "tallow-stair", kind: "village", time: "dusk", weather: "fog" },
  opening:
    "Dusk, and the last mile of the day. The carrier has talked since noon about the inn at Tallow Stair, the goose they do there, the fire, the bed with the hot brick in it. Now he stops talking. He pulls up short of the houses, sets your bags down in the road without being asked, and looks at the hill.\n\n“They’re not lit,” he says.",
  start: "stairfoot",
  scenes: [...scenesBelow, ...scenesAbove],
  people: [...peopleBelow, osk],
  secrets: [...secrets],
  items: [...items],
  foes: [...foes],
  encounters: [...encounters],
  clocks: [...clocks],
  endings: [...endings],
  lore: [...lore],
};
