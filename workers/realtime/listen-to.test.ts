import { expect, test } from "vitest";
import { secretWatch } from "../core/script/secrets.ts";
import { act, seated, smallTable } from "../testkit/small-table.ts";
import { listenTo, SecretTold } from "./listen-to.ts";

const encoder = new TextEncoder();
const line = (value: object) => encoder.encode(`${JSON.stringify(value)}\n`);

function listening(deltas: readonly string[]) {
  const room = smallTable();
  room.ask(seated(room, "Bo"), act("I look"));
  const told: string[] = [];
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const delta of deltas) controller.enqueue(line({ delta }));
      controller.close();
    },
  });
  const { answer } = listenTo(stream, {
    wanted: () => true,
    givesAway: secretWatch(room.state, ""),
    tell: (_, delta) => void told.push(delta),
  });
  return { told, answer };
}

test("[V1] of a secret not even its first words are drafted", async () => {
  const { told, answer } = listening(["It ", "was ", "secret ", "te", "ll."]);
  await expect(answer).rejects.toThrow(SecretTold);
  expect(told.join("")).not.toContain("te");
});

test("words that only begin like a secret are drafted once they lead elsewhere", async () => {
  const { told, answer } = listening(["The secret ", "te", "a was cold."]);
  await expect(answer).rejects.toThrow("broke off");
  expect(told.join("")).toBe("The secret tea was cold.");
});

test("a narrator that has fallen silent is given up at once, not at its next word", async () => {
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(line({ delta: "It " })),
    cancel: () => {
      cancelled = true;
    },
  });
  const { answer, stop } = listenTo(stream, {
    wanted: () => true,
    givesAway: Object.assign(() => null, { begins: () => false }),
    tell: () => undefined,
  });
  answer.catch(() => undefined);
  stop();
  await answer.catch(() => undefined);
  expect(cancelled).toBe(true);
});
