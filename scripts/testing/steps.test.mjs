import { expect, test } from "vitest";
import { outcomeOf } from "./steps.mjs";

const passes = { fullName: "holds", status: "passed" };
const fails = { fullName: "breaks", status: "failed" };

/** @param {Partial<import("./steps.mjs").FileResult>} file */
const report = (file) => ({
  testResults: [{ name: "a.test.ts", status: "passed", message: "", assertionResults: [], ...file }],
});

test("each test counts once", () => {
  const skips = { fullName: "waits", status: "skipped" };
  const outcome = outcomeOf("pure", 1, report({ status: "failed", assertionResults: [passes, fails, passes, skips] }));
  expect(outcome).toMatchObject({ passed: 2, failed: 1, skipped: 1 });
});

test.each([
  ["a file that does not load", 1, report({ status: "failed", message: "Cannot find module" })],
  ["an error outside any test", 1, report({ assertionResults: [passes] })],
  ["a run without a single test", 0, report({})],
  ["a run without a report", 0, undefined],
])("%s is a failure", (_, code, result) => {
  expect(outcomeOf("pure", code, result).failed).toBe(1);
});
