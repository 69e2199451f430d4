import type { Person } from "../../../contracts/adventure.ts";

const fitch: Person = {
  id: "fitch",
  name: "Fitch",
  aliases: ["girl", "child", "apprentice", "kid", "pole"],
  pronoun: "she",
  look: {
    seed: "fitch",
    kind: "person",
    build: "slight",
    age: "young",
    garb: "apron",
    hair: "copper",
    mark: "braid",
    accent: "#d9a441",
  },
  role: "Lamplighter’s apprentice, twelve years old, two months into the trade.",
  want: "To be trusted with the pole; to know that Osk is all right; above all not to be seen worrying.",
  manner: "Short sentences, dry as kindling. Corrects people. Softens at once if spoken to as a colleague.",
  seen: "a girl of about twelve with a copper plait, holding a lamp-pole as if it had been left in her charge, which it has",
  greet:
    "“You can’t go in,” says the girl, nodding at the inn. “Nor up. Not till they’re lit, and they’re not lit, and I’m not to touch them by myself till I’m thirteen.” She thinks it over. “I’m Fitch. I’m the apprentice. If you’re any good at finding people, I could use some.”",
  again: "“Still dark,” says Fitch. “I’d noticed.”",
  attitude: 0,
  topics: [
    {
      id: "fitch-osk",
      label: "Ask Fitch where the lamplighter is",
      keys: ["osk", "lamplighter", "master", "where", "missing", "tamber", "man"],
      text: "“Osk Tamber. Forty years and never missed. He filled them all this morning, I carried the can.” She picks at the pole. “Then he put his good coat on and went up. He said, you have tonight off, Fitch. You don’t get nights off. It’s night work.”",
      effects: [{ set: "fitch-met" }],
    },
    {
      id: "fitch-lamps",
      label: "Ask Fitch how the lamps are lit",
      keys: ["lamps", "lit", "light", "lighting", "how", "order", "top"],
      text: "“You ask the blue flame for some, and you carry it up, and you do the last one first. Then the rest take, all the way down, whoosh.” One hand goes down the stair in the air. “Other way round they just sulk.”",
      effects: [{ set: "knows-top-down" }],
    },
    {
      id: "fitch-key",
      label: "Ask Fitch about the iron door",
      keys: ["iron", "door", "key", "lock", "lamp room", "room", "lantern"],
      text: "“Lamp room. He’s got the key, and there’s a spare in the trough, up under the lip, because I’m always forgetting mine.” A pause. “I’ve forgotten mine. Also the pins in those hinges are rubbish, if anybody asks.”",
      effects: [{ set: "knows-spare-key" }],
    },
    {
      id: "fitch-moths",
      label: "Ask Fitch what lives on the stair at night",
      keys: ["moths", "moth", "danger", "dangerous", "animals", "stair", "night", "snuffmoths"],
      text: "“Snuffmoths. They come when it’s dark three nights running or when it’s dark once and nobody minds. They’ll drink a lantern dry. There’s bitterwood in the lamp room, over the cot; they can’t abide it.”",
    },
    {
      id: "fitch-custom",
      label: "Ask Fitch why nobody opens a door",
      keys: ["custom", "law", "doors", "inn", "open", "rule", "why"],
      text: "“It’s the custom. You don’t open to an unlit step, because you don’t know who’s on it.” She has plainly asked about this herself and been given no better answer. “It’s always just been the coalman. But they don’t know that, do they?”",
      effects: [{ set: "knows-custom" }],
    },
    {
      id: "fitch-neave",
      label: "Ask Fitch what has been troubling Osk",
      keys: ["troubling", "wrong", "sad", "wife", "neave", "worry", "worried", "trouble", "why dark"],
      requires: [{ attitude: "fitch", atLeast: 1 }],
      text: "She looks at you from under the coat for a while. “His Neave died. Last year. He was out doing the lamps and he came home and she was cold, and he’d never missed a lamp, so.” The plait gets chewed. “My nan says on a dark stair they can come back up. I think he’s heard that too. I think he did it so she could.”",
      effects: [{ secret: "why-the-lamps-are-dark" }],
    },
    {
      id: "fitch-learning",
      label: "Ask Fitch how the learning goes",
      keys: ["learning", "trade", "apprentice", "learn", "thirteen", "pole", "work"],
      text: "“I can trim, I can fill, I can do a chimney without a smear. I’m not allowed the pole.” She looks along the length of it. “I could, though. If somebody said. I know all the numbers.”",
      effects: [{ set: "fitch-met" }],
    },
  ],
  shrug: [
    "“That’s not a lamp question,” says Fitch.",
    "Fitch lifts both shoulders to her ears and lets them drop.",
    "“Ask Osk. Find Osk, and ask Osk.”",
  ],
  beats: [
    {
      id: "befriend-fitch",
      intents: ["persuade", "give", "help"],
      label: "Talk to Fitch as one professional to another",
      keys: ["professional", "respect", "trade", "colleague", "comfort"],
      check: { skill: "persuasion", ability: "cha", dc: 10, trait: "hearth" },
      text: "It turns out that she has views on wick. They are sound views. By the end of them she has shifted up the step to make room and is telling you things in the order of their importance.",
      effects: [{ attitude: "fitch", by: 2 }, { set: "fitch-met" }],
      partial: {
        text: "She allows that you may know something about work. Not about lamps, but about work. It takes a while to get that far.",
        effects: [{ attitude: "fitch", by: 1 }, { set: "fitch-met" }, { minutes: 5 }],
      },
      failure: {
        text: "“You don’t have to do a voice,” says Fitch. She is quiet, and then, since you are all there is: “I’d sooner you just looked for him.”",
        effects: [{ set: "fitch-met" }, { minutes: 5 }, { attitude: "fitch", by: 1 }],
      },
    },
    {
      id: "scare-fitch",
      intents: ["threaten", "attack"],
      text: "The lamp-pole comes up and across, both hands, the way you would hold off a dog. She is very white. From the inn hatch a voice says, “I can see you, you know. I can see every bit of you,” and something heavy is cocked behind it.",
      effects: [
        { attitude: "fitch", by: -2 },
        { attitude: "dulcie", by: -2 },
      ],
    },
  ],
};

const dulcie: Person = {
  id: "dulcie",
  name: "Dulcie Hobday",
  aliases: ["innkeeper", "dulcie", "hobday", "landlady", "hatch", "voice"],
  pronoun: "she",
  look: {
    seed: "dulcie",
    kind: "person",
    build: "broad",
    age: "grown",
    garb: "apron",
    hair: "brown",
    mark: "none",
    accent: "#b0532f",
  },
  role: "Keeper of The Lit Window, heard tonight mostly through a hatch.",
  want: "To open her door, keep the custom, and not be the one who broke it, all three at once.",
  manner: "Rapid, warm, affronted. Passes things through the hatch while refusing.",
  seen: "one eye and part of a large kind face, in a hatch the size of a loaf",
  greet:
    "The hatch snaps open. “We’re full. We’re not full, we’re empty, there’s a goose on and nobody to eat it. But that step’s dark, and I don’t open on a dark step, and nor did my mother.” The eye takes you in. “Have you eaten? Don’t tell me. Get Osk Tamber to light his lamps and I’ll give you the goose.”",
  again: "“Is it lit?” says the hatch. “No. Then no.”",
  attitude: 0,
  topics: [
    {
      id: "dulcie-custom",
      label: "Ask Dulcie about the custom of the Stair",
      keys: ["custom", "door", "open", "rule", "law", "why", "dark"],
      text: "“Because whatever comes up an unlit stair isn’t always coming up it alive, my gran said, and she’d opened to one.” A sniff. “He only wanted his pipe. But it turned her hair.”",
      effects: [{ set: "knows-custom" }],
    },
    {
      id: "dulcie-osk",
      label: "Ask Dulcie about Osk Tamber",
      keys: ["osk", "tamber", "lamplighter", "him"],
      text: "“He used to dance. Him and Neave, in here, of a Saturday; you had to move the tables.” The eye goes somewhere else for a moment. “He comes in still. Sits facing the door. Orders two and drinks one.”",
      effects: [{ set: "knows-two-cups" }],
    },
    {
      id: "dulcie-goose",
      label: "Ask Dulcie about supper",
      keys: ["goose", "supper", "food", "eat", "room", "bed", "hungry", "drink"],
      text: "“There’s goose, there’s pears, there’s a bed with a brick in it. All of it the other side of this door.” A hand comes through the hatch with half a pie in it. “This isn’t opening. This is posting.”",
    },
    {
      id: "dulcie-fitch",
      label: "Ask Dulcie about the girl on the step",
      keys: ["girl", "fitch", "child", "apprentice"],
      text: "“She won’t come in by the back though I’ve left it on the latch on purpose to be ignored. Says she’s on duty.” The voice drops. “He’s all the family she’s got. Somebody might mention that to him.”",
      effects: [{ set: "fitch-met" }],
    },
  ],
  shrug: ["“I couldn’t say, love. I’m in here.”", "“What I don’t know would fill the cellar, and it’s a good cellar.”"],
  beats: [
    {
      id: "persuade-dulcie",
      intents: ["persuade", "deceive"],
      label: "Coax Dulcie into helping from behind her door",
      check: { skill: "persuasion", ability: "cha", dc: 11, trait: "hearth" },
      text: "“I can’t open. But nobody said anything about the hatch.” A stone bottle is pushed through, then a wedge of cheese, then a second bottle, thoughtfully. “Ginger. It’d put the heat back into a headstone.”",
      effects: [{ give: "ginger-cordial" }, { attitude: "dulcie", by: 1 }],
      partial: {
        text: "“Five coppers for the bottle,” says the hatch, torn between trade and tenderness, “and I’m robbing myself.” The coins go in; the ginger comes out.",
        effects: [{ coin: -5 }, { give: "ginger-cordial" }],
      },
      failure: {
        text: "“You’ve a lovely voice,” says Dulcie, “and my gran’s had a lovely voice too, the one she opened to.” The hatch stays shut for some time. When it opens again it is only to hand out a pear.",
        effects: [{ minutes: 5 }, { give: "pear" }],
      },
    },
    {
      id: "threaten-dulcie",
      intents: ["threaten", "attack"],
      text: "There is a pause behind the hatch. “I was going to give you the good pears,” says Dulcie sadly, and closes it.",
      effects: [{ attitude: "dulcie", by: -2 }],
    },
  ],
};

export const peopleBelow: readonly Person[] = [fitch, dulcie];
