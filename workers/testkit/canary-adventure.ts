import type { Adventure, ReadyHero } from "../contracts/adventure.ts";
import type { Item } from "../contracts/creatures.ts";
import { d20Sheet, embersSheet } from "./rules-table.ts";

const look = { seed: "canary", kind: "hall", time: "night", weather: "clear" } as const;
const portrait = (seed: string) => ({ seed, kind: "person" }) as const;
const hidden = { id: "priest-hole", name: "hole" } as const;

/** Makes the words of one place in the script tell themselves apart. */
type Mark = (where: string) => string;

/**
 * A very small adventure with a fight, a secret, clocks and hidden ways, in which every text that players may not see
 * from the start passes through `mark`, so that a test can tell by the words alone whether one has got out.
 */
export function canaryAdventure(mark: Mark = (where) => where): Adventure {
  return {
    id: "canary",
    version: 1,
    title: "The Small Hall",
    tagline: "A hall.",
    summary: "A hall and a cellar.",
    rulesets: ["d20", "embers"],
    players: { min: 1, max: 4 },
    minutes: { min: 5, max: 20 },
    tone: { words: ["plain"], rating: "everyone" },
    look,
    opening: "You come in.",
    start: "hall",
    scenes: [hallScene(mark), cellarScene(mark)],
    people: people(mark),
    secrets: [
      { id: "cook-did-it", title: mark("secret title"), text: mark("secret text"), tells: [mark("secret tell")] },
      { id: "well-is-dry", title: mark("second title"), text: mark("second text"), tells: [mark("second tell")] },
      { id: "never-told", title: mark("sealed title"), text: mark("sealed text"), tells: [mark("sealed tell")] },
    ],
    items: [
      { id: "coin-purse", name: mark("purse"), text: mark("purse text"), kind: "treasure", valueCopper: 50 },
      {
        id: "salve",
        name: mark("salve"),
        text: mark("salve text"),
        kind: "consumable",
        use: { heal: "1d4", clearHarm: 1, spent: true },
      },
    ],
    foes: foes(mark),
    encounters: encounters(mark),
    clocks: clocks(mark),
    endings: [{ id: "over", title: mark("ending title"), text: mark("ending text"), tone: "bright" }],
    lore: [{ id: "old-hall", keys: ["hall"], text: mark("lore"), dc: 10, skill: "history", trait: "spark" }],
  };
}

const hero = (id: string, name: string): ReadyHero => ({
  id,
  name,
  pronoun: "they",
  look: portrait(id),
  blurb: "Ready.",
  hook: "Here.",
  d20: d20Sheet(),
  embers: embersSheet(),
  items: [
    { item: "bread", quantity: 2, equipped: false },
    { item: "tonic", quantity: 1, equipped: false },
  ],
  coinCopper: 100,
});

export const canaryHeroes: readonly ReadyHero[] = [
  hero("ash", "Ash"),
  hero("birch", "Birch"),
  hero("cedar", "Cedar"),
  hero("drake", "Drake"),
];
export const canaryItems: readonly Item[] = [
  { id: "bread", name: "bread", text: "Bread.", kind: "gear" },
  { id: "tonic", name: "tonic", text: "Tonic.", kind: "consumable", use: { heal: "1d4", clearHarm: 1, spent: true } },
];

function hallScene(mark: Mark): Adventure["scenes"][number] {
  return {
    id: "hall",
    title: "The Hall",
    look,
    safeToRest: true,
    read: "A hall with a table.",
    again: "The hall.",
    ambience: [mark("ambience")],
    features: featuresOfHall(mark),
    exits: [
      { id: "cellar-door", to: "cellar", name: "the cellar door", aliases: [], minutes: 10, beats: [] },
      {
        id: "barred-door",
        to: "cellar",
        name: "the barred door",
        aliases: [],
        minutes: 1,
        locked: mark("locked"),
        beats: [{ id: "unbar", intents: ["open"], text: mark("unbarring"), effects: [{ unlock: "barred-door" }] }],
      },
      {
        id: "secret-stair",
        to: "cellar",
        name: mark("secret stair"),
        aliases: [],
        hidden: true,
        minutes: 1,
        beats: [],
      },
    ],
    people: ["ada"],
    beats: [{ id: "end-it", intents: ["recall"], text: mark("ending beat"), effects: [{ end: "over" }] }],
  };
}

function featuresOfHall(mark: Mark): Adventure["scenes"][number]["features"] {
  return [
    {
      id: "table",
      name: "the table",
      aliases: [],
      look: mark("look of the table"),
      beats: [
        {
          id: "search-table",
          intents: ["search"],
          check: { ability: "wis", skill: "perception", dc: 12, trait: "spark" },
          text: mark("beat text"),
          effects: [{ set: "searched" }, { give: "coin-purse" }, { tick: "doom", by: 1 }],
          failure: { text: mark("beat failure"), effects: [{ tick: "patience", by: 1 }] },
        },
        {
          id: "lift-table",
          intents: ["use"],
          text: mark("lifting"),
          effects: [{ show: hidden.id }, { show: "secret-stair" }, { attitude: "ada", by: 1 }, { xp: 5 }],
        },
        {
          id: "burn-table",
          intents: ["break"],
          again: true,
          text: mark("burning"),
          effects: [
            { harm: { dice: "1d4", type: "fire", segments: 1, source: "fire" }, to: "actor" },
            { condition: "poisoned", until: "rest", source: "smoke", to: "actor" },
          ],
        },
      ],
    },
    {
      id: hidden.id,
      name: mark(hidden.name),
      aliases: [],
      look: mark("look of the hole"),
      hidden: true,
      beats: [
        {
          id: "look-into-hole",
          intents: ["look"],
          text: mark("in the hole"),
          effects: [{ secret: "cook-did-it" }],
        },
      ],
    },
  ];
}

function cellarScene(mark: Mark): Adventure["scenes"][number] {
  return {
    id: "cellar",
    title: mark("cellar title"),
    look,
    safeToRest: false,
    read: mark("cellar read"),
    again: mark("cellar again"),
    ambience: [],
    features: [
      {
        id: "rats-nest",
        name: mark("nest"),
        aliases: [],
        look: mark("nest look"),
        beats: [
          {
            id: "kick-nest",
            intents: ["attack"],
            again: true,
            text: mark("kicking"),
            effects: [{ encounter: "rats" }],
          },
        ],
      },
    ],
    exits: [{ id: "up", to: "hall", name: "up", aliases: [], minutes: 1, beats: [] }],
    people: [],
    beats: [],
    onEnter: [{ id: "smell", intents: ["wait"], text: mark("smell"), effects: [{ movePerson: "ada", to: "cellar" }] }],
  };
}

function people(mark: Mark): Adventure["people"] {
  return [
    {
      id: "ada",
      name: "Ada",
      aliases: [],
      pronoun: "she",
      look: portrait("ada"),
      role: mark("role"),
      want: mark("want"),
      manner: mark("manner"),
      seen: "A woman.",
      greet: mark("greet"),
      again: mark("greet again"),
      attitude: 0,
      shrug: [mark("shrug")],
      beats: [],
      topics: [
        {
          id: "cook",
          label: mark("topic label"),
          keys: ["cook"],
          text: mark("topic"),
          effects: [{ secret: "well-is-dry" }],
        },
      ],
    },
  ];
}

function foes(mark: Mark): Adventure["foes"] {
  return [
    {
      id: "rat",
      name: mark("rat"),
      aliases: [],
      pronoun: "it",
      look: { seed: "rat", kind: "beast" },
      blurb: mark("rat blurb"),
      d20: d20Sheet({
        hpMax: 4,
        attacks: [
          {
            id: "bite",
            name: "Bite",
            kind: "melee",
            ability: "dex",
            proficient: true,
            damage: "1d4",
            damageType: "piercing",
          },
        ],
      }),
      embers: embersSheet({ harmMax: 2, bite: 1 }),
      manner: mark("rat manner"),
      strikes: [mark("strike 1"), mark("strike 2")],
      misses: [mark("miss 1"), mark("miss 2")],
      falls: [mark("fall")],
    },
  ];
}

function encounters(mark: Mark): Adventure["encounters"] {
  return [
    {
      id: "rats",
      title: mark("rats"),
      foes: [{ foe: "rat", count: 2 }],
      intro: mark("rats intro"),
      won: { text: mark("won"), effects: [{ xp: 10 }] },
      fled: { text: mark("fled") },
      lost: { text: mark("lost") },
      beats: [],
    },
  ];
}

function clocks(mark: Mark): Adventure["clocks"] {
  return [
    { id: "patience", title: "Patience", segments: 4, public: true, tells: [mark("patience tell")] },
    {
      id: "doom",
      title: mark("doom"),
      segments: 6,
      public: false,
      tells: [mark("doom tell")],
      everyMinutes: 60,
      full: { effects: [], text: mark("doom full") },
    },
  ];
}
