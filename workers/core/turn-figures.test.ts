import { expect, test } from "vitest";
import type { StoredEvent } from "../contracts/events.ts";
import { turnFigures } from "./turn-figures.ts";

const event = (seq: number, at: number, type: string, payload: object): StoredEvent =>
  ({ header: { seq, at }, body: { type, payload } }) as unknown as StoredEvent;
const asked = (seq: number, at: number) => event(seq, at, "player_action", {});
const told = (seq: number, at: number, turnId: string, more: object = {}) =>
  event(seq, at, "dm_narration", { turnId, voice: { provider: "oracle", ...more } });

test("turns are counted by how they ended, and those of the machine timed", () => {
  const events = [
    asked(1, 1_000),
    told(2, 1_200, "t_1"),
    asked(3, 2_000),
    told(4, 5_000, "t_3", { fallback: "the model was busy" }),
    asked(5, 6_000),
    event(6, 9_000, "turn_failed", { turnId: "t_5" }),
    asked(7, 10_000),
    event(8, 10_500, "turn_cancelled", { turnId: "t_7" }),
    asked(9, 11_000),
    told(10, 99_000, "t_9", { provider: "gm" }),
    asked(11, 100_000),
    told(12, 101_000, "t_11", { provider: "openai" }),
    told(13, 102_000, "t_999"),
    event(14, 103_000, "dm_narration", { turnId: null, voice: { provider: "gm" } }),
    asked(15, 104_000),
  ];
  expect(turnFigures(events, 0)).toEqual({
    ...{ answered: 4, stoodIn: 1, failed: 1, cancelled: 1 },
    ...{ medianMs: 1_000, slowestMs: 3_000, since: 1_000 },
  });
});

test("what began before is left out, also when it ended later", () => {
  const events = [asked(1, 1_000), told(2, 3_000, "t_1"), asked(3, 4_000), told(4, 4_100, "t_3")];
  expect(turnFigures(events, 2_000)).toMatchObject({ answered: 1, medianMs: 100, since: 2_000 });
});

test("without turns there is nothing to time", () => {
  expect(turnFigures([], 500)).toEqual({
    ...{ answered: 0, stoodIn: 0, failed: 0, cancelled: 0, medianMs: null, slowestMs: null, since: 500 },
  });
});
