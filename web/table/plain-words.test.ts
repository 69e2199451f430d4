import { expect, test } from "vitest";
import { plainWords } from "./plain-words.ts";

test.each([
  ["- A door creaks.\n- A dog barks.", "A door creaks.\nA dog barks."],
  ["1. First\n2) Second\n  • Third", "First\nSecond\nThird"],
  ["They roll for it [1], twice [2, 3].", "They roll for it, twice."],
  ["A well-kept room – quiet.", "A well-kept room – quiet."],
  ["[Aside] It is 3. Or 4.", "[Aside] It is 3. Or 4."],
])("%j is said as %j", (answer, words) => {
  expect(plainWords(answer)).toBe(words);
});
