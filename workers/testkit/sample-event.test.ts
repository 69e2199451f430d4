import { expect, test } from "vitest";
import { CampaignEvent } from "../contracts/events.ts";
import { CanaryBook, wordsIn } from "./canary-book.ts";
import { memberNamed } from "./paper-room.ts";
import { sampleFact } from "./sample-event.ts";

test("every event of the contract can be made up from its schema, with a mark in every free text", () => {
  const book = new CanaryBook();
  const words = new Set<string>();
  for (const option of CampaignEvent.options) {
    const type = option.shape.type.value;
    const fact = sampleFact(type, { memberId: memberNamed("bo"), mark: () => book.word(type, "all") });
    expect(CampaignEvent.parse(fact).type).toBe(type);
    for (const word of wordsIn(JSON.stringify(fact))) words.add(word);
  }
  expect(words.size).toBeGreaterThan(100);
});
