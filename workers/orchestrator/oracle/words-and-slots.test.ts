import fc from "fast-check";
import { expect, test } from "vitest";
import { grammar } from "../../content/grammar/index.ts";
import { Intent } from "../../contracts/adventure.ts";
import { withThe } from "../../core/naming.ts";
import { readClauses } from "./language/clauses.ts";
import { baseForms, singular } from "./language/inflection.ts";
import { senseAt } from "./language/lexicon.ts";
import { shortName } from "./language/naming.ts";
import { editDistance, looksLike } from "./language/spelling.ts";
import { readWords } from "./language/words.ts";
import { piecesOf } from "./narrator/sentences.ts";
import { fill, possessive, withArticle } from "./narrator/slots.ts";
import { coins, span } from "./narrator/tell-changes.ts";

const nobody = { subjects: [["wren"]], words: new Set<string>() };
const intentOf = (text: string) => readClauses(text, nobody).flatMap(({ sense }) => sense?.intents[0] ?? []);

test.each(Intent.options)("the intent %s answers to its own name", (intent) => {
  expect(senseAt([intent], 0)?.sense.intents[0]).toBe(intent);
});

test.each([
  ["I'd like to, um, please maybe have a look", ["look"]],
  ["we are going to try to open it", ["open"]],
  ["would it be possible for me to climb?", ["climb"]],
  ["Wren decides to wait", ["wait"]],
  ["I don't attack, I talk", ["talk"]],
  ["look, listen and wait", ["look", "listen", "wait"]],
  ["after I rest I search", ["rest", "search"]],
  ["I do not move", ["wait"]],
  ["nothing", ["wait"]],
])("%s", (text, intents) => {
  expect(intentOf(text)).toEqual(intents);
});

test("what is quoted is kept word for word, whatever quotes it stands in", () => {
  for (const text of ['I say "Hands off, Tam!"', "I say “Hands off, Tam!”", "I say «Hands off, Tam!»"])
    expect(readWords(text).quotes).toEqual(["Hands off, Tam!"]);
  expect(readWords("it's the miller's horse").words).toEqual(["it", "is", "the", "miller", "'s", "horse"]);
});

test("a slip of the finger is forgiven, another word is not", () => {
  for (const [typed, word] of [
    ["serach", "search"],
    ["atack", "attack"],
    ["opne", "open"],
    ["potrait", "portrait"],
  ] as const)
    expect(looksLike(typed, word)).toBe(true);
  for (const [typed, word] of [
    ["bell", "wall"],
    ["key", "hey"],
    ["door", "moon"],
    ["cat", "car"],
  ] as const)
    expect(looksLike(typed, word)).toBe(false);
});

test("edit distance is even-handed and counts a swap once", () => {
  expect(editDistance("ab", "ba", 2)).toBe(1);
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
      expect(editDistance(a, b, 20)).toBe(editDistance(b, a, 20));
    }),
  );
});

test("words come back to their dictionary form", () => {
  for (const [word, base] of [
    ["searching", "search"],
    ["grabbed", "grab"],
    ["tries", "try"],
    ["went", "go"],
    ["climbs", "climb"],
    ["making", "make"],
  ] as const)
    expect(baseForms(word)).toContain(base);
  for (const [many, one] of [
    ["wolves", "wolf"],
    ["boxes", "box"],
    ["candies", "candy"],
    ["glass", "glass"],
    ["keys", "key"],
  ] as const)
    expect(singular(many)).toBe(one);
});

test("slots agree with whom they name", () => {
  const hero = { name: "Wren", pronoun: "they" } as const;
  expect(fill("{hero} thinks {hero.they} {hero:has/have} lost {hero.their} key.", { hero })).toBe(
    "Wren thinks they have lost their key.",
  );
  expect(fill("{hero.s} move.", { hero })).toBe("Wren’s move.");
  expect(fill("{thing} hides it.", { thing: "the moths" })).toBeNull();
  expect(fill("{nobody} is here.", { hero })).toBeNull();
});

test("nouns get the article that fits them", () => {
  expect(["lamp", "iron key", "hour", "uniform", "one-eyed dog", "old boot", "the sun"].map(withArticle)).toEqual([
    "a lamp",
    "an iron key",
    "an hour",
    "a uniform",
    "a one-eyed dog",
    "an old boot",
    "the sun",
  ]);
  expect(["the trough", "a boy", "Osk", "hearth", "Old Nan"].map(withThe)).toEqual([
    "the trough",
    "the boy",
    "Osk",
    "the hearth",
    "Old Nan",
  ]);
  expect([shortName("Osk Tamber"), shortName("the ferryman"), possessive("the wolves"), possessive("Wren")]).toEqual([
    "Osk",
    "the ferryman",
    "the wolves’",
    "Wren’s",
  ]);
});

test("time and coin are said as people say them", () => {
  expect([span(10), span(30), span(60), span(240)]).toEqual([
    "a matter of ten minutes",
    "half an hour",
    "an hour",
    "a good four hours",
  ]);
  expect([coins(3), coins(125), coins(0)]).toEqual(["3 copper", "1 gold and 2 silver and 5 copper", "nothing"]);
});

test("a text cut after its sentences is the text again", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      expect(piecesOf(text).join("")).toBe(text);
    }),
  );
  expect(piecesOf("One. “Two,” he says… Three!\n\nFour?")).toHaveLength(4);
});

test("every phrase of the grammar can be filled", () => {
  const someone = { name: "Wren", pronoun: "she" } as const;
  const every = {
    hero: someone,
    Hero: someone,
    target: someone,
    Target: someone,
    thing: someone,
    Thing: someone,
    foe: someone,
    Foe: someone,
    place: someone,
    Place: someone,
    item: "rope",
    Item: "Rope",
    weapon: "the mace",
    Weapon: "The mace",
    n: "1 hit point",
    N: "1 hit point",
    span: "an hour",
    Span: "An hour",
    condition: "prone",
    title: "it",
    Title: "It",
    choices: "this",
  };
  const phrases: string[] = [];
  const gather = (value: unknown): void => {
    if (typeof value === "string") phrases.push(value);
    else if (value !== null && typeof value === "object") Object.values(value).forEach(gather);
  };
  gather({ ...grammar, skillGroups: [], traitGroups: [] });
  expect(phrases.length).toBeGreaterThan(500);
  expect(phrases.filter((phrase) => fill(phrase, every) === null || /[{}]/.test(fill(phrase, every) ?? ""))).toEqual(
    [],
  );
});
