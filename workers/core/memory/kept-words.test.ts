import { expect, test } from "vitest";
import { byHand, seated, smallTable } from "../../testkit/small-table.ts";
import type { MemoryViewer } from "./memory.ts";
import { recall } from "./recall.ts";

const ABOUT = { text: "the well, the cook and Mother Ash", names: [], scene: null, minutes: 0 };
const DM: MemoryViewer = { memberId: null, gm: true };

function tableWithNotes() {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const long = `The cook is in the well, ${"and so is the cat, ".repeat(10)}since Tuesday.`;
  byHand(room, "record_fact", { text: "The well is deep." });
  const card = { aliases: [], pinned: true, source: null };
  room.ask(room.owner, {
    type: "write_card",
    card: { ...card, id: "person:mother-ash", name: "Mother Ash", text: "She is a lich." },
    visibility: "gm",
  } as never);
  room.ask(bo, {
    type: "write_card",
    card: { ...card, id: "place:well", name: "The Old Well", text: "A ring of stones." },
    visibility: "players",
  } as never);
  room.ask(room.owner, { type: "note_fact", text: long, about: ["place:well"], pinned: false, visibility: "gm" });
  return { room, long };
}

test("[V1] of what is recalled behind the screen, what not everybody may know is told apart: notes, cards and their names", () => {
  const { room, long } = tableWithNotes();
  const { kept, cards } = recall(room.memory, DM, ABOUT);
  for (const words of ["Mother Ash", "She is a lich.", long])
    expect(kept.some((text) => text.includes(words))).toBe(true);
  for (const text of cards.flatMap(({ facts }) => facts)) expect(kept.includes(text)).toBe(text.includes("cook"));
  for (const open of ["The Old Well", "A ring of stones."]) expect(kept).not.toContain(open);
  expect(kept.join()).not.toContain("well is deep");
});

test("where players recall, nothing of it is kept from them", () => {
  const { room } = tableWithNotes();
  const { kept, cards } = recall(room.memory, { memberId: null, gm: false }, ABOUT);
  expect(cards.map(({ name }) => name)).toContain("The Old Well");
  expect(kept).toEqual([]);
});
