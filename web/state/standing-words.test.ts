import { expect, test } from "vitest";
import type { TableStanding } from "../../workers/contracts/standing.ts";
import { counted, peopleText, spanText, troublesOf } from "./standing-words.ts";

const turns = {
  ...{ answered: 3, stoodIn: 0, failed: 0, cancelled: 0, medianMs: 900, slowestMs: 2_000, since: 0 },
};
const room = {
  ...{ standstill: null, status: "open" as const, seq: 40, epoch: 1, lastEventAt: 900_000, present: 2 },
  ...{ turnSince: null, turns },
};
const well: TableStanding = {
  room,
  files: { all: 2, reading: 1, stuck: 0, failed: 0 },
  deadJobs: 0,
  server: { version: "local", dm: "oracle", parts: { database: "ok", files: "ok", rooms: "ok" } },
  at: 1_000_000,
};
const whats = (more: Partial<TableStanding>): string[] => troublesOf({ ...well, ...more }).map(({ what }) => what);

test("a table that is well has no troubles, with a file being read or a turn that has just begun", () => {
  expect(troublesOf(well)).toEqual([]);
  expect(whats({ room: { ...room, turnSince: 990_000 } })).toEqual([]);
});

test("what is wrong is told, the worst first, each with what helps", () => {
  const told = troublesOf({
    ...well,
    room: { ...room, standstill: "It stands still.", turnSince: 700_000, turns: { ...turns, failed: 1 } },
    files: { all: 4, reading: 2, stuck: 1, failed: 2 },
    deadJobs: 1,
    server: { ...well.server, parts: { database: "behind", files: "down", rooms: "ok" } },
  });
  expect(told.map(({ what }) => what)).toEqual([
    "It stands still.",
    "The database waits for an update.",
    "The files of this server do not answer.",
    "A turn has been running for 5 minutes.",
    "1 turn came to nothing.",
    "2 files could not be read.",
    "1 file has waited for half an hour.",
    "1 job of this table was given up.",
  ]);
  expect(told.every(({ helps }) => helps.length > 10)).toBe(true);
});

test("spans and counts read as people say them", () => {
  expect([40, 4_260, 61_000, 200_000, 7_200_000].map(spanText)).toEqual([
    "0.0 s",
    "4.3 s",
    "61 s",
    "3 minutes",
    "2 hours",
  ]);
  expect([0, 1, 5].map(peopleText)).toEqual(["Nobody", "1 person", "5 people"]);
  expect([counted(1, "event"), counted(12_345, "event")]).toEqual(["1 event", "12,345 events"]);
});
