import { describe, expect, test } from "vitest";
import type { MemberId } from "../../workers/contracts/ids.ts";
import type { RollCard, StoryEntry } from "../state/story-entry.ts";
import { addDie, emptyPool, expressionOf, testExpression } from "./dice-pool.ts";
import { proseOf } from "./prose-of.ts";
import { leadingDie, spokenRoll, sumText } from "./roll-words.ts";
import { sentencesOf, spokenFor } from "./spoken.ts";

const die = (value: number, kept = true, sides = 20): NonNullable<RollCard["result"]>["dice"][number] => ({
  label: "0/0/0",
  sides,
  natural: value,
  value,
  kept,
  flags: [],
});
const card = (more: Partial<RollCard> = {}): RollCard => ({
  key: "roll:1",
  ticketSeq: 1,
  resolvedSeq: 2,
  index: 1,
  label: "Perception",
  who: "Hild",
  kind: "check",
  expression: "1d20 + 3",
  dc: 13,
  visibility: "public",
  rollerId: null,
  result: { total: 17, successes: null, outcome: "success", margin: 4, dice: [die(14)] },
  voided: null,
  ruling: null,
  ...more,
});

describe("what is said aloud", () => {
  test("a passage is told by sentences, speech and stress included", () => {
    expect(sentencesOf("It *rains*. “Come in,” she says. “Quick!” The door… closes.\n\nNobody moves.")).toEqual([
      "It rains.",
      "“Come in,” she says.",
      "“Quick!”",
      "The door… closes.",
      "Nobody moves.",
    ]);
  });

  test("a roll is one sentence with its number, its difficulty and what came of it", () => {
    expect(spokenRoll(card())).toBe("Hild rolled 17 for Perception against 13: success.");
    expect(spokenRoll(card({ result: null }))).toBe("Hild is to roll Perception against 13.");
  });

  test("own words are not read back", () => {
    const me = "m_ada" as MemberId;
    const said: StoryEntry = {
      kind: "action",
      key: "said:1",
      seq: 1,
      at: 0,
      turnId: null,
      undone: false,
      memberId: me,
      creatureId: "hild",
      who: "Hild",
      mode: "do",
      text: "I listen.",
    };
    expect(spokenFor(said, me)).toEqual([]);
    expect(spokenFor(said, "m_bo" as MemberId)).toEqual(["Hild: I listen."]);
  });
});

describe("a sum as one would write it", () => {
  test.each([
    [[die(14)], 17, null, "14 + 3 = 17"],
    [[die(14), die(4, false)], 12, null, "14 − 2 = 12"],
    [[die(5, true, 6), die(4, true, 6)], 9, null, "5 + 4 = 9"],
    [[die(11)], 11, null, "11"],
    [[], 3, null, "3"],
    [[die(5, true, 6)], 5, 1, "1 success"],
  ])("%#", (dice, total, successes, text) => {
    expect(sumText({ total, successes, outcome: "none", margin: null, dice })).toBe(text);
  });
  test("an odd die is drawn in the next larger shape, a formula without dice shows its total", () => {
    expect(
      leadingDie(
        card({ result: { total: 2, successes: null, outcome: "none", margin: null, dice: [die(2, true, 3)] } }),
      ),
    ).toEqual({ sides: 4, value: 2 });
    expect(
      leadingDie(
        card({ expression: "3", result: { total: 3, successes: null, outcome: "none", margin: null, dice: [] } }),
      ),
    ).toEqual({ sides: 20, value: 3 });
  });
});

describe("dice in the hand", () => {
  test("make a formula; advantage counts for a single d20", () => {
    const hand = addDie(addDie(addDie(emptyPool, 6, 1), 6, 1), 20, 1);
    expect(expressionOf({ ...hand, modifier: -1 })).toBe("1d20+2d6-1");
    expect(expressionOf({ ...hand, swing: "advantage" })).toBe("2d20kh1+2d6");
    expect(expressionOf({ ...addDie(hand, 20, 1), swing: "advantage" })).toBe("2d20+2d6");
    expect(expressionOf(addDie(emptyPool, 4, -1))).toBe("");
  });
  test("a test carries its modifier inside", () => {
    expect(testExpression(5, "disadvantage")).toBe("2d20kl1+5");
    expect(testExpression(0, "none")).toBe("1d20");
  });
});

describe("a passage", () => {
  test("is paragraphs, quotes and stress, and nothing else", () => {
    expect(proseOf("One\nline.\n\n> *Said* **loud**.\n\n<b>not bold</b>")).toEqual([
      { kind: "paragraph", runs: [{ text: "One line.", stress: "none" }] },
      {
        kind: "quote",
        runs: [
          { text: "Said", stress: "em" },
          { text: " ", stress: "none" },
          { text: "loud", stress: "strong" },
          { text: ".", stress: "none" },
        ],
      },
      { kind: "paragraph", runs: [{ text: "<b>not bold</b>", stress: "none" }] },
    ]);
  });
});
