import fc from "fast-check";
import { expect, test } from "vitest";
import { CardSuggestions } from "../contracts/memory.ts";
import { proposeCards, type SuggestionRow } from "./propose-cards.ts";

const book = {
  uploadId: "u_aaaaaaaaaaaaaaaaaaaa",
  title: "The Sunken Bell",
  kind: "prose" as const,
  page: 4,
  ordinal: 0,
};
const propose = (heading: string, text: string, more: Partial<SuggestionRow> = {}) =>
  proposeCards([{ ...book, heading, text, ...more }]).items[0]?.card ?? null;

test.each<[string, string, string]>([
  ["The People of Orm > Mother Ash", "She keeps the ferry and the keys of the chapel.", "person:mother-ash"],
  ["Captain Ilse Brandt", "Nobody has seen the captain smile since the flood.", "person:captain-ilse-brandt"],
  ["Tobin Reed", "An old hunter with one ear. He knows every path.", "person:tobin-reed"],
  ["Gazetteer > Low Water", "Eleven houses on stilts.", "place:low-water"],
  ["The Drowned Chapel", "Its tower stands above the lake at noon.", "place:the-drowned-chapel"],
  ["Lantern Guild", "They sell light, and at a price.", "faction:lantern-guild"],
  ["Factions > The Quiet Hand", "Nobody admits to it.", "faction:the-quiet-hand"],
  ["Treasures > Nine Knots", "A rope that remembers.", "thing:nine-knots"],
  ["The Bell-Ringer's Staff", "Its bearer hears the dead.", "thing:the-bell-ringer-s-staff"],
  ["Hooks > A Debt of Salt", "The miller offers eighty silver for her brother.", "quest:a-debt-of-salt"],
  ["3.2 THE GREY ABBEY", "Monks lived here.", "place:the-grey-abbey"],
  ["The Heron Gang", "Led by Captain Ysolde Marr, who was once a priest of the Tidemother.", "faction:the-heron-gang"],
  ["House Marr", "She inherited it, and he spends it.", "faction:house-marr"],
  ["The Clan of Eels", "He who leads it is blind.", "faction:the-clan-of-eels"],
  ["Guild Hall", "The lantern makers meet here.", "place:guild-hall"],
  ["Captain of the Watch", "Sober until noon.", "person:captain-of-the-watch"],
  ["Whispering Wood", "It is never still.", "place:whispering-wood"],
  ["King Harrow", "Dead these nine years.", "person:king-harrow"],
  ["Saint Orsin", "A drowned village. The priest still rows out.", "person:saint-orsin"],
  ["The Tidemother > Medium dragon, unaligned", "Armour Class 17", "person:the-tidemother"],
  ["The Marsh Drake", "*Large dragon, chaotic evil*\n\n**Armour Class** 17", "person:the-marsh-drake"],
  ["Île d'Été Island", "A warm rock.", "place:ile-d-ete-island"],
])("%s: %s is offered as %s", (heading, text, id) => {
  expect(propose(heading, text)?.id).toBe(id);
});

test("a stat block is somebody, whatever its words", () => {
  const card = propose("Marsh Wight", "Armour 13. Hits 22. Walks 30 feet.", { kind: "stat-block" });
  expect(card?.id).toBe("person:marsh-wight");
});

test.each([
  ["Introduction", "She stands in the village."],
  ["Chapter 3: The Flood", "The tower stands there."],
  ["Actions", "He strikes."],
  ["What is going on here", "He is dead."],
  ["Is she guilty?", "She is."],
  ["A heading that is a whole sentence and names nobody", "He walks."],
  ["Travel by Marsh", "House rule: a party which travels the marsh without a guide makes a Survival check."],
  ["Secrets of the Saltings", "The reeve is dead. She stands in the tower."],
  ["Crossing the Marsh", "It lies west of the village."],
  ["Gathering Rumours", "The innkeeper knows most of them."],
  ["Foraging", "She who knows the marsh finds food."],
  ["Guides at the Gate", "House rule: nobody goes alone."],
  ["Medium dragon, unaligned", "Armour Class 17. She is old."],
  ["Weather", "It rains on most days."],
  ["12", "The tower stands."],
  ["The Old Mill", ""],
])("%s: %s names nothing", (heading, text) => {
  expect(propose(heading, text)).toBeNull();
});

test("a card has the first two sentences, without its heading, and says where they stand", () => {
  const text =
    "# The Old Mill\nThe Old Mill The wheel turns at night. Nobody mills. Children dare each other to go in.";
  expect(propose("Places > The Old Mill", text)).toMatchObject({
    ...{ name: "The Old Mill", text: "The wheel turns at night. Nobody mills." },
    source: { uploadId: book.uploadId, title: "The Sunken Bell", page: 4 },
  });
});

test("who is named in bold at the start of a paragraph is offered, and a trait or a rule in bold is not", () => {
  const text = [
    "The square is seldom empty.",
    "**Perrin Voss**, the reeve of the Saltings, keeps two books. Only one is true. The other burns well.",
    "- **Low Water**, a village on stilts, pays its tax in salt.",
    "**Keen Smell.** The hound has advantage on checks that rely on smell.",
    "**Armour Class** 17, or 19 behind a shield",
    "**a word of warning**, the tide is quick.",
  ].join("\n\n");
  const { items } = proposeCards([{ ...book, heading: "The Saltings", text }]);
  expect(items.map(({ card }) => [card.id, card.text])).toEqual([
    ["person:perrin-voss", "Perrin Voss, the reeve of the Saltings, keeps two books. Only one is true."],
    ["place:low-water", "Low Water, a village on stilts, pays its tax in salt."],
  ]);
});

test("small sections that stand in one passage are offered each for itself", () => {
  const text = "## Captain Bracken\n\nShe keeps the toll gate.\n\n## The Toll Gate\n\nIt is shut at dusk.";
  const ids = (heading: string) => proposeCards([{ ...book, heading, text }]).items.map(({ card }) => card.id);
  expect(ids("People")).toEqual(["person:captain-bracken", "place:the-toll-gate"]);
  expect(ids("")).toEqual(["person:captain-bracken", "place:the-toll-gate"]);
});

test("what a line of its size and alignment says of a creature stands over what its story says, and the story is kept", () => {
  const { items } = proposeCards([
    { ...book, heading: "The Tidemother", text: "She of the deep lies beneath the chapel." },
    { ...book, heading: "The Tidemother > *Medium dragon, unaligned*", text: "Armour Class 17", ordinal: 1 },
  ]);
  expect(items.map(({ card }) => [card.id, card.text])).toEqual([
    ["person:the-tidemother", "She of the deep lies beneath the chapel."],
  ]);
});

test("one name is one card, sixty are enough, and those after them are left for the next time", () => {
  const rows = Array.from({ length: 150 }, (_, at) => ({
    ...book,
    heading: `Village number ${at >> 1}`,
    text: "It lies by the lake.",
  }));
  const { items, read } = proposeCards(rows);
  expect(items).toHaveLength(60);
  expect(new Set(items.map(({ card }) => card.id)).size).toBe(60);
  expect(read).toBe(119);
  expect(proposeCards(rows.slice(read)).items.map(({ card }) => card.name)).toContain("Village number 60");
});

test("whatever a file says, what is offered is a card", () => {
  const anyRow: fc.Arbitrary<SuggestionRow> = fc.record({
    uploadId: fc.constant(book.uploadId),
    title: fc.constant(book.title),
    kind: fc.constantFrom("prose", "stat-block", "table", "list"),
    heading: fc
      .array(fc.oneof(fc.string({ unit: "grapheme", maxLength: 60 }), fc.constant("The Old Mill")), { maxLength: 4 })
      .map((path) => path.join(" > ")),
    page: fc.integer({ min: 1, max: 900 }),
    ordinal: fc.nat(60_000),
    text: fc.string({ unit: "grapheme", maxLength: 800 }),
  });
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 80 }), (rows) => {
      expect(CardSuggestions.safeParse({ items: proposeCards(rows).items, next: null }).success).toBe(true);
    }),
    { numRuns: 60 },
  );
});
