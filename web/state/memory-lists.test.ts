import { describe, expect, test } from "vitest";
import type { CardView, Evening, FactView, SceneRecap } from "../../workers/contracts/memory.ts";
import { cardsByKind, eveningsTold, everyFact, factsOnCard, factsShown, listOf, whoKnows } from "./memory-lists.ts";

const fact = (id: string, more: Partial<FactView> = {}): FactView => ({
  id,
  text: "The bell was rung",
  rests: [1],
  about: [],
  kind: "happened",
  importance: 3,
  seq: 1,
  at: 1,
  minutes: 0,
  audience: "all",
  knownBy: ["Wren"],
  pinned: false,
  correctedBy: null,
  forgotten: false,
  supersededBy: null,
  ...more,
});
const facts = [
  fact("f_1"),
  fact("f_2", { pinned: true, text: "Ash holds the key", about: ["person:ash"] }),
  fact("f_3", { forgotten: true, pinned: true }),
  fact("f_4", { supersededBy: "f_2" }),
];
const ids = (listed: readonly FactView[]) => listed.map(({ id }) => id);

describe("facts", () => {
  test.each([
    ["all that stand", everyFact, ["f_1", "f_2"], ["f_4"]],
    ["what is pinned and not forgotten", { ...everyFact, show: "pinned" as const }, ["f_2"], []],
    ["what was forgotten", { ...everyFact, show: "forgotten" as const }, ["f_3"], []],
    ["those about somebody", { ...everyFact, about: "person:ash" }, ["f_2"], []],
    ["those with all the words, in any order", { ...everyFact, words: " KEY ash " }, ["f_2"], []],
    ["those that somebody knows", { ...everyFact, words: "wren bell" }, ["f_1"], ["f_4"]],
    ["none with words that nowhere stand together", { ...everyFact, words: "bell key" }, [], []],
  ])("shows %s", (_, filter, standing, superseded) => {
    const listed = factsShown(facts, filter);
    expect([ids(listed.standing), ids(listed.superseded)]).toEqual([standing, superseded]);
  });
});

test("what is forgotten under somebody's eyes stays in its place, and leaves no trace for whoever comes later", () => {
  const gone = facts.map((each) => (each.id === "f_2" ? { ...each, forgotten: true } : each));
  expect(ids(factsShown(gone, everyFact, new Set(["f_1", "f_2"])).standing)).toEqual(["f_1", "f_2"]);
  expect(ids(factsShown(gone, everyFact).standing)).toEqual(["f_1"]);
  expect(ids(factsShown(gone, { ...everyFact, show: "forgotten" }, new Set(["f_1", "f_2"])).standing)).toEqual([
    "f_2",
    "f_3",
  ]);
});

test("on a card too it stays in its place, while what is about another by now leaves it", () => {
  const known = [fact("f_9", { seq: 9 }), fact("f_5", { seq: 5, forgotten: true }), fact("f_2", { seq: 2 })];
  const of = (id: string) => known.find((each) => each.id === id);
  expect(ids(factsOnCard(["f_2", "f_9"], ["f_9", "f_5", "f_2"], of))).toEqual(["f_9", "f_5", "f_2"]);
  expect(ids(factsOnCard(["f_9", "f_5"], [], of)), "never seen standing").toEqual(["f_9"]);
  expect(ids(factsOnCard(["f_9"], ["f_9", "f_2"], of))).toEqual(["f_9"]);
});

test.each([
  ["Behind the screen", { audience: "gm", knownBy: [] }],
  ["Everybody was there", { audience: "all", knownBy: ["Bo", "Wren"] }],
  ["Known to Wren", { audience: "some", knownBy: ["Wren"] }],
  ["Known to Wren, Bo and Hild", { audience: "all", knownBy: ["Wren", "Bo", "Hild"] }, ["Tev"]],
  ["Known to everybody", { audience: "all", knownBy: [] }],
  ["Known to nobody else", { audience: "some", knownBy: [] }],
] as const)("says: %s", (words, known, heroes = ["Wren", "Bo"] as never) => {
  expect(whoKnows({ audience: known.audience, knownBy: [...known.knownBy] }, heroes)).toBe(words);
});

test("names are listed as people say them", () => {
  expect([[], ["Wren"], ["Wren", "Bo"]].map(listOf)).toEqual(["", "Wren", "Wren and Bo"]);
});

test("cards stand by kind, the pinned and the written first, and are found by name, other name and words", () => {
  const card = (kind: CardView["kind"], name: string, more: Partial<CardView> = {}): CardView => ({
    id: `${kind}:${name.toLowerCase()}`,
    kind,
    name,
    aliases: [],
    text: "",
    audience: "all",
    pinned: false,
    written: false,
    source: null,
    facts: [],
    lastSeq: 0,
    ...more,
  });
  const cards = [
    card("place", "Well", { text: "Deep and silent" }),
    card("person", "Ash"),
    card("person", "Wick", { written: true }),
    card("person", "Bo", { aliases: ["The Baker"] }),
    card("person", "Hild", { pinned: true }),
  ];
  const found = (words: string) =>
    cardsByKind(cards, words).map((group) => [group.kind, group.cards.map(({ name }) => name)]);
  expect(found("")).toEqual([
    ["person", ["Hild", "Wick", "Ash", "Bo"]],
    ["place", ["Well"]],
  ]);
  expect(found("baker")).toEqual([["person", ["Bo"]]]);
  expect(found("silent well")).toEqual([["place", ["Well"]]]);
  expect(found("dragon")).toEqual([]);
});

test("the last evening comes first, each with the scenes that began in it", () => {
  const evening = (fromSeq: number, toSeq: number): Evening => ({
    fromSeq,
    toSeq,
    startedAt: 0,
    endedAt: 0,
    sentences: [],
    written: false,
  });
  const scene = (title: string, fromSeq: number): SceneRecap => ({
    title,
    fromSeq,
    toSeq: fromSeq + 9,
    sentences: [],
    written: false,
  });
  const told = eveningsTold(
    [evening(1, 20), evening(21, 40)],
    [scene("Square", 2), scene("Well", 15), scene("Cellar", 25)],
  );
  expect(told.map((each) => [each.evening.fromSeq, each.scenes.map(({ title }) => title)])).toEqual([
    [21, ["Cellar"]],
    [1, ["Square", "Well"]],
  ]);
});
