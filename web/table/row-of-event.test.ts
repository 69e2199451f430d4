import { expect, test } from "vitest";
import type { TurnId } from "../../workers/contracts/ids.ts";
import type { StoryEntry } from "../state/story-entry.ts";
import { rowOfEvent } from "./row-of-event.ts";
import { DRAFT_ITEM, type StoryItem, TOP_ITEM } from "./story-item.ts";

const turn = (id: string) => id as TurnId;
const placed = (seq: number, turnId: string | null = null) => ({
  key: `k:${seq}`,
  seq,
  at: 0,
  turnId: turnId === null ? null : turn(turnId),
  undone: false,
});
const entry = (told: StoryEntry): StoryItem => ({ row: "entry", key: told.key, entry: told });
const narration = (seq: number, turnId: string, marks: readonly number[] = []) =>
  entry({
    ...placed(seq, turnId),
    kind: "narration",
    text: "words",
    wordings: [],
    putAway: false,
    opening: false,
    voice: null,
    speaker: null,
    choices: [],
    onlyFor: [],
    marks: marks.map((at) => ({ key: `mark:${at}`, tone: "note", who: "", text: "", about: "" })),
  });
const line = (seq: number) => entry({ ...placed(seq), kind: "line", tone: "plain", text: "", about: "" });
const items = [TOP_ITEM, line(3), narration(9, "t_4", [6]), line(12), narration(20, "t_13"), DRAFT_ITEM];

test.each([
  ["its own row", { seq: 12, turnId: null }, 3],
  ["the narration that carries its mark", { seq: 6, turnId: null }, 2],
  ["the narration of its turn", { seq: 15, turnId: turn("t_13") }, 4],
  ["what was told before it, where nothing tells of it", { seq: 10, turnId: null }, 2],
  ["the first row, before everything", { seq: 1, turnId: null }, 1],
])("an event leads to %s", (_, event, row) => {
  expect(rowOfEvent(items, event)).toBe(row);
});

test("a page without a story leads nowhere", () => {
  expect(rowOfEvent([TOP_ITEM, DRAFT_ITEM], { seq: 1, turnId: null })).toBeNull();
});
