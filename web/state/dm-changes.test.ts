import { expect, test } from "vitest";
import type { DmSettings } from "../../workers/contracts/dm.ts";
import { dmChangedText } from "./dm-changes.ts";
import { newCampaign } from "./fold.ts";

const { dm } = newCampaign.public;
const review: DmSettings["review"] = { classes: ["roll"], seconds: 90, otherwise: "approve" };
const after = (more: Partial<DmSettings>) => dmChangedText(dm, { ...dm, ...more });

test.each<[Partial<DmSettings>, string]>([
  [{ tone: "wry", length: "short" }, "tone wry, short answers"],
  [{ language: "de" }, "in German"],
  [{ rating: "everyone", houseRules: "No elves." }, "for everyone, other house rules"],
  [{ review }, "the GM is asked first"],
  [{ boundaries: [{ kind: "line", tag: "gore", text: "" }] }, "lines and veils"],
  [{ dayCapMicroUsd: 1, atCap: "pause" }, "what it may cost"],
])("%j reads: %s", (more, words) => {
  expect(after(more)).toBe(`How the DM runs this table has changed: ${words}.`);
});

test("without what was before, it says only that there was a change", () => {
  expect(dmChangedText(null, { ...dm, tone: "wry" })).toBe("How the DM runs this table has changed.");
});

test("that nothing is reviewed any more is said too", () => {
  expect(dmChangedText({ ...dm, review }, dm)).toContain("nothing waits for the GM any more");
});
