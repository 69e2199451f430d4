import { expect, test } from "vitest";
import { isUnheardOf } from "./unheard-of.ts";

const heard = {
  sources: "Wren found 3 silver keys under the hearth of the inn, twenty-five in all.",
  names: "Ada, Wren",
};
const unheard = (sentence: string, language = "en") => isUnheardOf(sentence, { ...heard, language });

test.each([
  "Odran was there too.",
  "Silas was there too.",
  "Wren found the keys of Father Odran.",
  "Wren took them to Saltmarsh.",
  "Wren found 7 keys.",
  "Wren found seven keys.",
  "Wren found keys, thirty-five in all.",
])("it has heard nothing of what is new in: %s", (sentence) => {
  expect(unheard(sentence)).toBe(true);
});

test.each([
  "Wren found three silver keys.",
  "Under the hearth lay 25 keys, and Ada’s was one of them.",
  "Nobody asked, and the two went on.",
  "Slowly Wren opened it.",
  "“Keys,” said Ada.",
  "Later the Inn was quiet.",
])("everything is known in: %s", (sentence) => {
  expect(unheard(sentence)).toBe(false);
});

test("where every noun has a capital only numbers are looked at", () => {
  expect(unheard("Wren fand im Gasthaus die Schlüssel.", "de")).toBe(false);
  expect(unheard("Wren fand 7 Schlüssel.", "de")).toBe(true);
});
