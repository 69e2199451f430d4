import type { Encounter } from "../../../contracts/adventure.ts";

export const encounters: readonly Encounter[] = [
  {
    id: "silt-hounds",
    title: "Captain, Biscuit and Old Sal",
    foes: [{ foe: "silt-hound", count: 1, perHero: true }],
    intro:
      "The planks drum. They come out of the fog low and spread wide, without one bark, the way they have been taught.",
    won: {
      text: "The last of them backs off with its belly to the boards, looks from you to the mill and back, and plainly resigns. You hear it go away over the mud, and for a long time you hear it stop and start.",
      effects: [{ set: "past-dogs" }, { xp: 50 }],
    },
    fled: {
      text: "You run, and it is the right direction, or at any rate a direction. The dogs chase you with great good will as far as the mill wall and the door that you slam there; they lie down outside it, pleased. They were told to bring people in.",
      effects: [{ set: "past-dogs" }, { go: "tide-mill" }],
    },
    lost: {
      text: "When the stars stop going round you are on your back on the planks, with a weight on your chest, a second on your legs, and a third breathing mutton in your ear. They were told to stop people, and you have stopped. After an hour or so they get bored of being right.",
      effects: [{ set: "past-dogs" }, { heal: "1d6+2", segments: 3, to: "party" }, { minutes: 60 }],
    },
    talked: {
      text: "The hackles go down. A tail moves, once, as if to see whether it still could. Then there is a good deal of mud and tongue, and nobody is any threat to anyone.",
      effects: [{ set: "past-dogs" }, { set: "dogs-friendly" }, { xp: 60 }],
    },
    beats: [
      {
        id: "name-dogs-in-fight",
        intents: ["talk", "persuade", "help"],
        label: "Shout the dogs’ own names at them",
        keys: ["names", "captain", "biscuit", "sal", "shout"],
        requires: [{ flag: "knows-dogs" }],
        text: "At “Captain” the one in front sits down so fast that the one behind runs into him.",
        effects: [{ endEncounter: "talked" }],
      },
      {
        id: "mutton-in-fight",
        intents: ["give", "use"],
        with: "salt-mutton",
        label: "Throw them the mutton",
        requires: [{ has: "salt-mutton" }],
        text: "Half a leg of mutton turns over once in the air. Everything that was about to happen to you happens to the mutton.",
        effects: [{ take: "salt-mutton" }, { endEncounter: "talked" }],
      },
      {
        id: "kick-plank",
        intents: ["use", "break", "defend"],
        label: "Kick a plank away between you and the dogs",
        keys: ["plank", "planks", "gap", "kick"],
        check: { skill: "athletics", ability: "str", dc: 12, trait: "blaze" },
        text: "The plank goes end over end into the creek. On the far side of six feet of very soft mud the dogs walk up and down, and look at it, and at you, and lie down to wait for an explanation.",
        effects: [{ endEncounter: "talked" }],
        failure: { text: "It is nailed. You find this out with your whole foot." },
      },
    ],
  },
  {
    id: "tullys-crew",
    title: "On the Ledge",
    foes: [
      { foe: "raske-tully", count: 1 },
      { foe: "salt-runner", count: 1, perHero: true },
    ],
    intro:
      "Boots on the ladder, and lantern light swinging down the wet brick. “Well, now,” says Raske Tully from the bottom rung. She looks past you at the empty pool, at what is lying in it, and her face does something that it was not told to. Behind her, one of her men has started to pray. “Get on with it,” says Tully. “All of you.”",
    won: {
      text: "What is left of the crew puts its hooks down in a row. Somebody has taken off his cap; he looks along the floor of the pool as if for one particular face. “I only ever had the feet end,” he says.",
      effects: [
        { set: "tully-settled" },
        { movePerson: "tully", to: null },
        { coin: 800 },
        { give: "healing-draught" },
        { xp: 100 },
      ],
    },
    fled: {
      text: "Into the culvert, on hands and knees, with the lantern dancing behind you on the wet brick. They do not follow. Even Tully’s voice cannot get them to put their heads in there. You come up through the grate into the cold, blowing like whales, and by the time anybody looks the lugger has gone from her mooring.",
      effects: [{ set: "tully-settled" }, { movePerson: "tully", to: null }, { go: "ice-house" }],
    },
    lost: {
      text: "You come to yourselves under a wet sheet. It takes a while to understand that it is sailcloth; that there is a stone on it; that you have been laid out at the end of the third row, very straight, like the others. No one has tied the cord. From the ledge comes the sound of a man being sick and another saying, leave it, she’s sailed, leave it, for pity’s sake let’s go home.",
      effects: [
        { set: "tully-settled" },
        { movePerson: "tully", to: null },
        { heal: "1d8+2", segments: 3, to: "party" },
        { tick: "the-ice", by: 1 },
        { minutes: 60 },
      ],
    },
    talked: {
      text: "One hook goes down on the brick; then all of them. Tully looks round at her crew, and does the sum, as she always does. She takes the ladder two rungs at a time with nobody behind her. A few minutes later a lugger’s sail goes up, a long way out, and it is going away.",
      effects: [{ set: "tully-settled" }, { set: "tully-fled" }, { movePerson: "tully", to: null }, { xp: 120 }],
    },
    beats: [
      {
        id: "name-the-dead-to-crew",
        intents: ["persuade", "talk", "threaten", "read"],
        label: "Tell the crew who it is they carried down here",
        keys: ["names", "crew", "dead", "carried", "who", "shame"],
        check: { skill: "persuasion", ability: "cha", dc: 12, trait: "hearth" },
        text: "It is not shouted. It goes out under the noise, one after another: a weaver; a netmaker; two called Lusk who could not be parted; a girl of nineteen. Along the ledge the noise gets less. “I’d an aunt,” says one of the men to nobody. “She went in June.”",
        effects: [{ endEncounter: "talked" }],
        partial: {
          text: "One of them lowers his hook. The rest look at him, and then at the pool. “Don’t stop,” he says to you hoarsely. He is hit, by Tully, and he does not seem to notice.",
          effects: [
            { harm: { dice: "1d4", type: "slashing", segments: 1, source: "Tully’s hanger" }, to: "actor" },
            { endEncounter: "talked" },
          ],
        },
        failure: {
          text: "“They’re dead,” says Tully, “they don’t mind.” It comes out too loud. Nobody laughs; but nobody stops, either.",
        },
      },
      {
        id: "loose-the-wheel",
        intents: ["use", "break", "attack"],
        label: "Knock out the chock of the great wheel",
        keys: ["wheel", "chock", "swing", "paddles"],
        check: { skill: "athletics", ability: "str", dc: 12, trait: "blaze" },
        text: "Twenty feet of black oak wakes up. It comes round with all the weight of the drained race in its paddles, and it sweeps the near end of the ledge as a hand sweeps crumbs. When it has stopped, what remains of the argument is on your side.",
        effects: [{ endEncounter: "talked" }],
        failure: {
          text: "The chock comes out. The wheel turns a quarter, the wrong way, and fetches you one in passing.",
          effects: [{ harm: { dice: "1d4", type: "bludgeoning", segments: 1, source: "the mill wheel" }, to: "actor" }],
        },
      },
      {
        id: "tripping-line",
        intents: ["use", "defend", "wait"],
        label: "Lure them up the ladder on to your tripping line",
        keys: ["line", "trap", "trip", "lure", "ladder"],
        requires: [{ flag: "mill-trapped" }],
        text: "Up the ladder, across the mill, over the cord that you know about. Behind you come three pairs of boots that do not, then a tier of beach stones, one after another, and a noise like a skittle alley. Nobody gets up in any mood to go on.",
        effects: [{ endEncounter: "talked" }],
      },
    ],
  },
  {
    id: "the-fetching",
    title: "The Fetching",
    foes: [
      { foe: "unclaimed", count: 1, perHero: true },
      { foe: "grave-bearer", count: 1 },
    ],
    intro:
      "The turf lifts at one corner, neatly, as you would turn back a sheet. Something tall in its best black steps out and dusts its knees. And from the landing, where the sand comes up to the wall, others are walking in, wet through, in no hurry, with their arms held out in front of them to whoever is nearest.",
    won: {
      text: "It is quiet again. The Sexton goes among them with its hat in its hand, setting straight an arm, a fold of cloth. “They would not have gone down for me,” it says. “I do not hold it against you. But you see how they are. Twenty-eight, and those will be back.” It puts the hat on. “There is still time to do it properly.”",
      effects: [{ xp: 100 }],
    },
    fled: {
      text: "You go over the wall and out on the sand, up to the shins, to the waist, with your lungs on fire. When you look round they have stopped at the water’s edge, in a line. They do not shake their fists. Several of them wave.",
      effects: [{ go: "slip" }, { minutes: 30 }, { tick: "the-long-ebb", by: 1 }],
    },
    lost: {
      text: "There are arms, and there is cold; there is a very soft turf. The last thing that you see from down there is a hat against the sky, and the hat comes off. “I shall put these back on the landing,” says a voice worn thin as a coin, “they are not on the list. And then I really must go over.”",
      effects: [{ heal: "1d6", segments: 2, to: "party" }, { end: "the-difference" }],
    },
    talked: {
      text: "They stop. They stand about among the stones like people who have come into a room and forgotten why; and one after another they turn, and go back to the landing, to wait. The tall one in black bows to you from the neck. “That was prettily done,” says the Sexton. “Now do it for all of them.”",
      effects: [{ attitude: "sexton", by: 1 }, { xp: 120 }],
    },
    beats: [
      {
        id: "names-in-fight",
        intents: ["read", "talk", "persuade", "help"],
        label: "Say their names to their faces",
        keys: ["names", "name", "book", "say"],
        requires: [{ flag: "names-ready" }],
        text: "Corrie Vance, netmaker: it is said to a face like a drowned moon, a foot away. The arms come down. “Here,” it says, astonished. It is the same with the next.",
        effects: [{ endEncounter: "talked" }],
      },
      {
        id: "bow-to-bearer",
        intents: ["talk", "persuade", "defend", "wait"],
        label: "Stand aside for the bearer with bared heads",
        keys: ["bow", "hat", "kneel", "respect", "aside"],
        check: { skill: "religion", ability: "wis", dc: 12, trait: "hearth" },
        text: "You give it the wall, as one does for a funeral. It halts. It has not been given the wall since it was alive; and it puts out both its black gloves, sideways, and holds the others back.",
        effects: [{ endEncounter: "talked" }],
        failure: {
          text: "You stand aside, and kneel, and it takes you for a mourner. It is some time before you can get the wreath off.",
        },
      },
      {
        id: "into-the-graves",
        intents: ["use", "attack", "sneak", "defend"],
        label: "Draw them back among the open graves",
        keys: ["graves", "grave", "holes", "lure", "draw"],
        check: { skill: "acrobatics", ability: "dex", dc: 12, trait: "smoke" },
        text: "You go backwards, along the turf between two rows, as along a plank. They follow with their arms out and do not look down. It is a soft sound, each time. When they find where they are, they lie still: it is the right size, it has been made ready, somebody has weeded it.",
        effects: [{ endEncounter: "talked" }],
        failure: {
          text: "The third grave along is yours. It is six feet, and beautifully finished.",
          effects: [
            { harm: { dice: "1d6", type: "bludgeoning", segments: 1, source: "a fall into a grave" }, to: "actor" },
          ],
        },
      },
    ],
  },
];
