import { createSignal } from "solid-js";
import type { CardSuggestion } from "../../workers/contracts/memory.ts";
import { type Keep, readJson } from "./keep.ts";

/** So many refusals are remembered; the oldest come up again. */
export const PASSED_MAX = 500;

const keyOf = (campaignId: string) => `emberhall.passed.${campaignId}`;
const nameOf = ({ card }: CardSuggestion) => `${card.source?.uploadId ?? ""} ${card.id}`;

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

/** Suggested cards somebody did not want. Kept on this device: they are nobody else's business. */
export function createPassed(keep: Keep, campaignId: string) {
  const [passed, setPassed] = createSignal(readJson(keep, keyOf(campaignId), isNames) ?? []);
  return {
    has: (suggestion: CardSuggestion) => passed().includes(nameOf(suggestion)),
    pass(suggestion: CardSuggestion): void {
      setPassed([...passed(), nameOf(suggestion)].slice(-PASSED_MAX));
      keep.write(keyOf(campaignId), JSON.stringify(passed()));
    },
  };
}
