import { expect, test } from "vitest";
import type { StoredEvent } from "../contracts/events.ts";
import { CountedPoints } from "../testkit/counted-points.ts";
import type { EventLog } from "./event-log.ts";
import { TurnCounter } from "./turn-counter.ts";

const event = (seq: number, at: number, type: string, payload: object): StoredEvent =>
  ({ header: { seq, at }, body: { type, payload } }) as unknown as StoredEvent;
const voice = { provider: "workers-ai", model: "m", inputTokens: 9, outputTokens: 2, costMicroUsd: 70 };

function counted(...stored: StoredEvent[]) {
  const dataset = new CountedPoints();
  const log = { at: (seq: number) => (seq === 7 ? event(7, 1_000, "turn_opened", {}) : null) } as EventLog;
  new TurnCounter(log, dataset).follow(stored);
  return dataset.points.map(({ indexes, blobs, doubles }) => [...indexes, ...blobs, ...doubles]);
}

test("a turn is counted when it ends, with how and how long", () => {
  const narrated = (more: object) => event(9, 3_500, "dm_narration", { turnId: "t_7", voice: { ...voice, ...more } });
  expect(counted(narrated({}))).toEqual([["turn", "answered", "workers-ai", "no", 2_500]]);
  expect(counted(narrated({ provider: "oracle", fallback: "the model was busy" }))).toEqual([
    ["turn", "answered", "oracle", "yes", 2_500],
  ]);
  expect(counted(event(9, 2_000, "turn_failed", { turnId: "t_7", reason: "timeout" }))).toEqual([
    ["turn", "failed", "", "no", 1_000],
  ]);
  expect(counted(event(9, 2_000, "turn_cancelled", { turnId: "t_7", memberId: "m" }))).toEqual([
    ["turn", "cancelled", "", "no", 1_000],
  ]);
});

test("what it cost is counted by voice, and what nobody asked for is not a turn", () => {
  const line = { task: "narrate", voice: "workers-ai:@cf/x", requests: 2, inputTokens: 90, outputTokens: 20 };
  const spent = [{ ...line, costMicroUsd: 700, priceKnown: true }];
  expect(counted(event(9, 2_000, "turn_receipt", { turnId: "t_7", spent }))).toEqual([
    ["spent", "narrate", "workers-ai:@cf/x", 2, 90, 20, 700],
  ]);
  expect(counted(event(9, 2_000, "dm_narration", { turnId: null, voice }))).toEqual([]);
  expect(counted(event(9, 2_000, "chat_message", { text: "hello" }))).toEqual([]);
});

test("without a dataset the log is not even asked", () => {
  const log = {
    at: () => {
      throw new Error("asked");
    },
  } as unknown as EventLog;
  new TurnCounter(log, undefined).follow([event(9, 2_000, "dm_narration", { turnId: "t_7", voice })]);
});
