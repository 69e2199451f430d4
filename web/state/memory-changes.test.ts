import { describe, expect, test } from "vitest";
import type { CampaignEvent, SeenEvent } from "../../workers/contracts/events.ts";
import type { ActionId, MemberId } from "../../workers/contracts/ids.ts";
import type { CardView, FactView, LoreCard, MemoryView } from "../../workers/contracts/memory.ts";
import { changeOfCommand, changesSince, isBehind, withChanges } from "./memory-changes.ts";
import { type MemoryCommand, memoryCommandOf, refusedMemory } from "./memory-commands.ts";
import type { ActingFrame, Parcel } from "./outbox.ts";

const zero = "0".repeat(64);
const mira = "m_mira" as MemberId;
const nameOf = (id: string) => (id === mira ? "Mira" : "Somebody");

/** Events from `fromSeq` on; null is one that this viewer may not read. */
function eventsFrom(
  fromSeq: number,
  ...bodies: readonly (Pick<CampaignEvent, "type" | "payload"> | null)[]
): SeenEvent[] {
  return bodies.map((body, at) => ({
    header: { seq: fromSeq + at, epoch: 1, at, prev: zero, bodyHash: zero },
    hash: zero,
    ...(body === null
      ? {}
      : { salt: zero, body: { v: 1, actor: { kind: "dm" }, audience: "all", cause: {}, ...body } }),
  })) as SeenEvent[];
}
const pinned = (factId: string): Pick<CampaignEvent, "type" | "payload"> => ({
  type: "fact_pinned",
  payload: { memberId: mira, factId, pinned: true },
});
const receipt = { type: "turn_receipt", payload: {} } as Pick<CampaignEvent, "type" | "payload">;

const fact = (seq: number, more: Partial<FactView> = {}): FactView => ({
  id: `f_${seq}`,
  text: `Fact ${seq}`,
  rests: [seq],
  about: [],
  kind: "happened",
  importance: 3,
  seq,
  at: seq,
  minutes: 0,
  audience: "all",
  knownBy: [],
  pinned: false,
  correctedBy: null,
  forgotten: false,
  supersededBy: null,
  ...more,
});
const lore = (name: string, text = ""): LoreCard => ({
  id: `person:${name.toLowerCase()}`,
  name,
  aliases: [],
  text,
  pinned: false,
  source: null,
});
const card = (name: string, facts: readonly string[] = []): CardView => ({
  ...lore(name, "written"),
  kind: "person",
  audience: "all",
  written: true,
  facts: [...facts],
  lastSeq: 1,
});
const view = (facts: FactView[], cards: CardView[] = []): MemoryView => ({
  throughSeq: 10,
  facts,
  factsTotal: facts.length,
  cards,
  scenes: [],
  evenings: [],
});

describe("a view of memory is behind", () => {
  test.each([
    ["when somebody pinned something since", eventsFrom(9, receipt, pinned("f_3")), 9, 10, true],
    ["not when only the keeping of turns went on", eventsFrom(9, pinned("f_3"), receipt), 9, 10, false],
    ["not by what it may not know", eventsFrom(10, null), 9, 10, false],
    ["when events are missing from those in hand", eventsFrom(14, receipt), 9, 14, true],
    ["when none are in hand, as after a snapshot", [], 9, 14, true],
    ["not when it is as far as the table", [], 14, 14, false],
  ])("%s", (_, events, knownSeq, headSeq, behind) => {
    expect(isBehind(events, knownSeq, headSeq)).toBe(behind);
  });
});

test("what hands have changed since the view was read is laid over it, and what it holds already is not", () => {
  const events = eventsFrom(
    9,
    pinned("f_1"),
    pinned("f_2"),
    { type: "fact_corrected", payload: { memberId: mira, factId: "f_2", text: "In her words" } },
    { type: "fact_forgotten", payload: { memberId: mira, factId: "f_3", forgotten: true } },
  );
  const shown = withChanges(view([fact(1), fact(2), fact(3)]), changesSince(events, 9, nameOf));
  expect(shown.facts.map(({ pinned }) => pinned)).toEqual([false, true, false]);
  expect(shown.facts[1]).toMatchObject({ text: "In her words", correctedBy: "Mira" });
  expect(shown.facts[2]?.forgotten).toBe(true);
});

test("a change to something that is not there changes nothing", () => {
  const before = view([fact(1)], [card("Ash")]);
  expect(
    withChanges(before, [
      { what: "pin", factId: "f_9", pinned: true },
      { what: "remove", cardId: "person:bo" },
    ]),
  ).toEqual(before);
});

describe("cards", () => {
  test("written anew take the place of the one with their id and keep what play says", () => {
    const shown = withChanges(view([], [card("Ash", ["f_1"])]), [
      { what: "write", card: lore("Ash", "A baker."), audience: "gm" },
    ]);
    expect(shown.cards).toEqual([{ ...card("Ash", ["f_1"]), text: "A baker.", audience: "gm" }]);
  });

  test("removed stay as what play knows, and go when play knows nothing", () => {
    const shown = withChanges(view([], [card("Ash", ["f_1"]), card("Bo")]), [
      { what: "remove", cardId: "person:ash" },
      { what: "remove", cardId: "person:bo" },
    ]);
    expect(shown.cards).toMatchObject([{ name: "Ash", text: "", written: false, facts: ["f_1"] }]);
  });

  test("made one: what is remembered about the first is about the second, once", () => {
    const both = fact(1, { about: ["person:ash", "person:bo"] });
    const shown = withChanges(view([both, fact(2)], [card("Ash", ["f_1"]), card("Bo", ["f_1"])]), [
      { what: "merge", from: "person:ash", into: "person:bo" },
    ]);
    expect(shown.cards.map(({ name, facts }) => [name, facts])).toEqual([["Bo", ["f_1"]]]);
    expect(shown.facts.map(({ about }) => about)).toEqual([["person:bo"], []]);
  });
});

const commands: readonly MemoryCommand[] = [
  { type: "note_fact", text: "Remember the bell", about: [], pinned: false, visibility: "players" },
  { type: "pin_fact", factId: "f_1", pinned: true },
  { type: "correct_fact", factId: "f_1", text: "Other words" },
  { type: "forget_fact", factId: "f_1", forgotten: true },
  { type: "write_card", card: lore("Ash"), visibility: "gm" },
  { type: "remove_card", cardId: "person:ash" },
  { type: "merge_cards", from: "person:ash", into: "person:bo" },
];
const id = crypto.randomUUID() as ActionId;
const framed = (command: Extract<ActingFrame, { t: "client.table" }>["command"]): ActingFrame => ({
  t: "client.table",
  id,
  command,
});

test.each(commands.map((command) => [command.type, command] as const))("%s is known on its way", (type, command) => {
  expect(memoryCommandOf(framed(command))).toEqual(command);
  const change = changeOfCommand(command, "Mira");
  expect(change === null, "only a note has no name before it lands").toBe(type === "note_fact");
});

test("another command of the table is none of memory", () => {
  expect(memoryCommandOf(framed({ type: "raise_x" } as never))).toBeNull();
});

test("only what was refused waits to be mended", () => {
  const parcel = (state: Parcel["state"], frame: ActingFrame): Parcel => ({ id, frame, at: 0, state, problem: null });
  const refused = parcel("refused", framed({ type: "pin_fact", factId: "f_1", pinned: true }));
  expect(
    refusedMemory([
      refused,
      parcel("sent", framed({ type: "pin_fact", factId: "f_2", pinned: true })),
      parcel("refused", framed({ type: "raise_x" } as never)),
    ]),
  ).toEqual([refused]);
});
