import { describe, expect, test } from "vitest";
import { argumentOf, callFields } from "./call-fields.ts";
import type { CallNames, Named } from "./call-names.ts";
import { callWords } from "./call-words.ts";

const known: readonly Named[] = [
  { id: "wren", name: "Wren" },
  { id: "the-rat", name: "A cross rat" },
];
const none = () => [];
const names: CallNames = {
  creatures: () => known,
  heroes: () => known.slice(0, 1),
  attackers: () => known,
  people: none,
  items: none,
  exits: none,
  beats: none,
  encounters: none,
  topics: none,
  attacks: none,
  isKnown: (id) => known.some((each) => each.id === id),
  nameOf: (id) => known.find((each) => each.id === id)?.name ?? id.replaceAll("-", " "),
};

describe("a call in words", () => {
  test.each([
    [
      "attack",
      { attackerId: "the-rat", targetId: "wren", attackId: "sharp-teeth" },
      "A cross rat attacks Wren with sharp teeth",
    ],
    [
      "ability_check",
      { creatureId: "wren", ability: "dex", skill: "sleight-of-hand", difficulty: "very-hard", purpose: "a lock" },
      "Wren rolls sleight of hand, very hard: a lock",
    ],
    ["take_action", { creatureId: "wren", action: "dodge", targetId: null }, "Wren: dodge"],
    ["record_fact", { text: "wren" }, "Write into the journal: wren"],
    ["advance_time", { minutes: 90, why: "they wait" }, "1 h 30 min pass: they wait"],
    ["some_new_tool", {}, "some new tool"],
  ])("%s", (tool, args, words) => {
    expect(callWords(tool, args, names)).toBe(words);
  });
});

describe("a call as a form", () => {
  const fieldsOf = (tool: string, args: Record<string, unknown>) =>
    callFields(tool, args, names).map(({ as, key }) => [key, as]);

  test("has a field for each argument, after its kind", () => {
    expect(
      fieldsOf("ability_check", {
        creatureId: "wren",
        difficulty: "easy",
        purpose: "a lock",
        advantage: { for: ["a lamp"], against: [] },
      }),
    ).toEqual([
      ["creatureId", "choice"],
      ["difficulty", "choice"],
      ["purpose", "text"],
      ["advantage", "fixed"],
    ]);
    expect(fieldsOf("advance_time", { minutes: 5 })).toEqual([["minutes", "number"]]);
    expect(fieldsOf("ask_player", { choices: ["yes", "no"] })).toEqual([["choices", "lines"]]);
  });

  test("keeps what was proposed among the choices, and offers nobody where nobody may be meant", () => {
    const [field] = callFields("take_action", { targetId: "a-stranger" }, names);
    expect(field?.as === "choice" && field.choices.map(({ value }) => value)).toEqual([
      "",
      "wren",
      "the-rat",
      "a-stranger",
    ]);
    expect(field === undefined ? undefined : argumentOf(field, "")).toBeNull();
  });

  test("asks heroes alone to do a thing, and calls whom it was proposed for by name", () => {
    const choicesOf = (key: string, value: string) => {
      const [field] = callFields("ability_check", { [key]: value }, names);
      return field?.as === "choice" ? field.choices.map(({ label }) => label) : [];
    };
    expect(choicesOf("creatureId", "wren")).toEqual(["Wren"]);
    expect(choicesOf("creatureId", "the-rat")).toEqual(["Wren", "A cross rat"]);
    expect(choicesOf("attackerId", "wren")).toEqual(["Wren", "A cross rat"]);
  });

  test("gives back what each kind of argument is", () => {
    expect(argumentOf({ as: "number", key: "minutes", label: "" }, "12")).toBe(12);
    expect(argumentOf({ as: "lines", key: "choices", label: "" }, " yes \n\nno")).toEqual(["yes", "no"]);
    expect(argumentOf({ as: "yes-no", key: "equipped", label: "" }, "no")).toBe(false);
  });
});
