import type { Adventure, ReadyHero } from "../contracts/adventure.ts";
import type { Item } from "../contracts/creatures.ts";

const look = { seed: "tin-lantern", kind: "tavern", time: "dusk", weather: "rain" } as const;
const portrait = (seed: string) => ({ seed, kind: "person" }) as const;
const beast = (seed: string) => ({ seed, kind: "beast" }) as const;

/** A small adventure with one of everything that words can point at: what the Oracle's phrasings are tried on. */
export const tinLantern: Adventure = {
  id: "tin-lantern", version: 1, title: "The Tin Lantern", tagline: "A quiet inn.", summary: "An inn, a box, and wolves in the kennel.",
  rulesets: ["d20", "embers"], players: { min: 1, max: 4 }, minutes: { min: 5, max: 20 }, tone: { words: ["plain"], rating: "everyone" }, look,
  opening: "Rain drives you in.", start: "common-room",
  scenes: [
    {
      id: "common-room", title: "The Common Room", look, safeToRest: true,
      read: "A low room smells of wet wool. An iron strongbox stands by the cold hearth, and a woman polishes a bell behind the counter.",
      again: "The common room is as low as ever.",
      ambience: ["Rain taps at the shutters.", "Somewhere a beam creaks.", "The bell hums to itself."],
      features: [
        {
          id: "hearth", name: "the cold hearth", aliases: ["fireplace", "ashes", "grate", "chimney"], look: "Grey ash lies deep in the hearth, combed into waves by the draught.",
          beats: [
            { id: "search-hearth", intents: ["search", "look"], label: "Search the cold hearth", check: { ability: "wis", skill: "perception", dc: 12, trait: "spark" }, text: "Under the ash lies a lead seal.", failure: { text: "Ash, and under it more ash." } },
            { id: "light-hearth", intents: ["use"], with: "tinderbox", keys: ["light", "kindle", "fire"], text: "A small flame takes hold.", requires: [{ has: "tinderbox" }] },
          ],
        },
        {
          id: "strongbox", name: "the iron strongbox", aliases: ["chest", "box", "coffer", "lockbox"], look: "It is bolted to the floor and has a lock the size of a fist.",
          beats: [
            { id: "unlock-strongbox", intents: ["open", "use"], with: "brass-key", requires: [{ has: "brass-key" }], text: "The key turns and the lid comes up.", effects: [{ set: "box-open" }] },
            { id: "pick-strongbox", intents: ["pick"], keys: ["lock"], check: { ability: "dex", skill: "sleight-of-hand", dc: 13, trait: "smoke" }, text: "The last pin gives.", failure: { text: "A pin snaps." } },
            { id: "break-strongbox", intents: ["break"], check: { ability: "str", skill: "athletics", dc: 16, trait: "blaze" }, text: "The hasp tears out of the wood.", failure: { text: "The box rings like a gong." } },
          ],
        },
        { id: "notice-board", name: "the notice board", aliases: ["board", "notices", "notice", "posters"], look: "Paper over paper, none of it straight.", beats: [{ id: "read-notices", intents: ["read"], text: "Lost: one miller. Reward: bread." }] },
        {
          id: "portrait", name: "the portrait of a sea captain", aliases: ["painting", "picture", "captain"], look: "He has been painted by somebody who owed him money.",
          beats: [{ id: "behind-portrait", intents: ["search", "take", "use"], keys: ["behind", "frame"], text: "There is a nail behind it, and a hollow in the wall.", effects: [{ show: "crawlway" }] }],
        },
        { id: "beams", name: "the roof beams", aliases: ["beam", "rafters", "rafter"], look: "They are black with smoke.", beats: [{ id: "climb-beams", intents: ["climb"], check: { ability: "str", skill: "athletics", dc: 11, trait: "blaze" }, text: "From up here the room looks small.", failure: { text: "The beam is greased with forty years of smoke." } }] },
        { id: "bell", name: "the brass bell", aliases: ["handbell"], look: "It is engraved with a ship.", beats: [{ id: "ring-bell", intents: ["use"], again: true, keys: ["ring"], text: "It rings, and everybody looks up." }] },
        { id: "table", name: "the long table", aliases: ["benches", "bench"], look: "It is scrubbed white.", beats: [] },
      ],
      exits: [
        { id: "yard-door", to: "yard", name: "the yard door", aliases: ["door", "yard", "outside", "out", "north"], minutes: 1, beats: [] },
        { id: "cellar-hatch", to: "cellar", name: "the cellar hatch", aliases: ["hatch", "trapdoor", "cellar", "down"], locked: "The hatch is barred from below.", minutes: 1, beats: [] },
        { id: "stairs", to: "landing", name: "the stairs", aliases: ["staircase", "up", "upstairs", "landing"], minutes: 1, beats: [] },
        { id: "crawlway", to: "landing", name: "the crawlway", aliases: ["hole", "hollow"], hidden: true, minutes: 5, beats: [] },
      ],
      people: ["orla", "tam"],
      beats: [
        { id: "listen-room", intents: ["listen"], text: "Under the rain, something pads up and down in the yard." },
        { id: "sneak-room", intents: ["sneak"], check: { ability: "dex", skill: "stealth", dc: 11, trait: "smoke" }, text: "Nobody looks up.", failure: { text: "A board speaks up." } },
      ],
    },
    {
      id: "yard", title: "The Yard", look, safeToRest: false, read: "Mud, a well, a kennel with a wooden gate.", again: "The yard again, and wetter.", ambience: [],
      features: [
        { id: "well", name: "the well", aliases: ["bucket"], look: "A rope goes down into the dark.", beats: [] },
        { id: "kennel", name: "the kennel gate", aliases: ["kennel", "gate"], look: "It shakes from the inside.", beats: [{ id: "open-kennel", intents: ["open"], text: "The gate bursts open.", effects: [{ encounter: "wolves" }] }] },
      ],
      exits: [
        { id: "inn-door", to: "common-room", name: "the inn door", aliases: ["inn", "back", "inside", "in"], minutes: 1, beats: [] },
        { id: "moor-road", to: "landing", name: "the moor road", aliases: ["road", "moor", "east"], minutes: 60, beats: [] },
      ],
      people: [], beats: [],
    },
    { id: "cellar", title: "The Cellar", look, safeToRest: false, read: "It is dark.", again: "Still dark.", ambience: [], features: [], exits: [{ id: "hatch-up", to: "common-room", name: "the ladder", aliases: ["up", "ladder"], minutes: 1, beats: [] }], people: [], beats: [] },
    { id: "landing", title: "The Landing", look, safeToRest: true, read: "Three doors, all alike.", again: "The three doors.", ambience: [], features: [], exits: [{ id: "stairs-down", to: "common-room", name: "the stairs down", aliases: ["down", "stairs", "back"], minutes: 1, beats: [] }], people: [], beats: [] },
  ],
  people: [
    {
      id: "orla", name: "Orla Fenn", aliases: ["orla", "innkeeper", "landlady", "barkeep", "woman"], pronoun: "she", look: portrait("orla"), role: "Keeps the inn.", want: "Quiet.", manner: "Short.",
      seen: "a broad woman with a polishing cloth", greet: "“Wet enough for you?” says Orla.", again: "“Still here?” says Orla.", attitude: 0,
      topics: [
        { id: "wolves", label: "Ask Orla about the wolves", keys: ["wolves", "wolf", "howling", "beasts"], text: "“They came down with the snow.”" },
        { id: "miller", label: "Ask Orla about the miller", keys: ["miller", "mill", "missing"], text: "“Went out for flour. His own.”" },
        { id: "cellar", label: "Ask Orla about the cellar", keys: ["cellar", "hatch", "downstairs"], text: "“Barred, and it stays barred.”" },
        { id: "rooms", label: "Ask Orla about a room", keys: ["room", "rooms", "bed", "stay", "price", "night", "beds"], text: "“Two silver, and no boots in bed.”" },
        { id: "captain", label: "Ask Orla about the captain", keys: ["captain", "portrait", "painting", "husband"], requires: [{ attitude: "orla", atLeast: 2 }], text: "“My husband,” she says." },
      ],
      shrug: ["“Couldn’t tell you,” says Orla.", "Orla shrugs."],
      beats: [
        { id: "persuade-orla", intents: ["persuade"], label: "Win Orla over", check: { ability: "cha", skill: "persuasion", dc: 12, trait: "hearth" }, text: "She puts the cloth down.", effects: [{ attitude: "orla", by: 2 }], failure: { text: "“Nice try.”" } },
        { id: "threaten-orla", intents: ["threaten"], check: { ability: "cha", skill: "intimidation", dc: 15, trait: "blaze" }, text: "She goes pale.", failure: { text: "She laughs." } },
        { id: "give-letter", intents: ["give"], with: "letter", requires: [{ has: "letter" }], text: "She reads it twice.", effects: [{ take: "letter" }] },
      ],
    },
    {
      id: "tam", name: "Tam", aliases: ["boy", "stable boy", "lad", "kid"], pronoun: "he", look: portrait("tam"), role: "Stable boy.", want: "To see the wolves.", manner: "Fast.", seen: "a boy with straw in his hair",
      greet: "“Hello!” says Tam.", again: "“Hello again!”", attitude: 1,
      topics: [{ id: "horse", label: "Ask Tam about the horse", keys: ["horse", "horses", "mare", "stable"], text: "“She bites.”" }, { id: "tam-wolves", label: "Ask Tam about the wolves", keys: ["wolves", "wolf", "kennel"], text: "“There are two in the kennel!”" }],
      shrug: ["Tam shakes his head."], beats: [],
    },
  ],
  secrets: [{ id: "captain-lives", title: "The captain lives", text: "The captain is in the cellar.", tells: ["captain is in the cellar"] }],
  items: [],
  foes: [
    {
      id: "wolf", name: "grey wolf", aliases: ["wolf", "beast", "animal"], pronoun: "it", look: beast("wolf"), blurb: "Lean and wet.", manner: "Goes for the weak.", breaksAt: 1,
      d20: {
        ruleset: "d20", level: 1, calling: "beast", people: "wolf", abilities: { str: 12, dex: 14, con: 12, int: 3, wis: 12, cha: 6 }, saves: [], skills: [], expertise: [], armor: { base: 11, dexCap: null, shield: false }, hpMax: 11, hitDie: 8, speedFeet: 40,
        attacks: [{ id: "bite", name: "Bite", kind: "melee", ability: "dex", proficient: true, damage: "1d6", damageType: "piercing" }], resistances: [], vulnerabilities: [], immunities: [], conditionImmunities: [], features: [], xpValue: 25,
      },
      strikes: ["Teeth close.", "It snaps and holds."], misses: ["Teeth clack on air.", "It springs short."], falls: ["It lies down in the mud."],
    },
  ],
  encounters: [{
    id: "wolves", title: "Wolves in the yard", foes: [{ foe: "wolf", count: 2 }], intro: "Two wolves come out low.",
    won: { text: "The yard is quiet." }, fled: { text: "You slam the door behind you." }, lost: { text: "You wake by the hearth." }, talked: { text: "They slink off." },
    beats: [{ id: "throw-meat", intents: ["use", "give"], with: "meat", requires: [{ has: "meat" }], keys: ["throw", "feed"], text: "They take the meat and go.", effects: [{ endEncounter: "talked" }] }],
  }],
  clocks: [], endings: [{ id: "end", title: "The end", text: "The rain stops.", tone: "bright" }],
  lore: [
    { id: "lantern-lore", keys: ["tin lantern", "lantern inn", "inn"], text: "The inn is older than the road.", dc: 10, skill: "history", trait: "spark" },
    { id: "wolf-lore", keys: ["wolves", "wolf", "packs"], text: "Wolves do not den in kennels.", dc: 10, skill: "nature", trait: "spark" },
  ],
};

export const lanternItems: readonly Item[] = [
  { id: "brass-key", name: "brass key", aliases: ["key"], text: "Its bow is a little ship.", kind: "key" },
  { id: "letter", name: "sealed letter", aliases: ["letter", "envelope"], text: "Addressed to O. Fenn.", kind: "gear" },
  { id: "rope", name: "coil of rope", aliases: ["rope"], text: "Fifty feet of hemp.", kind: "gear" },
  { id: "tinderbox", name: "tinderbox", aliases: ["flint", "tinder", "matches"], text: "Flint, steel, dry fluff.", kind: "gear" },
  { id: "lamp", name: "hooded lantern", aliases: ["lantern", "lamp", "light"], text: "It throws a narrow light.", kind: "light" },
  { id: "draught", name: "healing draught", aliases: ["potion", "healing potion", "draught"], text: "Bitter and red.", kind: "consumable", use: { heal: "2d4+2", clearHarm: 2, spent: true } },
  { id: "meat", name: "haunch of mutton", aliases: ["meat", "mutton", "haunch"], text: "It has been in a pack for two days.", kind: "gear" },
  { id: "shortsword", name: "shortsword", aliases: ["sword", "blade"], text: "Plain and sharp.", kind: "weapon" },
  { id: "longbow", name: "longbow", aliases: ["bow", "arrows"], text: "Yew.", kind: "weapon" },
  { id: "mace", name: "mace", aliases: ["club"], text: "Flanged.", kind: "weapon" },
  { id: "flask", name: "flask of brandy", aliases: ["flask", "brandy"], text: "Half full.", kind: "gear" },
];

const traits = { blaze: 1, smoke: 2, stone: 0, spark: 1, hearth: -1 };
const d20 = { ruleset: "d20", level: 2, people: "Moorfolk", saves: [], expertise: [], armor: { base: 12, dexCap: 2, shield: false }, hpMax: 18, hitDie: 10, speedFeet: 30, resistances: [], vulnerabilities: [], immunities: [], conditionImmunities: [], features: [] } as const;

export const lanternHeroes: readonly ReadyHero[] = [
  {
    id: "wren", name: "Wren Alder", pronoun: "she", look: portrait("wren"), blurb: "Finds ways.", hook: "You were told to come.",
    d20: {
      ...d20, saves: [], expertise: [], resistances: [], vulnerabilities: [], immunities: [], conditionImmunities: [], features: [], calling: "Ranger", skills: ["stealth", "perception"], abilities: { str: 12, dex: 16, con: 12, int: 10, wis: 14, cha: 8 },
      attacks: [
        { id: "shortsword", name: "Shortsword", kind: "melee", ability: "dex", proficient: true, damage: "1d6", damageType: "piercing" },
        { id: "longbow", name: "Longbow", kind: "ranged", ability: "dex", proficient: true, damage: "1d8", damageType: "piercing", reachFeet: 150 },
      ],
    },
    embers: { ruleset: "embers", calling: "Ranger", traits, harmMax: 6, features: [] },
    items: ["brass-key", "letter", "rope", "tinderbox", "lamp", "draught", "meat", "shortsword", "longbow"].map((item) => ({ item, quantity: 1, equipped: item === "shortsword" })), coinCopper: 500,
  },
  {
    id: "bram", name: "Bram", pronoun: "he", look: portrait("bram"), blurb: "Holds doors.", hook: "You were paid to come.",
    d20: {
      ...d20, saves: [], expertise: [], resistances: [], vulnerabilities: [], immunities: [], conditionImmunities: [], features: [], calling: "Warden", skills: ["athletics"], abilities: { str: 16, dex: 10, con: 14, int: 10, wis: 10, cha: 12 },
      attacks: [{ id: "mace", name: "Mace", kind: "melee", ability: "str", proficient: true, damage: "1d6", damageType: "bludgeoning" }],
    },
    embers: { ruleset: "embers", calling: "Warden", traits, harmMax: 6, features: [] },
    items: ["mace", "flask"].map((item) => ({ item, quantity: 1, equipped: true })), coinCopper: 100,
  },
];
