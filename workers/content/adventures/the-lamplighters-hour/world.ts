import type { Clock, Encounter, Ending, Foe, Lore, Secret } from "../../../contracts/adventure.ts";
import type { Item } from "../../../contracts/creatures.ts";

export const items: readonly Item[] = [
  {
    id: "lamp-room-key",
    name: "lamp-room key",
    aliases: ["key", "iron key"],
    text: "Long, iron, worn bright at the bow by one particular thumb.",
    kind: "key",
  },
  {
    id: "hand-lantern",
    name: "hand lantern",
    aliases: ["lantern", "light", "flame"],
    text: "It burns with a small piece of the blue flame, which leans towards whoever is speaking.",
    kind: "light",
  },
  {
    id: "painted-chimney",
    name: "painted lamp glass",
    aliases: ["glass", "chimney", "shawl", "painted glass"],
    text: "An old lamp chimney wrapped in a grey shawl. Dancers go round the foot of it, hand in hand, above a line of painted writing.",
    kind: "treasure",
  },
  {
    id: "bitterwood",
    name: "bundle of bitterwood",
    aliases: ["bitterwood", "twigs", "bundle"],
    text: "Dry silver twigs. The tag says: for moths.",
    kind: "gear",
    valueCopper: 20,
  },
  {
    id: "ginger-cordial",
    name: "stone bottle of ginger",
    aliases: ["ginger", "bottle", "cordial"],
    text: "GINGER, FOR THE KNEES. It works on everything between the knees and the hat as well.",
    kind: "consumable",
    use: { heal: "2d4+2", clearHarm: 2, spent: true },
    valueCopper: 50,
  },
  {
    id: "pear",
    name: "pear",
    text: "One of the ordinary pears.",
    kind: "consumable",
    use: { heal: "1", clearHarm: 1, spent: true },
    valueCopper: 1,
  },
];

export const secrets: readonly Secret[] = [
  {
    id: "why-the-lamps-are-dark",
    title: "Why the lamps are dark",
    text: "Osk Tamber left the lamps of Tallow Stair unlit with his own hands. His wife Neave died a year ago tonight while he was on his round; the old people hold that on an unlit stair the dead may walk home, and he wanted to say good night.",
    tells: [
      "died a year ago",
      "the dead may walk home",
      "a road they can use",
      "I’ll not light one",
      "he did it so she could",
    ],
  },
];

export const foes: readonly Foe[] = [
  {
    id: "snuffmoth",
    name: "snuffmoth",
    aliases: ["moth", "moths", "wings"],
    pronoun: "it",
    look: { seed: "snuffmoth", kind: "beast", build: "slight", accent: "#9aa3a8" },
    blurb: "A grey moth as broad as a hand. It drinks flame, and when there is none, warmth.",
    manner:
      "Drifts at the brightest or warmest thing. Cannot be reasoned with, can be bored. Leaves when its fellows fall.",
    breaksAt: 1,
    d20: {
      ruleset: "d20",
      level: 1,
      calling: "vermin",
      people: "moth",
      abilities: { str: 2, dex: 14, con: 8, int: 1, wis: 10, cha: 3 },
      saves: [],
      skills: [],
      expertise: [],
      armor: { base: 10, dexCap: 10, shield: false },
      hpMax: 4,
      hitDie: 4,
      speedFeet: 30,
      attacks: [
        {
          id: "drink-warmth",
          name: "Drink warmth",
          kind: "melee",
          ability: "dex",
          proficient: false,
          damage: "1d3",
          addAbility: false,
          damageType: "cold",
        },
      ],
      resistances: [],
      vulnerabilities: ["radiant", "fire"],
      immunities: [],
      conditionImmunities: ["prone", "frightened"],
      features: [
        {
          id: "flame-drinker",
          name: "Flame-drinker",
          text: "It turns to the brightest light it can see and settles there.",
        },
      ],
      xpValue: 10,
    },
    embers: {
      ruleset: "embers",
      calling: "vermin",
      traits: { blaze: 0, smoke: 1, stone: -1, spark: -1, hearth: -1 },
      harmMax: 1,
      bite: 1,
      features: [
        {
          id: "flame-drinker",
          name: "Flame-drinker",
          text: "It turns to the brightest light it can see and settles there.",
        },
      ],
    },
    strikes: [
      "The moth settles on bare skin, soft as a blotter, and where it sits the warmth goes out of you.",
      "It walks once round your wrist, and the fingers below it turn white.",
      "Wings close over your mouth, and it drinks the next breath before you do.",
      "Something brushes your neck, and a cold runs down from there as if poured.",
    ],
    misses: [
      "The moth swerves for the shine of a buckle and clings to that instead.",
      "Wings blunder past your ear, and are gone into the fog.",
      "It lands, finds cloth, and takes off again, dissatisfied.",
    ],
    falls: ["The moth comes apart in a puff of ash.", "It folds up, very neatly, and drops like a dead leaf."],
  },
];

export const encounters: readonly Encounter[] = [
  {
    id: "snuffmoths",
    title: "Ten Thousand Wings",
    foes: [{ foe: "snuffmoth", count: 2, perHero: true }],
    intro:
      "Most of them only rise and hang in the air, a slow grey snowfall going the wrong way. But a few, the hungry ones, have seen you; and they come down.",
    won: {
      text: "The last of the bold ones drops, and the rest lose heart. They lift off the stair like smoke when a door is opened, and sink away over the roofs. The steps above you are only steps.",
      effects: [{ set: "past-moths" }, { xp: 25 }],
    },
    fled: {
      text: "You go down faster than you came up, with soft things bumping at your shoulders. They do not follow far. When you look back they have gone on past you, in their hundreds, over the rooftops towards the sea, and the turning above stands bare.",
      effects: [{ set: "past-moths" }, { minutes: 10 }],
    },
    lost: {
      text: "Cold, all over, like being lowered into a well. Then, after some time, a nightcap, half a pipe, and a hand slapping your face. “They’ve had their fill and gone,” says the old man from the shutter. “You’ll do. Here, it’s only soup.” It is a good while before you can feel the cup.",
      effects: [{ set: "past-moths" }, { heal: "1d4+1", segments: 2, to: "party" }, { minutes: 20 }],
    },
    talked: {
      text: "With nothing bright left to want, they forget you. One by one they find a wall. You go up between them, hardly breathing, and the next turning is empty.",
      effects: [{ set: "past-moths" }, { xp: 25 }],
    },
    beats: [
      {
        id: "smother-light",
        intents: ["use", "sneak", "defend", "wait"],
        label: "Smother every light",
        keys: ["smother", "cover", "dark", "still", "lantern", "douse", "hide"],
        check: { skill: "stealth", ability: "dex", dc: 11, trait: "smoke" },
        text: "Dark. You stand in it like a hatstand. Cold feet walk over your eyelids, and wander off.",
        effects: [{ endEncounter: "talked" }],
        partial: {
          text: "Dark, and stillness, and one moth that will not be told. It takes its sip from the side of your neck and goes, and the others with it.",
          effects: [
            { harm: { dice: "1d3", type: "cold", segments: 1, source: "a snuffmoth" }, to: "actor" },
            { endEncounter: "talked" },
          ],
        },
        failure: {
          text: "A hem smoulders where the lantern touched it: one red thread, the brightest thing on the whole stair. They are delighted.",
        },
      },
      {
        id: "bitterwood-in-fight",
        intents: ["use"],
        with: "bitterwood",
        label: "Set fire to the bitterwood",
        keys: ["bitterwood", "smoke", "burn"],
        requires: [{ has: "bitterwood" }],
        text: "Smoke goes up in a fat white rope, and the smell of every spring cleaning there ever was. The moths reel. In a few breaths there is not a wing on the turning.",
        effects: [{ take: "bitterwood" }, { endEncounter: "talked" }],
      },
    ],
  },
];

export const clocks: readonly Clock[] = [
  {
    id: "the-hour",
    title: "The lamplighter’s hour",
    segments: 6,
    public: true,
    everyMinutes: 10,
    tells: [
      "The last of the sunset goes from the chimneys.",
      "A bar is dropped across a door, somewhere, and then a second bar.",
      "The fog has no colour left in it now.",
      "The first star shows, straight overhead, where the fog is thin.",
      "Up and down the Stair the last fires are being banked, and the lines of light under the doors go out.",
      "A bell, high up, one stroke. The hour is over.",
    ],
    full: {
      text: "The stroke of the bell goes down the stair from top to bottom, and after it, in the quiet, comes a light footstep: two, and then one. Two, and then one. It passes close by. Nobody is there.",
      effects: [{ set: "hour-over" }],
    },
  },
];

export const endings: readonly Ending[] = [
  {
    id: "thirty-one-lights",
    title: "Thirty-One Lights",
    tone: "bright",
    text: "The light goes down the stair like good news. Thirty takes from thirty-one, and twenty-nine from thirty; you can follow it by the sound, a soft cough of flame at every thirteenth step, and then by the doors. They open one after another on rectangles of yellow. Somebody laughs. A fiddle picks up a dance in three.\n\nForty steps down, at the edge of the last lamp’s reach, there may have been a woman in grey with her face lifted to the light. Osk raises his hand to her as one does across a street. Then it is only the post again.\n\nFitch comes up at a run, with the pole, out of breath. He looks at her; he looks at the pole. “Well,” says Osk Tamber. “You’d better do tomorrow’s, and I’ll carry the can.”\n\nThere is goose.",
  },
  {
    id: "the-dark-hour",
    title: "The Dark Hour",
    tone: "bittersweet",
    text: "She comes up the way he said she would, two and then one. You do not see her well. A grey dress, a hand on the iron, a smell of ginger. The second cup is lifted, and when it is put down it is empty.\n\nWhat they say to each other is not for you, and the stars make a good deal of noise about not listening. When the bell strikes, they are both standing. Osk lays the tinderbox on the step beside you and squares it with one finger, the way he squared everything. “Tell Fitch she’s thirteen,” he says. “Near enough. I’ve written it in the book.”\n\nThe green door closes on them. In the morning there will be nobody behind it, only two chairs drawn up to a cold hearth, and the dancing shoes gone from under the fiddle.\n\nYou light the last lamp. Below you thirty others wake, and far down at the bottom of the dark a very small figure with a very long pole stands up.",
  },
  {
    id: "lit-too-soon",
    title: "Lit Too Soon",
    tone: "dark",
    text: "Thirty-one lamps, all the way down. The doors open. People come out in their aprons and look up and cheer, as they would for anybody.\n\nTen steps below the top, in the new light, there is a place on the stair where someone had been standing. For as long as it takes a wick to settle you can see the shape of her, because the fog has not yet noticed that she is gone.\n\nOsk looks at it until it closes. Then he picks up the tray. He carries it past you, level, not spilling any, and goes in, and the green door shuts without a sound.\n\nHe will light the lamps tomorrow, and the day after, and every evening until he cannot. He will be exactly on time. Nobody on the Stair will hear him hum again.",
  },
];

export const lore: readonly Lore[] = [
  {
    id: "lore-tallow-stair",
    keys: ["tallow stair", "town", "stair", "place"],
    dc: 10,
    skill: "history",
    trait: "spark",
    text: "Tallow Stair was cut by candle-makers, up out of the marsh and the marsh’s weather. The lamps are older than the houses; the houses, it is said, came up to be near them.",
  },
  {
    id: "lore-snuffmoths",
    keys: ["snuffmoths", "moths", "moth"],
    dc: 10,
    skill: "nature",
    trait: "spark",
    text: "Snuffmoths breed in dead chimneys. They cannot abide bitterwood smoke, they follow the brightest light in sight, and they do no great harm to anyone who is not bright, warm, or in a hurry.",
  },
  {
    id: "lore-blue-flame",
    keys: ["blue flame", "flame", "fire", "cage"],
    dc: 12,
    skill: "arcana",
    trait: "spark",
    text: "Hearth-sprites like it were common once. They burn on company instead of oil, and go where they are invited. An old one grows attached, and has been known to learn tunes.",
  },
];
