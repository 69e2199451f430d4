import type { Scene } from "../../../contracts/adventure.ts";

const stairfoot: Scene = {
  id: "stairfoot",
  title: "The Foot of the Stair",
  look: { seed: "tallow-stair-foot", kind: "village", time: "dusk", weather: "fog" },
  read: "Tallow Stair is a town and also, more or less, a staircase: four hundred steps of black stone climbing into fog, with houses leaning in from both sides as if to hear what you say. An iron lamp stands at every thirteenth step. Every one of them is out.\n\nThe carrier’s cart is already turning round behind you. There is an inn, shuttered, with firelight along the bottom of its door; a stone trough; a low iron door set into the side of the stair itself. And on the lowest step, a lamp-pole across her knees that is twice as long as she is, sits a girl of about twelve who looks at you as though you were late.",
  again:
    "The foot of the stair: the shut inn, the trough, the iron door, and thirty-one dark lamps going up out of sight.",
  ambience: [
    "Somewhere up the hill a shutter bangs, and somebody hurries to stop it banging.",
    "Fog comes down the steps one at a time, like a cat.",
    "Inside the inn a fiddle begins a tune, thinks better of it, and stops.",
    "Water ticks from the trough onto the stone.",
    "A pale moth the size of a hand settles on the cold glass of the first lamp, walks once round it, and leaves.",
  ],
  features: [
    {
      id: "first-lamp",
      name: "the first lamp",
      aliases: ["lamp", "lamps", "lamp post", "lantern post", "glass"],
      look: "Iron, shoulder-high, older than the houses. The glass has been polished so often that it has gone thin in the middle. The wick is trimmed and there is a finger of oil in the bowl: someone made this lamp ready, and then did not light it.",
      beats: [
        {
          id: "study-first-lamp",
          intents: ["search", "look"],
          label: "Study the first lamp closely",
          check: { skill: "investigation", ability: "int", dc: 11, trait: "spark" },
          text: "The wick was trimmed today; the snippings are still on the step, and beside them lies a burnt match. One match, struck and blown out before it touched anything. Whoever came here with the means to light thirty-one lamps stood a while, and decided.",
          effects: [{ set: "knows-lamp-was-ready" }, { xp: 10 }],
          partial: {
            text: "The wick was trimmed today. There is a burnt match on the step, too, but your sleeve brushes it away into the dark between the stones before you can see how far it burned.",
            effects: [{ set: "knows-lamp-was-ready" }, { minutes: 5 }],
          },
          failure: {
            text: "You are still bent over the glass when the fog closes round your collar and the girl on the step says, not unkindly, “It’s a lamp. It’s off.” She has been watching you for quite some time.",
            effects: [{ set: "knows-lamp-was-ready" }, { minutes: 10 }],
          },
        },
        {
          id: "light-first-lamp",
          intents: ["use"],
          with: "hand-lantern",
          keys: ["light", "kindle"],
          requires: [{ has: "hand-lantern" }],
          text: "You open the little door and offer the flame. The wick takes it, shows a bead of blue, and goes out. A second try ends the same way. The girl shakes her head. “They go from the top down. First the last one, then the rest will take. It’s not a rule. It’s just how they are.”",
          effects: [{ set: "knows-top-down" }],
        },
      ],
    },
    {
      id: "trough",
      name: "the stone trough",
      aliases: ["trough", "water", "horse trough"],
      look: "A horse trough, full to the lead lip, with a green beard of weed. Coins shine at the bottom, the small kind that people can spare for a wish.",
      beats: [
        {
          id: "search-trough",
          intents: ["search", "look", "take"],
          label: "Feel about in the trough",
          keys: ["coins", "key", "weed", "lip"],
          check: { skill: "perception", ability: "wis", dc: 12, trait: "spark" },
          text: "Under the weed, where the lead lip folds over, your fingers meet a hook that has no business there. A key hangs from it: long, iron, worn bright at the bow by one particular thumb.",
          effects: [{ give: "lamp-room-key" }, { xp: 10 }],
          partial: {
            text: "You find it by knocking it off its hook. It takes both arms, up to the shoulder and in very cold water, to get the key back off the bottom, but there it is: long, iron, and dripping like you are.",
            effects: [{ give: "lamp-room-key" }, { minutes: 10 }],
          },
          failure: {
            text: "Weed, cold, more weed. Your hand closes on something small and hard, and comes up with three wet coppers that somebody once wished on. From the step, the girl watches your sleeve drip. “He keeps the spare in there somewhere,” she says. “But he’s got longer arms.”",
            effects: [{ coin: 3 }, { minutes: 10 }],
          },
        },
      ],
    },
    {
      id: "inn-front",
      name: "the shuttered inn",
      aliases: ["inn", "the lit window", "inn door", "shutters", "hatch", "tavern"],
      look: "The sign says THE LIT WINDOW, which tonight is more of a wish. The shutters are barred from inside. In the door, at the height of a face, is a hatch the size of a loaf, and behind the hatch somebody is breathing.",
      beats: [
        {
          id: "read-bylaw",
          intents: ["read", "look", "search"],
          keys: ["plate", "law", "sign", "notice"],
          label: "Read the brass plate beside the inn door",
          text: "BY CUSTOM OF THE STAIR, says the brass: NO DOOR IS OPENED ON AN UNLIT STEP, NOT TO FRIEND NOR KIN NOR WEATHER. Under it someone has scratched, in a different century: nor husbands.",
          effects: [{ set: "knows-custom" }],
        },
        {
          id: "force-inn",
          intents: ["break", "attack"],
          text: "Oak, four fingers thick, and a bar behind it. The blow rings up the whole stair; along both sides you hear bolts being pushed home that were home already. “The answer,” says the hatch, “remains no.”",
          effects: [{ attitude: "dulcie", by: -1 }],
        },
      ],
    },
  ],
  exits: [
    {
      id: "lamp-room-door",
      to: "lamp-room",
      name: "the iron door in the stair",
      aliases: ["iron door", "lamp room", "low door", "door", "cellar", "lamp-room"],
      locked:
        "The iron door is low, and shut, and has the kind of lock that was made by someone who disliked visitors. Through the keyhole comes a smell of oil, and a little moving light, blue, like the inside of a shell.",
      minutes: 1,
      beats: [
        {
          id: "unlock-lamp-room",
          intents: ["open", "use"],
          with: "lamp-room-key",
          requires: [{ has: "lamp-room-key" }],
          label: "Open the iron door with the key",
          text: "The key turns as if the lock had been waiting to be asked properly. The iron door swings in, low and quiet, and a breath of warm oil comes out to meet you.",
          effects: [{ unlock: "lamp-room-door" }],
        },
        {
          id: "pick-lamp-room",
          intents: ["pick"],
          label: "Pick the lock of the iron door",
          check: { skill: "sleight-of-hand", ability: "dex", dc: 12, trait: "smoke" },
          text: "Five wards, four of them lies. You leave those alone, lean on the fifth, and the bolt slides over with a sound like a cleared throat.",
          effects: [{ unlock: "lamp-room-door" }, { xp: 10 }],
          partial: {
            text: "The bolt goes over at last, and takes a good part of your patience and the end of a bent pin with it. The pin will live in that lock for ever.",
            effects: [{ unlock: "lamp-room-door" }, { minutes: 10 }],
          },
          failure: {
            text: "Something inside the lock gives way that was not meant to. There is a clank, a silence, and then the whole plate drops off and rolls down the step into the gutter. The door is open. It will not be shut again by anybody soon, and the girl says, “Oh, he’ll love that.”",
            effects: [{ unlock: "lamp-room-door" }, { minutes: 10 }, { attitude: "fitch", by: -1 }],
          },
        },
        {
          id: "force-lamp-room",
          intents: ["break", "attack"],
          label: "Put a shoulder to the iron door",
          check: { skill: "athletics", ability: "str", dc: 13, trait: "blaze" },
          text: "The iron would hold till morning. The hinge pins, eaten by a century of fog, do not. The door comes in with you behind it and you both arrive in the lamp room standing.",
          effects: [{ unlock: "lamp-room-door" }, { xp: 10 }],
          partial: {
            text: "At the third try the hinges tear, and so does the skin of a shoulder. The door hangs in its frame like a loose tooth.",
            effects: [
              { unlock: "lamp-room-door" },
              { harm: { dice: "1d2", type: "bludgeoning", segments: 1, source: "the iron door" }, to: "actor" },
            ],
          },
          failure: {
            text: "The door booms and does not move. It booms again. At the fourth blow, the hatch in the inn opens and an arm comes out, holding a crowbar by the wrong end. “For pity’s sake,” says the inn. With that, it takes a minute.",
            effects: [{ unlock: "lamp-room-door" }, { minutes: 10 }, { attitude: "dulcie", by: -1 }],
          },
        },
      ],
    },
    {
      id: "stair-up",
      to: "long-stair",
      name: "the stair going up",
      aliases: ["stair", "stairs", "steps", "up", "climb", "staircase"],
      requires: [{ flag: "can-climb" }],
      blocked:
        "Four steps up, the fog takes your hand away at the wrist. Nine steps up you cannot see the edge, and there is one, and no rail. “Nobody goes up without a light,” says the girl. “Not twice, anyway. There’s a lantern in the lamp room.”",
      minutes: 5,
      beats: [
        {
          id: "feel-way-up",
          intents: ["sneak", "climb"],
          keys: ["dark", "feel", "without light", "grope", "blind"],
          label: "Feel your way up the stair in the dark",
          requires: [{ has: "hand-lantern", not: true }],
          check: { skill: "acrobatics", ability: "dex", dc: 12, trait: "smoke" },
          text: "One hand on the house walls, one foot asking each step its name before the other follows. After thirty steps there is a rhythm to it. After sixty, the dark has begun to have a grain, like wood.",
          effects: [{ set: "can-climb" }, { set: "went-dark" }, { go: "long-stair" }, { xp: 10 }],
          partial: {
            text: "It can be done, at the pace of a very old snail. Twice your heel finds the edge and the whole of your weight argues about it. By the time the walls close in again, a good part of the evening is gone.",
            effects: [{ set: "can-climb" }, { set: "went-dark" }, { minutes: 10 }, { go: "long-stair" }],
          },
          failure: {
            text: "The ninetieth step is not where the ninetieth step should be. You come down hard on an edge of stone and slide, and somebody’s boot-scraper stops you with no gentleness at all. From there you go up on hands and knees, which is slower and a good deal safer.",
            effects: [
              { set: "can-climb" },
              { set: "went-dark" },
              { harm: { dice: "1d4", type: "bludgeoning", segments: 1, source: "a fall on the stair" }, to: "actor" },
              { minutes: 10 },
              { go: "long-stair" },
            ],
          },
        },
      ],
    },
  ],
  people: ["fitch", "dulcie"],
  beats: [
    {
      id: "listen-stairfoot",
      intents: ["listen"],
      text: "The inn, holding its breath. Water. And from high up, so faint that it may be only the shape of the fog, somebody humming. It is a dance tune, taken very slowly.",
      effects: [{ set: "heard-humming" }],
    },
    {
      id: "coat-over-girl",
      intents: ["help"],
      keys: ["girl", "fitch", "cold", "coat", "warm"],
      label: "See that the girl on the step is warm",
      text: "She lets it happen with great dignity. Under the coat that is not hers she says, to nobody in particular, “I’m not cold. It’s the pole that’s cold.” Then she moves over, so that there is room on the step.",
      effects: [{ attitude: "fitch", by: 1 }],
    },
  ],
  safeToRest: false,
};

const lampRoom: Scene = {
  id: "lamp-room",
  title: "The Lamp Room",
  look: { seed: "tallow-lamp-room", kind: "cellar", time: "night", weather: "clear" },
  read: "A vault under the steps, warm as a bakery. Oil stands in butts along one wall. On the other, thirty-one hooks in three rows, each with a brass number and a spare glass chimney hanging from it; one of the chimneys has been wrapped in a woman’s grey shawl. At the back, in a cage of brass no bigger than a birdcage, burns a small blue flame with nothing under it that you can see. There is a cot, a bread crock, and a day-book open on a slope, with the pen laid across it.",
  again: "The lamp room: warm oil, brass numbers, and the small blue flame in its cage.",
  ambience: [
    "Feet go by overhead, fast, and a door shuts.",
    "The blue flame leans towards whoever is speaking, as a listener would.",
    "An oil butt ticks as it settles.",
    "All the glass chimneys on their hooks give out one very faint note together, and stop.",
  ],
  features: [
    {
      id: "blue-flame",
      name: "the blue flame",
      aliases: ["flame", "cage", "brass cage", "fire", "light", "mother flame"],
      look: "It gives warmth on one side only: the side you are on. A hand lantern stands beside the cage, filled, trimmed and ready, and above it a card in careful capitals says ASK NICELY.",
      beats: [
        {
          id: "take-lantern",
          intents: ["take", "use", "open", "ask"],
          label: "Light the hand lantern at the blue flame",
          keys: ["lantern", "ask", "nicely", "light", "kindle"],
          text: "You put the wick to the bars and, since there is a card, you ask. The blue flame considers. Then a piece of it steps across, neat as a bird changing branches, and the lantern is lit.",
          effects: [{ give: "hand-lantern" }, { set: "can-climb" }],
        },
      ],
    },
    {
      id: "hooks",
      name: "the wall of hooks",
      aliases: ["hooks", "shawl", "chimneys", "chimney", "glass", "wall", "numbers"],
      look: "Hooks one to thirty hold plain glass. The chimney on hook thirty-one is older, with a band of tiny painted dancers going round the foot of it, each holding the next one’s hand. Someone has wrapped it in the shawl so that nothing can touch it.",
      beats: [
        {
          id: "take-painted-chimney",
          intents: ["take", "search", "open"],
          label: "Take down the glass wrapped in the shawl",
          keys: ["shawl", "glass", "chimney", "thirty-one", "dancers"],
          text: "It weighs almost nothing. Along the rim, under the dancers, runs a line in a woman’s painted hand: N. to O., so you can find your way home. The shawl smells of ginger and lamp oil.",
          effects: [{ give: "painted-chimney" }],
        },
      ],
    },
    {
      id: "day-book",
      name: "the day-book",
      aliases: ["book", "daybook", "pen", "ledger", "slope", "log"],
      look: "Forty years of evenings in the same small upright hand. Time of lighting, weather, oil used. The last line has today’s date and nothing after it.",
      beats: [
        {
          id: "read-day-book",
          intents: ["read", "search", "look"],
          label: "Read back through the day-book",
          keys: ["pages", "entries", "year"],
          check: { skill: "investigation", ability: "int", dc: 12, trait: "spark" },
          text: "You turn back the leaves until the hand changes. One page, a twelvemonth old to this day, is written so small that it seems to be hiding: Lit all 31. Came home 8.40. N. gone before I had my boots off. And in the margin, in fresh ink, tonight’s: An unlit stair is a road they can use. My own gran swore it. I’ve trimmed them all and I’ll not light one.",
          effects: [{ secret: "why-the-lamps-are-dark" }, { xp: 25 }],
          partial: {
            text: "It takes a while to learn the hand. Then a page from a twelvemonth ago stops you, for the ink has run: N. gone. Cold when I got in, and me with my boots on yet. Beside it, in ink so fresh that your thumb smears half the line away: An unlit stair is a road they can use, and after the smear: I’ll not light one.",
            effects: [{ secret: "why-the-lamps-are-dark" }, { minutes: 10 }],
          },
          failure: {
            text: "Weather, oil, weather. Forty years of a man noting the price of wick. You do find one thing: every entry begins with the time he set out and ends with the time he came home, until about a year ago, when he stops writing down the second.",
            effects: [{ set: "knows-book-changed" }, { minutes: 10 }],
          },
        },
      ],
    },
    {
      id: "bread-crock",
      name: "the bread crock and the cot",
      aliases: ["bread", "crock", "cot", "bed", "food", "shelf", "bundle"],
      look: "Half a loaf, dripping in a bowl, a stone bottle labelled GINGER, FOR THE KNEES. On the shelf above the cot hangs a bundle of silver-green twigs with a tag: bitterwood, for moths.",
      beats: [
        {
          id: "eat-and-sit",
          intents: ["rest", "wait", "take"],
          label: "Sit down to the bread by the blue flame",
          keys: ["bread", "eat", "sit", "loaf"],
          text: "The bread is today’s. The dripping has salt in it. For a quarter of an hour there is nothing to hear but chewing and the small blue sound of the flame, and your coats begin to steam.",
          effects: [{ rest: "short" }, { minutes: 15 }],
        },
        {
          id: "take-bitterwood",
          intents: ["take", "search"],
          label: "Take the bundle of bitterwood",
          keys: ["bitterwood", "bundle", "twigs", "moths"],
          text: "The twigs are dry and light and smell of wardrobes and of being told to go to bed. The tag is on a loop of string, made for hanging on a belt.",
          effects: [{ give: "bitterwood" }],
        },
        {
          id: "take-ginger",
          intents: ["take"],
          label: "Take the stone bottle of ginger",
          keys: ["ginger", "bottle", "cordial", "knees"],
          text: "It gurgles. Even with the cork in, your eyes water.",
          effects: [{ give: "ginger-cordial" }],
        },
      ],
    },
  ],
  exits: [
    {
      id: "lamp-room-out",
      to: "stairfoot",
      name: "the iron door",
      aliases: ["door", "out", "outside", "back", "leave", "stairfoot"],
      minutes: 1,
      beats: [],
    },
    {
      id: "coal-ladder",
      to: "long-stair",
      name: "the ladder behind the oil butts",
      aliases: ["ladder", "hatch", "trapdoor", "behind the butts"],
      hidden: true,
      requires: [{ flag: "can-climb" }],
      blocked:
        "The ladder goes up into a dark as thick as felt. A lantern would be a comfort; there is one, over by the flame.",
      minutes: 5,
      beats: [],
    },
  ],
  people: [],
  beats: [
    {
      id: "search-lamp-room",
      intents: ["search"],
      label: "Look behind the oil butts",
      keys: ["butts", "oil", "behind", "room"],
      text: "Behind the third butt the wall is a draught. An iron ladder goes up a shaft there, its rungs rubbed bright: the short way, for somebody who has done this eleven thousand times and whose knees hurt.",
      effects: [{ show: "coal-ladder" }, { xp: 5 }],
    },
    {
      id: "listen-lamp-room",
      intents: ["listen"],
      text: "Close to the cage you can hear it: the flame is making a sound, very low. It is the same tune, over and over, a dance in three. It must have heard it a great many times.",
      effects: [{ set: "heard-humming" }],
    },
  ],
  safeToRest: true,
};

export const scenesBelow: readonly Scene[] = [stairfoot, lampRoom];
