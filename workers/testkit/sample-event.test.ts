import { expect, test } from "vitest";
import { CampaignEvent } from "../contracts/events.ts";
import { memberNamed } from "./paper-room.ts";
import { sampleFact } from "./sample-event.ts";

test("every event of the contract can be made up from its schema, with a mark in every free text", () => {
  let marks = 0;
  for (const option of CampaignEvent.options) {
    const type = option.shape.type.value;
    const fact = sampleFact(type, {
      memberId: memberNamed("bo"),
      mark: () => `zq${String((marks += 1)).padStart(10, "0")}`,
    });
    expect(CampaignEvent.parse(fact).type).toBe(type);
  }
  expect(marks).toBeGreaterThan(100);
});
