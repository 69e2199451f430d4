import { describe, expect, test } from "vitest";
import { FACT_CHARS_MAX, firstSentences, plainLines, plainText } from "./plain-text.ts";
import { isPromise, isPromiseTold, promiseIn } from "./promises.ts";

describe("somebody gives their word", () => {
  test.each([
    "I promise to come back.",
    "I swear on my mother's grave",
    "We solemnly vow it.",
    "I give you my word, innkeeper.",
    "You have my word.",
    "On my honour, the mill will stand.",
    "I’ll swear it before the whole village",
  ])("in “%s”", (text) => expect(isPromise(text)).toBe(true));

  test.each([
    "You promised me a horse.",
    "She made no promise.",
    "I compromise.",
    "They swear like sailors.",
    "I never give up, my word is a word",
    "A promising start, I think.",
  ])("but not in “%s”", (text) => expect(isPromise(text)).toBe(false));

  test("and it is told of somebody in a fact", () => {
    expect(isPromiseTold("Ada swore to keep the well shut.")).toBe(true);
    expect(isPromiseTold("Ada keeps the well shut.")).toBe(false);
  });
});

test.each([
  ['"Hessa, I promise I will carry it over."', "Hessa, I promise I will carry it over."],
  ["I tell Almoner Sedge: I promise to ring the bell.", "I promise to ring the bell."],
  ['I bow to Hessa. "You have my word," I say, and go.', "You have my word."],
  ["I promise the dogs a bone and take the red rag", "I promise the dogs a bone"],
  ["I promise to feed the dogs and take the red rag", "I promise to feed the dogs and take the red rag"],
  ["The road is long. I swear I will walk it! Where is the inn?", "I swear I will walk it!"],
])("of “%s” the promise is kept, and not what stands around it", (text, promise) =>
  expect(promiseIn(text)).toBe(promise),
);

describe("a sentence that goes into a prompt", () => {
  test("is one line of what can be seen", () => {
    expect(plainText(" one\u0000\r\n\ttwo\u202e \u200bthree\u{e0041} ")).toBe("one two three");
  });

  test.each(["\u115f", "\u2800", "\u034f", "\ufe0f", "\u{e0101}", "\uffa0", "\u202e", "\u200b", "\u3164"])(
    "has none of the signs that nobody sees: %j",
    (sign) => {
      expect(plainText(`a${sign}b`)).toBe("ab");
      expect(plainLines(`${sign}a\n\n${sign}b${sign}`)).toBe("a\n\nb");
    },
  );

  test("is cut with an ellipsis and never through a sign", () => {
    const long = `${"a".repeat(FACT_CHARS_MAX - 2)}🜂🜂`;
    expect(plainText(long)).toBe(`${"a".repeat(FACT_CHARS_MAX - 2)}…`);
    expect(plainText(long).length).toBeLessThanOrEqual(FACT_CHARS_MAX);
  });

  test("of a passage keeps whole sentences where it can", () => {
    expect(firstSentences("The door opens. A cold draught comes out. Nobody speaks.", 45)).toBe(
      "The door opens. A cold draught comes out.",
    );
    expect(firstSentences("A very long sentence without any end in sight at all", 20)).toBe("A very long sentenc…");
  });
});
