import { expect, test } from "vitest";
import { dollarsOf, microUsdOf, moneyText, monthOf } from "./money.ts";

test.each([
  [0, "nothing"],
  [40, "under 0.01 ¢"],
  [1_234, "0.12 ¢"],
  [1_300, "0.13 ¢"],
  [5_000, "0.50 ¢"],
  [10_000, "1.00 ¢"],
  [65_000, "6.50 ¢"],
  [999_949, "99.99 ¢"],
  [999_999, "$1.00"],
  [2_345_678, "$2.35"],
])("%i millionths of a dollar read as %s", (microUsd, words) => {
  expect(moneyText(microUsd)).toBe(words);
});

test.each([
  ["", null],
  ["0.5", 500_000],
  ["$2", 2_000_000],
  ["1,25", 1_250_000],
  ["lots", undefined],
  ["-1", undefined],
  ["5000", undefined],
])("typed as %j it is %j", (typed, microUsd) => {
  expect(microUsdOf(typed)).toBe(microUsd);
});

test("what is typed is what stands there later", () => {
  expect(microUsdOf(dollarsOf(1_250_000))).toBe(1_250_000);
  expect(dollarsOf(null)).toBe("");
});

test("a month is that of the server", () => {
  expect(monthOf(Date.UTC(2026, 10, 30, 23, 59))).toBe("2026-11");
});
