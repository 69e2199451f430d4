import fc from "fast-check";
import { expect, test } from "vitest";
import { CardSuggestions } from "../contracts/memory.ts";
import type { SuggestionRow } from "../db/read/uploads.ts";
import { proposeCards } from "./propose-cards.ts";

const book = { uploadId: "u_aaaaaaaaaaaaaaaaaaaa", title: "The Sunken Bell", kind: "prose" as const, page: 4 };
const propose = (heading: string, text: string, more: Partial<SuggestionRow> = {}) =>
  proposeCards([{ ...book, heading, text, ...more }])[0]?.card ?? null;

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

test("one name is one card, and sixty are enough", () => {
  const rows = Array.from({ length: 150 }, (_, at) => ({
    ...book,
    heading: `Village number ${at >> 1}`,
    text: "It lies by the lake.",
  }));
  const items = proposeCards(rows);
  expect(items).toHaveLength(60);
  expect(new Set(items.map(({ card }) => card.id)).size).toBe(60);
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
    text: fc.string({ unit: "grapheme", maxLength: 800 }),
  });
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 80 }), (rows) => {
      expect(CardSuggestions.safeParse({ items: proposeCards(rows) }).success).toBe(true);
    }),
    { numRuns: 60 },
  );
});
