import type { Scene } from "../../../contracts/adventure.ts";

const longStair: Scene = {
  id: "long-stair",
  title: "The Long Stair",
  look: { seed: "tallow-stair-mid", kind: "road", time: "night", weather: "fog" },
  read: "Halfway. The houses have drawn closer; in places you could lean out of one bedroom and be in another. Not a light anywhere. A lamp with a broken glass marks the seventeenth turning, and on its iron, on the gutters, on the sills, along every string of washing, sit moths: grey, silent, broad as a hand, their wings opening and closing all together like something asleep.\n\nAbove them the stair goes on.",
  again: "The seventeenth turning: the broken lamp, the close-set houses, the stair up and the stair down.",
  ambience: [
    "A moth lets go of the wall, drifts across the stair, and takes hold of the other wall.",
    "Behind a shutter a child asks if it is morning, and is told no.",
    "Dust like flour lies along the sills, and shows the prints of many small feet.",
    "The fog thins, as if it too were looking up, and thickens again.",
  ],
  features: [
    {
      id: "broken-lamp",
      name: "the broken lamp",
      aliases: ["lamp", "seventeenth lamp", "glass", "seventeen"],
      look: "The glass has been pushed in by a great many small bodies. Inside, the bowl is licked dry. These are snuffmoths: they drink flame, and after that they drink oil, and after that, the old people say, they will settle for warmth from wherever it can be had.",
      beats: [
        {
          id: "study-moths",
          intents: ["search", "look", "recall"],
          label: "Watch how the moths behave",
          keys: ["moths", "moth", "snuffmoths"],
          check: { skill: "nature", ability: "int", dc: 11, trait: "spark" },
          text: "They ignore the fog, the cold, and you. What they turn to, a hundred heads at once, is any brightness. Cover a light and you become furniture. Give them a better light, somewhere else, and they will go there like a congregation let out of church.",
          effects: [{ set: "knows-moths" }, { xp: 10 }],
          partial: {
            text: "You learn what they want by letting them have some: a moth walks over your sleeve to the warm inside of the wrist and settles there. Brightness first; warmth if there is nothing better. The place stays numb for a minute afterwards.",
            effects: [
              { set: "knows-moths" },
              { harm: { dice: "1d2", type: "cold", segments: 0, source: "a snuffmoth" }, to: "actor" },
            ],
          },
          failure: {
            text: "It is hard to study a thing with ten thousand eyes. Whenever you bend closer the wings all stop, and wait. A shutter opens a crack above you: “They like lights, you ninny,” says an old man, and it shuts.",
            effects: [{ set: "knows-moths" }, { minutes: 5 }],
          },
        },
      ],
    },
    {
      id: "moths",
      name: "the sleeping moths",
      aliases: ["moths", "moth", "snuffmoths", "wings"],
      look: "Hundreds. Not one of them makes a sound. Their wings are the colour of ash that still remembers the shape of the paper.",
      beats: [
        {
          id: "sneak-past-moths",
          intents: ["sneak", "climb"],
          label: "Creep past the moths without a light",
          keys: ["cover", "hide", "creep", "dark", "quiet", "past"],
          requires: [{ flag: "past-moths", not: true }],
          check: { skill: "stealth", ability: "dex", dc: 11, trait: "smoke", group: true },
          text: "No light, no hurry, no cloth brushing stone. You pass under ten thousand folded wings like people leaving a sickroom. When you have rounded the next turning, nothing behind you has moved.",
          effects: [{ set: "past-moths" }, { xp: 25 }],
          partial: {
            text: "Almost. Near the end a heel scrapes, and a dozen moths come down to see about it, walking over faces and hands with their cold little feet before they lose interest. You are past, and chilled through.",
            effects: [
              { set: "past-moths" },
              { harm: { dice: "1d3", type: "cold", segments: 1, source: "the moths" }, to: "actor" },
            ],
          },
          failure: {
            text: "A step rocks under somebody’s boot, and knocks: once. All the wings on the stair stop moving. Then the walls come away from the walls.",
            effects: [{ encounter: "snuffmoths" }],
          },
        },
        {
          id: "burn-bitterwood",
          intents: ["use"],
          with: "bitterwood",
          label: "Walk up through the smoke of the bitterwood",
          keys: ["burn", "smoke", "bitterwood"],
          requires: [{ has: "bitterwood" }, { has: "hand-lantern" }, { flag: "past-moths", not: true }],
          text: "The twigs catch at the lantern and make a smoke like every wardrobe in the world. The moths draw their feet up. They part before you, left and right, with small affronted shuffles, and you walk up the middle of the stair as if somebody had rolled out a carpet.",
          effects: [{ take: "bitterwood" }, { set: "past-moths" }, { xp: 25 }],
        },
        {
          id: "decoy-light",
          intents: ["use", "take"],
          label: "Set the washing line alight further down as a decoy",
          keys: ["decoy", "washing", "rag", "burn", "throw", "fire", "distract"],
          requires: [{ has: "hand-lantern" }, { flag: "past-moths", not: true }],
          check: { skill: "sleight-of-hand", ability: "dex", dc: 11, trait: "smoke" },
          text: "A shirt, a splash of lantern oil, one touch of the flame, and a push: the line runs out over the lower stair on its pulleys with a burning shirt waving from it like a departing uncle. Every moth on the turning goes after it. You owe somebody a shirt.",
          effects: [{ set: "past-moths" }, { xp: 25 }],
          partial: {
            text: "It works, and it goes on working: shirt, then sheet, then a very large pair of drawers. The moths pour after it. So does a voice from an upstairs window, with your description in it. It costs you what coin comes to hand, thrown upward.",
            effects: [{ set: "past-moths" }, { coin: -5 }],
          },
          failure: {
            text: "The shirt is wetter than it looked. It steams, sulks, and goes out, and the only bright thing left on the stair is the lantern in your hand. The walls come away from the walls.",
            effects: [{ encounter: "snuffmoths" }],
          },
        },
        {
          id: "strike-at-moths",
          intents: ["attack", "threaten", "break"],
          requires: [{ flag: "past-moths", not: true }],
          text: "The blow goes through a cloud of ash that turns out to be alive. For one instant there is a clear space the shape of your arm. Then it fills.",
          effects: [{ encounter: "snuffmoths" }],
        },
      ],
    },
    {
      id: "old-man-window",
      name: "the shutter that opens a crack",
      aliases: ["shutter", "window", "old man", "house", "houses"],
      look: "One eye, a nightcap, half a pipe. The eye has opinions.",
      beats: [
        {
          id: "ask-old-man",
          intents: ["talk", "ask", "persuade", "help"],
          label: "Ask the eye at the shutter who went up tonight",
          keys: ["who", "osk", "lamplighter", "up"],
          text: "“Tamber did. An hour since, with a tray. A tray! Two cups on it.” The eye looks up the stair and down it. “I said, Osk, you’ve missed a lamp. He said, I know how many I’ve missed.” The shutter shuts.",
          effects: [{ set: "knows-two-cups" }],
        },
      ],
    },
  ],
  exits: [
    {
      id: "stair-on",
      to: "stairhead",
      name: "the stair going on up",
      aliases: ["up", "stair", "stairs", "steps", "top", "on", "climb"],
      requires: [{ flag: "past-moths" }],
      blocked:
        "The moths hang so thick above the next dozen steps that the stair seems to have been plastered over. To walk into that with a warm skin and a bright light would be an invitation.",
      minutes: 5,
      beats: [],
    },
    {
      id: "stair-down",
      to: "stairfoot",
      name: "the stair going down",
      aliases: ["down", "back", "bottom", "foot", "stairfoot"],
      minutes: 5,
      beats: [],
    },
  ],
  people: [],
  beats: [
    {
      id: "listen-long-stair",
      intents: ["listen"],
      text: "Wings make no noise. Above them, though, clear now that you have climbed this far: an old man’s voice, humming, and every so often a pause of a bar or two, as if to let somebody else take the tune.",
      effects: [{ set: "heard-humming" }],
    },
    {
      id: "wait-long-stair",
      intents: ["wait"],
      text: "You stand still. The moths stand still. It is a game they are better at; your breath begins to show, and one or two heads turn towards the warmth of it.",
      effects: [{ minutes: 10 }],
    },
  ],
  safeToRest: false,
};

const stairhead: Scene = {
  id: "stairhead",
  title: "The Thirty-First Lamp",
  look: { seed: "tallow-stairhead", kind: "tower", time: "night", weather: "clear" },
  read: "You walk up out of the top of the fog as out of a pond. Here there are stars, a great many, and one last lamp, unlit, where the stair ends at the door of a small house with a green sill. An old man in a good coat sits on the top step with his back against the iron. Beside him is a tray with two cups. One has been drunk.\n\nHe is humming. He looks round at you, and goes on to the end of the bar before he stops.\n\n“If you’ve come about the lamps,” he says, “they’re in good order.”",
  again: "The top of the stair: stars, the last lamp, the little house, and Osk Tamber with his two cups.",
  ambience: [
    "The fog lies level below your feet, white, with chimneys standing in it like posts in a flood.",
    "The second cup is still giving off a little steam.",
    "A very long way down, a door opens and is shut again.",
    "Osk turns his head towards the stair, as people do for a step they know.",
  ],
  features: [
    {
      id: "last-lamp",
      name: "the last lamp",
      aliases: ["lamp", "thirty-first lamp", "thirty-one", "top lamp", "light"],
      look: "Older than the others, with a leaf worked into the iron. The oil is full, the wick is new and white, and there is no chimney on it; the bare burner looks oddly undressed.",
      beats: [
        {
          id: "light-with-osk",
          intents: ["use", "help", "open"],
          label: "Light the last lamp together with Osk",
          keys: ["light", "kindle", "together", "lamp", "osk"],
          requires: [{ flag: "osk-willing" }],
          text: "He holds the wick and you hold the flame, or the other way about; afterwards it is hard to say. It catches at once. It has been waiting all evening.",
          effects: [{ xp: 50 }, { end: "thirty-one-lights" }],
        },
        {
          id: "light-alone",
          intents: ["use", "break", "attack"],
          label: "Light the last lamp without his leave",
          keys: ["light", "kindle", "alone", "anyway", "force"],
          requires: [{ flag: "osk-willing", not: true }],
          text: "He does not try to stop you. His tinderbox is on the step, and the wick is new; any spark would do. The flame stands up, and the light goes down the stair one lamp after another, quick as a hand along harp strings.",
          effects: [{ end: "lit-too-soon" }],
        },
        {
          id: "set-painted-glass",
          intents: ["use", "give"],
          with: "painted-chimney",
          label: "Set the painted glass on the last lamp",
          requires: [{ has: "painted-chimney" }],
          text: "It drops onto the burner with the small click of a thing coming home. The dancers stand in a ring, hand in hand, with the stars behind them. Osk looks at that for a long time. “She’d have my hide,” he says at last. “Leaving it in the dark on a hook. She painted it so I’d be able to see it.”",
          effects: [
            { take: "painted-chimney" },
            { set: "osk-willing" },
            { attitude: "osk", by: 2 },
            { secret: "why-the-lamps-are-dark" },
          ],
        },
      ],
    },
    {
      id: "tray",
      name: "the tray with two cups",
      aliases: ["tray", "cups", "cup", "tea", "second cup"],
      look: "Ginger tea. The second cup stands on the side nearest the stair, its handle turned outward, ready for a hand.",
      beats: [
        {
          id: "touch-second-cup",
          intents: ["search", "take", "use"],
          label: "Look closely at the second cup",
          check: { skill: "insight", ability: "wis", dc: 11, trait: "hearth" },
          text: "Chipped on the rim, at the place where one person has drunk from it for years. It was not put here for you, nor for any neighbour. He sees you see it, and makes room on the step. “A twelvemonth tonight,” he says. “I was out lighting number nine.”",
          effects: [{ secret: "why-the-lamps-are-dark" }, { set: "osk-open" }],
          partial: {
            text: "Your hand stops an inch away because of the way he has stopped breathing. “That’s taken,” he says, quite gently. And then, since you did stop: “A year, tonight, since it was drunk from. I’d got as far as the ninth lamp.”",
            effects: [{ secret: "why-the-lamps-are-dark" }],
          },
          failure: {
            text: "The cup is hot, and you have moved it. He reaches across and puts it back exactly where it was, handle outward, and does not speak for some minutes.",
            effects: [{ minutes: 5 }, { attitude: "osk", by: -1 }],
          },
        },
      ],
    },
    {
      id: "green-sill",
      name: "the little house",
      aliases: ["house", "door", "window", "green sill", "sill"],
      look: "One room, one window, one geranium. Inside you can see two chairs by a hearth, a fiddle on the wall, and a pair of dancing shoes set side by side beneath it.",
      beats: [],
    },
    {
      id: "white-fog",
      name: "the fog below",
      aliases: ["fog", "stair below", "below", "down there", "mist"],
      look: "It fills the valley to the brim. On the stair, where it thins, something might be standing about forty steps down. It might be a post.",
      beats: [
        {
          id: "watch-fog",
          intents: ["look", "search", "listen", "wait"],
          label: "Watch the stair below",
          text: "It is not a post. It is standing on a step that was empty before, and then, without having moved, on the one above. It does not feel cold. If anything there is a smell of ginger.",
          effects: [{ set: "saw-her" }, { minutes: 5 }],
        },
      ],
    },
  ],
  exits: [
    {
      id: "stairhead-down",
      to: "long-stair",
      name: "the stair going down",
      aliases: ["down", "back", "stair", "steps"],
      minutes: 5,
      beats: [],
    },
  ],
  people: ["osk"],
  beats: [
    {
      id: "sit-out-the-hour",
      intents: ["wait", "rest", "help"],
      label: "Sit out the dark hour beside Osk",
      keys: ["sit", "stay", "dark", "hour", "let", "wait with"],
      requires: [{ knows: "why-the-lamps-are-dark" }],
      text: "There is room on the step. You sit. Nobody says anything; it seems to be what was wanted. The stars turn a finger’s width. On the stair below, someone who is in no hurry comes up another step.",
      effects: [{ minutes: 20 }, { xp: 50 }, { end: "the-dark-hour" }],
    },
    {
      id: "attack-osk",
      intents: ["attack"],
      keys: ["osk", "old man"],
      text: "He watches your hand, not your face, the way one watches a kettle. He is seventy and has nothing on him but a tinderbox. “Go on and light it, then,” he says. “You needn’t step over me. There’s room on the left.”",
      effects: [{ attitude: "osk", by: -2 }],
    },
  ],
  onEnter: [
    {
      id: "arrive-late",
      intents: ["go"],
      requires: [{ flag: "hour-over" }],
      text: "You are late, or else in good time. The second cup is empty. He speaks low, towards the stair, and waits for answers that you cannot hear.",
      effects: [{ set: "saw-her" }, { secret: "why-the-lamps-are-dark" }],
    },
  ],
  safeToRest: false,
};

export const scenesAbove: readonly Scene[] = [longStair, stairhead];
