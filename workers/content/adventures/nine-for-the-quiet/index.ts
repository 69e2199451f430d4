import type { Adventure } from "../../../contracts/adventure.ts";
import { encounters } from "./encounters.ts";
import { deadFoes } from "./foes-dead.ts";
import { livingFoes } from "./foes-living.ts";
import { iddy, teale } from "./people-hidden.ts";
import { sexton, tully } from "./people-outer.ts";
import { gather, ottoline } from "./people-town.ts";
import { hessa, sedge } from "./people-waterside.ts";
import { iceHouse } from "./scene-ice-house.ts";
import { saltings } from "./scene-saltings.ts";
import { slip } from "./scene-slip.ts";
import { chapel, saltCellar } from "./scenes-chapel.ts";
import { tideMill, wheelPit } from "./scenes-mill.ts";
import { joinery, slackWater } from "./scenes-town.ts";
import { crossing, theQuiet } from "./scenes-water.ts";
import { secrets } from "./secrets.ts";
import { clocks, endings, items, lore } from "./things.ts";

/** An evening for two to five: a ferrywoman who will not carry the dead, and a town that would rather not know why. */
export const nineForTheQuiet: Adventure = {
  id: "nine-for-the-quiet",
  version: 1,
  title: "Nine for the Quiet",
  tagline: "The ferrywoman will not carry the dead. The ice is melting. Somebody is knocking.",
  summary:
    "Low Hathe buries its dead on an island in the river’s mouth, and for four hundred years its ferry has taken them there. Eleven days ago the ferrywoman stopped. She will not say why. Nine coffins stand in the ice-house, it is August, and the tide is going out further than anyone remembers. An evening of questions, bad consciences and wet boots for two to five players.",
  rulesets: ["d20", "embers"],
  players: { min: 2, max: 5 },
  minutes: { min: 60, max: 90 },
  tone: { words: ["eerie", "wry", "tender", "salt-stained"], rating: "teen" },
  look: { seed: "low-hathe", kind: "river", time: "dusk", weather: "fog" },
  opening:
    "The letter was the same in all four towns. Persons of no family in Hathe are wanted for a work of mercy. Thirty silver and supper. It was signed by an almoner, and it had been folded and unfolded a good many times before it was sent.\n\nSo you have come down to the north bank of the Anner on a hot, still evening, and rung the bell; and a flat boat has come over for you along a rope, with a grey-plaited woman at the sweep who took your coppers and did not say one word. Down the middle of the boat run two rails, side by side. They have begun to rust.",
  start: "slip",
  scenes: [slip, iceHouse, slackWater, joinery, chapel, saltCellar, saltings, tideMill, wheelPit, crossing, theQuiet],
  people: [hessa, sedge, ottoline, gather, iddy, teale, tully, sexton],
  secrets: [...secrets],
  items: [...items],
  foes: [...livingFoes, ...deadFoes],
  encounters: [...encounters],
  clocks: [...clocks],
  endings: [...endings],
  lore: [...lore],
};
