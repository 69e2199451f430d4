import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CardView, LoreCard } from "../../workers/contracts/memory.ts";
import { cardOf, draftOf, ofKind } from "./memory-card.ts";

const draft = { ...draftOf(null), name: "Mother Ash" };
const known: CardView = {
  id: "person:ash-of-the-well",
  kind: "person",
  name: "Mother Ash",
  aliases: ["Ashling"],
  text: "",
  audience: "all",
  pinned: false,
  written: false,
  source: null,
  facts: ["f_3"],
  lastSeq: 3,
};

describe("a card by hand", () => {
  test("is known by its kind and its name", () => {
    expect(cardOf(draft, null, []).id).toBe("person:mother-ash");
    expect(cardOf({ ...draft, kind: "place", name: " L’Étoile du Nord " }, null, [])).toMatchObject({
      id: "place:l-etoile-du-nord",
      name: "L’Étoile du Nord",
    });
  });

  test("is of whoever play knows by that name or another, and of nobody of another kind", () => {
    expect(cardOf({ ...draft, name: "mother ash" }, null, [known]).id).toBe(known.id);
    expect(cardOf({ ...draft, name: "Ashling" }, null, [known]).id).toBe(known.id);
    expect(cardOf({ ...draft, kind: "place" }, null, [known]).id).toBe("place:mother-ash");
  });

  test("stands apart from the card that has its name as another one, when somebody wants it so", () => {
    expect(cardOf({ ...draft, name: "Ashling" }, null, [known], true).id).toBe("person:ashling");
    expect(cardOf({ ...draft, name: "mother ash" }, null, [known], true).id, "that is its own name").toBe(known.id);
  });

  test("goes before one that only has its name as another", () => {
    const other = { ...known, id: "person:ashling", name: "Ashling", aliases: [] };
    expect(cardOf({ ...draft, name: "Ashling" }, null, [known, other]).id).toBe(other.id);
  });

  test("taken for another kind is of whoever play knows of that kind, or of somebody new", () => {
    const gang = cardOf({ ...draft, name: "Mother Ash" }, null, []);
    expect(ofKind(gang, "faction", [known]).id).toBe("faction:mother-ash");
    expect(ofKind({ ...gang, id: "faction:mother-ash" }, "person", [known]).id).toBe(known.id);
  });

  test("keeps its id under another name", () => {
    expect(cardOf({ ...draftOf(known), name: "Ash the Elder" }, known.id, [known])).toMatchObject({
      id: known.id,
      name: "Ash the Elder",
      aliases: ["Ashling"],
    });
  });

  test("takes other names one by one, without doubles, blanks and its own", () => {
    const aliases = cardOf({ ...draft, aliases: "Ashling, , Mother Ash,Ashling, The Old One " }, null, []).aliases;
    expect(aliases).toEqual(["Ashling", "The Old One"]);
  });
});

test("whatever is typed becomes a card that the table takes", () => {
  const typed = fc.string({ unit: "binary", minLength: 1, maxLength: 80 }).filter((text) => text.trim() !== "");
  fc.assert(
    fc.property(typed, fc.string({ maxLength: 300 }), fc.string({ maxLength: 2_000 }), (name, aliases, text) => {
      const card = cardOf({ ...draft, name, aliases, text }, null, []);
      expect(LoreCard.safeParse(card)).toMatchObject({ success: true });
      expect(cardOf({ ...draft, name }, null, []).id, "the same name, the same card").toBe(card.id);
    }),
    { numRuns: 60 },
  );
});
