import { describe, expect, test } from "vitest";
import { gear } from "../../workers/content/index.ts";
import { making as written } from "../../workers/content/making.ts";
import { CharacterDraft } from "../../workers/contracts/creatures.ts";
import { draftOf, inventHero, lookOf, type Making } from "./hero-draft.ts";

/** As the API serves it: items whole instead of named. */
const making = {
  ...written,
  callings: written.callings.map((calling) => ({
    ...calling,
    items: calling.items.map(({ item, ...rest }) => ({ ...rest, item: gear.find(({ id }) => id === item) })),
  })),
} as unknown as Making;

function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

describe.each(["d20", "embers"] as const)("under %s", (ruleset) => {
  test.each(making.callings.map(({ id }) => id))("every %s of every people is a whole character", (callingId) => {
    for (const people of making.peoples) {
      const choices = { ...inventHero(making, dice(7), callingId), peopleId: people.id };
      const draft = draftOf(making, choices, ruleset);
      expect(CharacterDraft.safeParse(draft).error).toBeUndefined();
    }
  });
});

test("a hero out of the air is whole, a hundred times", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const draft = draftOf(making, inventHero(making, dice(seed)), "d20");
    expect(CharacterDraft.safeParse(draft).success, `seed ${seed}`).toBe(true);
  }
});

test("without a name there is no character", () => {
  expect(draftOf(making, { ...inventHero(making, dice(1)), name: "  " }, "d20")).toBeNull();
});

test("clothes that were not chosen are those of the calling", () => {
  const choices = inventHero(making, dice(3));
  const calling = making.callings.find(({ id }) => id === choices.callingId);
  expect(lookOf(making, choices)?.garb).toBe(calling?.look.garb);
  expect(lookOf(making, { ...choices, look: { garb: "rags" } })?.garb).toBe("rags");
});
