import { expect, test } from "vitest";
import type { TableCommand } from "../../workers/contracts/commands.ts";
import type { Campaign } from "../state/campaign.ts";
import { ownProblem, type Result } from "../state/result.ts";
import { createComposerDesk } from "./composer-desk.ts";

function deskOf(answer: Result<unknown> = { ok: true, value: null }) {
  const sent: TableCommand[] = [];
  const asked: string[] = [];
  const questions: string[] = [];
  const campaign = {
    id: "c_1",
    mayRun: () => false,
    typing: () => {},
    live: { memberId: null },
    store: { view: null },
    table: (command: TableCommand) => sent.push(command),
  } as unknown as Campaign;
  const desk = createComposerDesk(
    campaign,
    (words) => asked.push(words),
    async (question) => {
      questions.push(question);
      return answer;
    },
  );
  return { sent, asked, questions, desk };
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

test("a question goes to the sources and nowhere else, one at a time, and is said to be on its way", async () => {
  const { desk, sent, questions } = deskOf();
  expect(desk.say("/ask who rang the bell")).toBe(true);
  expect(desk.asking()).toBe("who rang the bell");
  expect(desk.say("/ask and why")).toBe(false);
  expect(desk.fault()).not.toBe("");
  await Promise.resolve();
  await Promise.resolve();
  expect(desk.asking()).toBeNull();
  expect(questions).toEqual(["who rang the bell"]);
  expect(sent).toEqual([]);
});

test("a question that could not be asked is told, and given back to be sent again", async () => {
  const { desk } = deskOf({ ok: false, problem: ownProblem("unavailable", "Nobody answers.") });
  desk.setText("/ask who rang the bell");
  desk.send();
  expect(desk.text()).toBe("");
  await Promise.resolve();
  await Promise.resolve();
  expect(desk.text()).toBe("/ask who rang the bell");
  expect(desk.fault()).toBe("Nobody answers.");
});
