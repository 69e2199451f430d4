/** A small land that belongs to nobody, described for the files that tests read. */
export interface Place {
  readonly name: string;
  readonly kind: string;
  readonly text: readonly string[];
}

export const TITLE = "A Gazetteer of the Withy Shore";

export const PLACES: readonly Place[] = [
  {
    name: "Withy Landing",
    kind: "A ferry stage",
    text: [
      "Twelve willow posts and a bell make up the whole of Withy Landing, and only the bell is new. Whoever rings it twice is fetched; whoever rings it three times is asked, from the middle of the river, what is the matter.",
      "Orrin Pell has kept the ferry since his aunt walked off the end of it one misty morning and did not splash. He takes copper, salt or a true story, and he can tell when a story has been told before.",
    ],
  },
  {
    name: "The Salt Stairs",
    kind: "A road down a cliff",
    text: [
      "Nine hundred steps were cut by people who were paid by the step, which is why some of them are no higher than a coin. The salt carriers go down backwards, with the load in front of their faces, and sing so that nobody comes up to meet them.",
      "At the two-hundredth step there is a niche with a lamp. It is considered lucky to fill it and very unlucky to be seen doing so.",
    ],
  },
  {
    name: "Hollin Mere",
    kind: "A lake with a village under it",
    text: [
      "The village under Hollin Mere was not drowned in punishment, as the ballad says, but by a vote. In dry summers the weathercock shows above the water and the grandchildren row out to oil it.",
      "Eels from the mere fetch a good price as far as Carrow, where nobody has asked what they eat.",
    ],
  },
  {
    name: "Carrow Market",
    kind: "A town on a crossroads",
    text: [
      "Carrow has four gates, and a market under each, and a long-standing quarrel about which of them is the town. Prices are cried at noon from the middle of the crossroads, where all four can hear that they are being undersold.",
      "The watch wears a different hat at each gate. A thief who is quick about it may be chased by the same man twice.",
    ],
  },
  {
    name: "The Quiet Orchard",
    kind: "An orchard behind a wall",
    text: [
      "No bird sings in the Quiet Orchard, though plenty of them sit there. The apples are red to the core and keep for seven years in straw, and people who have eaten one remember the names of everybody they have wronged.",
      "Sister Amabel, who has the key, sells them singly and always asks who it is for.",
    ],
  },
  {
    name: "Tollgate Nine",
    kind: "A gate on a road that has moved",
    text: [
      "The road moved half a mile to the east in the wet years, but the tollgate stayed, and so did its keeper, for he is paid by the day. He will gladly open for anyone who comes by, and has a speech ready.",
      "Under the gatehouse floor lies the toll of thirty years in which nobody passed: forty-one pennies, all his own.",
    ],
  },
  {
    name: "The Lantern Fields",
    kind: "Marshland",
    text: [
      "On still evenings the marsh lights come up out of the sedge in rows, as if they had been planted. Those who walk between the rows come home; those who walk along them are sometimes seen, years later, farther along.",
      "The reed cutters hang a red lantern on the left hand and a white one on the right, and will not work with anybody who is left-handed.",
    ],
  },
  {
    name: "Saint Ebba's Kiln",
    kind: "A pottery",
    text: [
      "The fire in Saint Ebba's kiln has not gone out in ninety years, because nobody can agree whose turn it is to let it. Bowls from it ring when milk in them is about to turn, and when a guest at table is about to lie.",
      "The potters will mend what they have made for nothing, and what others have made for no money at all, but only by night.",
    ],
  },
];

/** Figures of somebody who lives there, as such books print them. */
export const REED_STALKER: readonly string[] = [
  "Armour Class 13 (woven reed)",
  "Hit Points 22 (4d8 + 4)",
  "Speed 30 ft., swim 20 ft.",
  "STR DEX CON INT WIS CHA",
  "11 (+0) 16 (+3) 12 (+1) 8 (-1) 14 (+2) 6 (-2)",
  "Skills Stealth +5, Perception +4",
  "Senses darkvision 60 ft., passive Perception 14",
  "Languages understands Common but does not speak",
  "Challenge 1 (200 XP)",
];

export const TOLLS: readonly (readonly string[])[] = [
  ["What passes", "Pence", "Paid to"],
  ["A goat", "2", "the gate"],
  ["A cart, empty", "3", "the gate"],
  ["A cart, laden", "6", "the crown"],
  ["A coffin", "0", "nobody"],
  ["A wedding", "9", "the ringers"],
];

const who = [
  "A salt carrier",
  "The younger of the eel wives",
  "Somebody from Carrow",
  "The keeper of the weir",
  "A pedlar with one shoe",
  "The reeve's mother",
  "A reed cutter on his way home",
  "The last of the bell founders",
];
const did = [
  "left",
  "swears to have seen",
  "was given",
  "has been looking for",
  "will not speak of",
  "buried",
  "sold the same day",
  "once carried",
];
const what = [
  "a bell without a tongue",
  "three blue bowls",
  "the second key",
  "a sack of grey salt",
  "a ledger with the names cut out",
  "a red lantern",
  "a horse that would not cross water",
  "the weathercock's eye",
];
const where = [
  "below the two-hundredth step",
  "where the road used to be",
  "in the lee of the orchard wall",
  "on the far side of the mere",
  "under the north gate",
  "between two rows of lights",
  "at the foot of the twelfth post",
  "behind the kiln",
];
const when = [
  "in the year of the wet harvest",
  "on the night the ferry stood still",
  "before the vote",
  "when the toll was doubled",
  "in the week without a market",
  "at the first frost",
  "while the bell was being mended",
  "on a day nobody wrote down",
];
const since = [
  "Nothing has grown there since.",
  "It is still told at the ferry, with a different ending.",
  "The reeve has it in writing, and does not believe it.",
  "Children are shown the place and told to keep their hands in their pockets.",
  "Nobody has asked for it back.",
  "Two people claim to have been there, and neither of them can stand the other.",
];

/** A sentence or two that stands on this page and on no other. */
export function milestone(page: number): string {
  return `Milestone ${page} stands ${pick(where, page, 3)}. Whoever set it cut the number ${page * 7 + 11} on its back, and nobody knows what was counted.`;
}

/** A paragraph that is another for each number. */
export function paragraph(number: number): string {
  const sentences = Array.from({ length: 5 }, (_, at) => {
    const seed = number * 31 + at * 7 + (number >> 3) * at;
    return `${pick(who, seed, 1)} ${pick(did, seed, 5)} ${pick(what, seed, 3)} ${pick(where, seed, 7)}, ${pick(when, seed, 11)}. ${pick(since, seed, 13)}`;
  });
  return sentences.join(" ");
}

function pick(from: readonly string[], seed: number, step: number): string {
  const mixed = Math.imul(Math.imul(seed + 1, 0x9e3779b1) ^ (step * 0x85ebca6b), 0xc2b2ae35);
  return from[((mixed ^ (mixed >>> 15)) >>> 0) % from.length] ?? "";
}
