import { CharacterDraft } from "../contracts/creatures.ts";

/** Somebody simple who fits the rules: a healer of the Embers ruleset. */
export const draft: CharacterDraft = CharacterDraft.parse({
  name: "Vesper",
  pronoun: "she",
  blurb: "Keeps a candle for everybody she could not save.",
  look: { seed: "vesper", kind: "person", garb: "robe" },
  sheet: {
    ruleset: "embers",
    calling: "Candlekeeper",
    traits: { blaze: 0, smoke: -1, stone: 1, spark: 1, hearth: 2 },
    harmMax: 6,
    features: [{ id: "steady-hands", name: "Steady hands", text: "Once a scene, she ends one harm by tending to it." }],
  },
  items: [],
  coinCopper: 120,
});
