import type { Clock, Ending, Lore } from "../../../contracts/adventure.ts";
import type { Item } from "../../../contracts/creatures.ts";
import { gear } from "../../gear.ts";

export const items: readonly Item[] = [
  {
    id: "ice-house-key",
    name: "ice-house key",
    aliases: ["key", "big key"],
    text: "As long as a hand, cold to hold, with a bit like a small castle.",
    kind: "key",
  },
  {
    id: "mill-key",
    name: "mill key",
    aliases: ["key", "hatch key"],
    text: "New iron, well oiled. It fits one padlock, on one hatch.",
    kind: "key",
  },
  {
    id: "pry-bar",
    name: "pry bar",
    aliases: ["bar", "crowbar"],
    text: "It belongs in an outline on a wall, and seems to know it.",
    kind: "gear",
    valueCopper: 200,
  },
  {
    id: "bone-comb",
    name: "bone comb",
    aliases: ["comb"],
    text: "Two otters swim along the back of it. One tooth is gone; someone bit it off long ago. A few brown hairs.",
    kind: "treasure",
  },
  {
    id: "name-book",
    name: "book of names",
    aliases: ["book", "names", "chapel book"],
    text: "Four hundred years of the dead of Hathe, one to a line. The newest pages are the neatest.",
    kind: "treasure",
  },
  {
    id: "salt-accounts",
    name: "book with a fish on its spine",
    aliases: ["accounts", "fish book", "ledger"],
    text: "The true accounts of Low Hathe, mostly in fish. It would hang the one who wrote it, and it proves that she never kept a penny.",
    kind: "treasure",
  },
  {
    id: "tullys-letter",
    name: "letter from a coat lining",
    aliases: ["letter", "tullys letter"],
    text: "“…the last four and then I am done with this hole. Will fire the mound behind me, boxes, books and all, and see that the Office gets the other set. Let the reeve swing for it; she has the neck. Have the sails loosed by low water. R.”",
    kind: "treasure",
  },
  {
    id: "teales-book",
    name: "clerk’s report",
    aliases: ["report", "book", "clerks book"],
    text: "Dates, sacks and names in a round schoolroom hand. In the margins: a midwife, a baby, eleven pairs of boots.",
    kind: "treasure",
  },
  {
    id: "salt-mutton",
    name: "half a leg of salt mutton",
    aliases: ["mutton", "meat", "bone"],
    text: "In a cloth. Three dogs have been promised it.",
    kind: "gear",
    valueCopper: 5,
  },
  {
    id: "staunchwort",
    name: "staunchwort",
    aliases: ["herbs", "herb", "leaves"],
    text: "Fat little leaves. Chew them and clap them on.",
    kind: "consumable",
    use: { heal: "1d6+1", clearHarm: 1, spent: true },
    valueCopper: 50,
  },
  {
    id: "office-brandy",
    name: "Salt Office brandy",
    aliases: ["brandy", "bottle"],
    text: "Half a bottle with a heron on the label. For emergencies, in triplicate.",
    kind: "consumable",
    use: { heal: "1d8+2", clearHarm: 2, spent: true },
    valueCopper: 500,
  },
  ...gear.filter(({ id }) => id === "healing-draught"),
];

export const clocks: readonly Clock[] = [
  {
    id: "the-ice",
    title: "The ice",
    segments: 8,
    public: true,
    everyMinutes: 45,
    tells: [
      "A block slumps in the ice-house; you can hear it from the street.",
      "The string of meltwater down the slip has become a ribbon.",
      "Women are carrying out straw by the armful, black and dripping.",
      "The frost has gone from the top of the dome. The bricks begin to sweat.",
      "Somebody has hung a sprig of rosemary on the ice-house door. Soon somebody else hangs up a bunch.",
      "The water coming out under the door is not quite clear any longer.",
      "There is one row of ice left. People have stopped asking.",
      "The last of the ice goes down the drain with a sigh.",
    ],
    full: {
      text: "The ice is gone. Nobody announces it. A man comes down the street with an axe, turns over his own boat on the shingle, looks at her, and begins to break her up for firewood. Others bring doors. Presently there is a square stack on the slip as high as a woman’s shoulder, and no one who helped to build it will look at anybody else.",
      effects: [{ set: "coffins-at-risk" }, { tick: "the-long-ebb", by: 1 }, { attitude: "sedge", by: -1 }],
    },
  },
  {
    id: "the-long-ebb",
    title: "The long ebb",
    segments: 6,
    public: false,
    everyMinutes: 60,
    tells: [
      "The tide is lower than the marks on the slip go.",
      "Out in the channel a bank of sand comes up that no one has a name for.",
      "A bell rings on the Quiet: once, as if to try it.",
      "Crabs are coming ashore, all of them, sideways, in a hurry.",
      "You could wade the river now, in the middle, if you had a reason to.",
      "The river stops.",
    ],
    full: {
      text: "The Anner has run out. Where it was, from the slip to the island, lies bare ribbed sand with a shine on it; and at the far side of the sand, in rows, somebody is standing. There are a good many of them. They are in no hurry. They look like people on a quay, waiting for the gate to be opened.",
      effects: [{ set: "ebb-out" }, { show: "flats-walk" }, { attitude: "sexton", by: -1 }],
    },
  },
];

export const endings: readonly Ending[] = [
  {
    id: "all-told",
    title: "All Told",
    tone: "bright",
    text: "Twenty-eight, and every one of them has answered.\n\nThe reeve does her confessing on the landing with her spectacles off, to everybody, by item. It takes a good while. When she gets to the flowers someone laughs, and then a great many people have to sit down. What they will do about roofs and boots, and what the Salt Office will be told, they are still arguing when the sun comes up; but they are arguing as people do who will all be at the same table tonight.\n\nHessa lays the last one herself, on the seaward side. She puts the comb where it goes. She says the name. You are standing close enough to hear that it is answered, and not close enough to hear in what words.\n\nIt is Ottoline, of course, who reads the slate down to the bottom, and reads it again for the wording. “One of its own, seven years,” she says. “It doesn’t say the same one. We could do it by the week.” There is a silence. Somewhere under the hat a page turns over, slowly.\n\n“Sundays,” says the Sexton, “are rather pleasant, in June.” Then it hands its spade to a man who had come to bury his uncle, walks along the row to a place with a kerb and no stone, and lies down with its hat on its chest. “Edrin Marl,” says Hessa. And he says, here.",
  },
  {
    id: "the-relief",
    title: "The Relief",
    tone: "bittersweet",
    text: "The hat comes off. Under it, once it is allowed to be, there is only a young man with the family chin, looking about him at the fog as though it were a view.\n\n“It wants rolling after rain,” he tells her. “And mind the edges.” “I know about edges,” says Hessa. He is gone before she has the coat buttoned; there is a new stone in the row of Marls by the time you think to look.\n\nThe sand floods that night with nobody on it. In Hathe they will find the ice-house empty, nine lids in a stack, and the floor swept. One by one, over the nights that follow, those in the mill pool will come up from where they were and be met on the landing by somebody who says their names aloud in the voice of a woman calling a boat. The count comes right. It takes her till the autumn.\n\nThe reeve learns to work the ferry. She is bad at it. Every evening she takes Obedience out to the middle, where there is a strip of blue on the rope, and lets her hang; and if it is clear, someone on the island lifts a spade to her, not in a friendly way exactly. It is a good deal more than she had hoped.\n\nSeven years. There is a tally of them begun on the shed wall, in chalk. The first stroke is yours.",
  },
  {
    id: "seven-years",
    title: "Seven Years, Freely",
    tone: "bittersweet",
    text: "Three times asked, three times answered. The coat is lighter than it looks, and it has pockets.\n\nThe one who held the spade before stands a moment with his hands hanging, at a loss what to do with them. Then he puts them behind him, like a man on a holiday, and strolls off down the row of Marls, reading the stones. At the kerb he turns in as you might turn in at your own gate.\n\nThe rest of you go home by the ferry. Nobody on it says a great deal. In Hathe they are told, and they hear it standing up; by morning the story is out, all of it, the boxes and the pool, since it is difficult to go on keeping a secret when a stranger has paid for it. The dead are brought over in three days, in every boat there is. Each of them is met.\n\nIt is quiet work. There is turf, and weather. There turn out to be a great many people to talk to. And on the first of every month a boat comes out as far as the landing with a basket in it: whitebait in a paper, news in a large clear hand, a chair with both its arms. The boy who brings it has a piece of chalk. He makes his mark on the post, and counts them up aloud, so that you can hear how many there are to go.",
  },
  {
    id: "the-difference",
    title: "The Difference",
    tone: "dark",
    text: "They come at the bottom of the tide, over the bare sand, in step. You have time to get to doors. You have time to say it up and down the street; and some believe you, and run for the hill, and some look at the reeve to see what she will do. She is standing on the slip with the parish book open on her arm. She has begun to read out names. She does not know which ones to read.\n\nNo one is hurt. It is all done quite gently. There is a knock: three, and a wait. When the door is opened, somebody wet is standing there, and holds out a hand; and whoever is nearest takes it, for it is a hand that they know. Twenty-eight times. A netmaker. A midwife. Two who had come about a pig. Last of all, from a bucket beside a grate, a boy who had been right.\n\nWhen the river comes back it comes quickly. In the morning there are twenty-eight new stones on the Quiet, cut sharp as knives, with not one edge out of true.\n\nHathe cures its fish that year as usual, what there is of it. The salt is very good. Nobody can find anything to say about it.",
  },
];

export const lore: readonly Lore[] = [
  {
    id: "lore-quiet",
    keys: ["quiet", "island", "burial island"],
    dc: 11,
    skill: "history",
    trait: "spark",
    text: "Hathe stands on mud and can keep no graves of its own. Four hundred years ago it made terms with the island in the river’s mouth. No other town on this coast did, and the others have all had trouble with their churchyards.",
  },
  {
    id: "lore-hathe",
    keys: ["hathe", "low hathe", "town", "village"],
    dc: 10,
    skill: "history",
    trait: "spark",
    text: "Low Hathe has been drowned twice, burned once and taxed continually. It is known for cured herring, for ferrymen, and for never having informed on anybody.",
  },
  {
    id: "lore-salt-office",
    keys: ["salt office", "salt tax", "tax", "heron"],
    dc: 10,
    skill: "history",
    trait: "spark",
    text: "The Salt Office farms the duty for the county and keeps a tenth of what it brings in. Its badge is a heron: patient, grey, and standing in somebody else’s water.",
  },
  {
    id: "lore-restless-dead",
    keys: ["restless dead", "undead", "unburied", "walkers", "drowned dead"],
    dc: 12,
    skill: "religion",
    trait: "hearth",
    text: "The unburied mean no malice. They go back to wherever they were last carried and ask to be carried on. A name said to the face will stop one, the way a hand on the arm stops a sleepwalker. Blows only puzzle them.",
  },
  {
    id: "lore-sexton",
    keys: ["sexton", "keeper", "gravedigger"],
    dc: 13,
    skill: "religion",
    trait: "spark",
    text: "A keeper of the dead is not a lord of them. It holds a post, under articles, for a term. The old word for what such a keeper longs for is simply: relief.",
  },
  {
    id: "lore-ebb",
    keys: ["ebb", "long ebb", "tide", "spring tide", "flats"],
    dc: 11,
    skill: "nature",
    trait: "spark",
    text: "Once or twice in a lifetime moon and river agree, and the Anner runs dry to its bed for an hour. Old pilots call it the long ebb. They do not go out in it to look for what the sea has dropped.",
  },
  {
    id: "lore-tide-mill",
    keys: ["tide-mill", "tide mill", "mill"],
    dc: 10,
    skill: "history",
    trait: "spark",
    text: "The mill ground barley twice a day on the fall of the tide until the creek silted. The pool behind it is said to be deeper than the river, since the river leaves things there.",
  },
];
