import { expect, test } from "vitest";
import type { TableCommand } from "../../workers/contracts/commands.ts";
import type { Campaign } from "../state/campaign.ts";
import { createComposerDesk } from "./composer-desk.ts";

function deskOf() {
  const sent: TableCommand[] = [];
  const asked: string[] = [];
  const campaign = {
    id: "c_1",
    mayRun: () => false,
    live: { memberId: null },
    store: { view: null },
    table: (command: TableCommand) => sent.push(command),
  } as unknown as Campaign;
  return { sent, asked, desk: createComposerDesk(campaign, (words) => asked.push(words)) };
}

test("a bare /x stops at once, and asks nothing", () => {
  const { desk, sent, asked } = deskOf();
  expect(desk.say("/x")).toBe(true);
  expect(sent).toEqual([{ type: "raise_x", boundary: null }]);
  expect(asked).toEqual([]);
});

test("/x with words asks first how to keep them out", () => {
  const { desk, sent, asked } = deskOf();
  expect(desk.say("/x spiders")).toBe(true);
  expect(sent).toEqual([]);
  expect(asked).toEqual(["spiders"]);
});

test("neither is brought back by the arrow key", () => {
  const { desk } = deskOf();
  desk.say("/x");
  desk.recall(1);
  expect(desk.text()).toBe("");
});
