import type { People } from "./making-types.ts";

/** Five peoples of ours: a colour for the story and one small feature each. */
export const peoples: readonly People[] = [
  {
    id: "roadfolk",
    name: "Roadfolk",
    blurb: "Carters, players, pedlars and their grandchildren. Home is wherever the kettle is.",
    feature: {
      id: "knows-someone",
      name: "Knows Someone",
      text: "In any town on a road you can name one person who owes you a supper, or thinks you owe them one.",
    },
    kind: "person",
    skins: [0, 1, 2, 3, 4, 5, 6],
    names: ["Hale", "Maddoc", "Ossie", "Perpetua", "Rafe", "Sabra", "Tansy", "Wilf"],
    surnames: ["Crake", "Farthing", "Lomax", "Marrowby", "Pike", "Underhay"],
  },
  {
    id: "hillkin",
    name: "Hillkin",
    blurb: "Broad, slow to start, impossible to stop. They count in generations and keep receipts.",
    feature: {
      id: "stone-stomach",
      name: "Stone Stomach",
      text: "You have eaten worse. Spoiled food and bad water do you no harm, and poisons find you hard going.",
    },
    resistance: "poison",
    kind: "person",
    skins: [1, 2, 4, 5, 9],
    names: ["Aldith", "Brock", "Dunna", "Garrick", "Josse", "Morwen", "Orrin", "Thessaly"],
    surnames: ["Cairn", "Deepdelve", "Holm", "Pennyroyal", "Scree", "Tarrant"],
  },
  {
    id: "hob",
    name: "Hob",
    blurb: "Knee-high to a cart and twice as noisy. They live under things, by choice.",
    feature: {
      id: "under-things",
      name: "Under Things",
      text: "You go through gaps that nobody else thought of as gaps: under carts, behind ovens, between the rungs.",
    },
    kind: "goblin",
    skins: [7],
    names: ["Bracken", "Dibs", "Grubbet", "Mab", "Nettle", "Pip", "Scrat", "Thimble"],
    surnames: ["Lowdoor", "Mudlark", "Snailer", "Spoonback", "Underroot", "Wainscot"],
  },
  {
    id: "tideborn",
    name: "Tideborn",
    blurb: "Long-fingered people of the river mouths, grey about the gills, who are never quite dry.",
    feature: {
      id: "held-breath",
      name: "Held Breath",
      text: "You can stay under water for as long as it takes to sing a long song, and cold water is only water.",
    },
    resistance: "cold",
    kind: "person",
    skins: [3, 4, 6, 8],
    names: ["Anwen", "Cass", "Ebbin", "Isolt", "Merrow", "Nerys", "Saul", "Tev"],
    surnames: ["Brine", "Eyot", "Kelpwright", "Reddle", "Saltash", "Weir"],
  },
  {
    id: "ashling",
    name: "Ashling",
    blurb: "Their forebears slept too near some old fire. They run warm, and glow a little when they think.",
    feature: {
      id: "ember-skin",
      name: "Ember Skin",
      text: "You shed a faint light when you concentrate. It is useful for reading and poor for hiding. Sparks do not trouble you.",
    },
    resistance: "fire",
    kind: "person",
    skins: [2, 5, 6, 9],
    names: ["Aurel", "Cinda", "Emberly", "Fen", "Ignace", "Sennet", "Tallow", "Vesper"],
    surnames: ["Banks", "Cinder", "Grate", "Kindler", "Oakapple", "Smoulder"],
  },
];
