import { describe, expect, test } from "vitest";
import { canaryAdventure, canaryHeroes, canaryItems } from "../../testkit/canary-adventure.ts";
import { PaperRoom } from "../../testkit/paper-room.ts";
import { act, byHand, heroOf, seated } from "../../testkit/small-table.ts";
import { allFacts, type Fact } from "./fact-book.ts";
import { emptyMemory, type Memory, type MemoryViewer } from "./memory.ts";
import { recall } from "./recall.ts";
import { memoryView } from "./view.ts";

const PLAYERS: MemoryViewer = { memberId: null, gm: false };

/** The small hall, in which Ada is called as a parser would have it. */
function table() {
  const canary = canaryAdventure();
  const people = canary.people.map((each) => ({
    ...each,
    name: "Almoner Ada Sedge",
    aliases: ["sedge", "priest", "grey", "old woman", "The Almoner"],
  }));
  const room = new PaperRoom({ adventure: { ...canary, people }, heroes: canaryHeroes, items: canaryItems });
  return { room, bo: seated(room, "Bo"), mira: seated(room, "Mira") };
}

const factsIn = (room: PaperRoom): Fact[] => allFacts(room.memory.all.book);
const textsIn = (room: PaperRoom): string[] => factsIn(room).map(({ text }) => text);
const newest = (room: PaperRoom): Fact | undefined => factsIn(room).at(-1);

describe("of whom something is said", () => {
  test.each([
    ["Almoner Ada Sedge limps.", true],
    ["Nobody has seen Sedge.", true],
    ["An old woman sits by the door.", true],
    ["The grey wall is damp.", false],
    ["A priest has been here.", false],
    ["The sedge by the water is high.", false],
  ])("“%s”: %s", (text, isOfHer) => {
    const { room } = table();
    byHand(room, "record_fact", { text });
    expect(newest(room)?.about.includes("person:ada")).toBe(isOfHer);
  });

  test("a part of her name is enough where somebody asks, and her card shows proper names only", () => {
    const { room } = table();
    const write = (aliases: string[]) =>
      room.ask(room.owner, {
        type: "write_card",
        card: { id: "person:ada", name: "Almoner Ada Sedge", aliases, text: "Kind.", pinned: false, source: null },
        visibility: "players",
      });
    write([]);
    const about = { text: "where is sedge?", names: [], scene: null, minutes: 0 };
    expect(recall(room.memory, PLAYERS, about).cards.map(({ name }) => name)).toContain("Almoner Ada Sedge");
    const card = memoryView(room.memory, PLAYERS, {}).cards.find(({ id }) => id === "person:ada");
    expect(card?.aliases).toEqual(["The Almoner"]);
    write(["sedge"]);
    const written = memoryView(room.memory, PLAYERS, {}).cards.find(({ id }) => id === "person:ada");
    expect(written?.aliases, "somebody chose it").toEqual(["sedge", "The Almoner"]);
  });
});

test("what heroes carry from the start is no thing of the story until it changes hands", () => {
  const { room, bo, mira } = table();
  const things = () =>
    memoryView(room.memory, PLAYERS, {}).cards.flatMap(({ id, kind }) => (kind === "thing" ? [id] : []));
  expect(things()).toEqual([]);
  room.ask(bo, act("I hand it over"));
  room.propose([
    {
      tool: "transfer_item",
      args: { from: heroOf(room, bo), to: heroOf(room, mira), itemId: "tonic", quantity: 1 },
    },
  ]);
  const { turnId } = room;
  room.narrate("You do.");
  expect(things()).toEqual(["thing:tonic"]);
  room.ask(room.owner, { type: "gm_undo_turn", turnId, reason: "misheard" });
  expect(things()).toEqual([]);
});

describe("in words that people would write", () => {
  test("a clock is no quest, and moves on", () => {
    const { room } = table();
    const system = { v: 1, actor: { kind: "system" }, cause: {}, audience: "all" } as const;
    for (const filled of [1, 4]) {
      const payload = { clockId: "patience", filled, segments: 4, tell: null };
      room.append([{ ...system, type: "clock_advanced", payload }]);
    }
    expect(textsIn(room)).toEqual(
      expect.arrayContaining(["“Patience” has moved on: 1 of 4.", "“Patience” has run its course: 4 of 4."]),
    );
    expect(memoryView(room.memory, PLAYERS, {}).cards.filter(({ kind }) => kind === "quest")).toEqual([]);
  });

  test("a purse is carried, and found when somebody asks for money", () => {
    const { room, bo } = table();
    const creatureId = heroOf(room, bo);
    const payload = { creatureId, delta: 1, coinCopper: 638, reason: "found" };
    room.append([{ type: "coin_changed", v: 1, actor: { kind: "system" }, cause: {}, audience: "all", payload }]);
    expect(newest(room)?.text).toBe("Ash carries 6 gold, 3 silver and 8 copper.");
    const { facts } = recall(room.memory, PLAYERS, { text: "Money?", names: [], scene: null, minutes: 0 });
    expect(facts.map(({ text }) => text)).toContain("Ash carries 6 gold, 3 silver and 8 copper.");
  });

  test("what is told stands under the name of what it is about; what passes is not kept", () => {
    const { room } = table();
    const told = (subject: string, text: string) =>
      room.append([
        {
          ...({ type: "beat_told", v: 1, actor: { kind: "system" }, cause: {}, audience: "all" } as const),
          payload: { subject, speaker: null, text },
        },
      ]);
    told("feature:table", "Coarse and grey and dry.");
    expect(newest(room)?.text).toBe("About the table: Coarse and grey and dry.");
    told("feature:table", "The table is coarse.");
    expect(newest(room)?.text).toBe("The table is coarse.");
    told("lore:old-hall", "You turn sideways.");
    expect(newest(room)?.text).toBe("At the Hall: You turn sideways.");
    told("ambience:hall", "Somewhere a door yawns.");
    expect(textsIn(room).join()).not.toContain("yawns");
  });

  test("a question to a player is no fact", () => {
    const { room, bo } = table();
    room.ask(bo, act("I fight"));
    const before = textsIn(room);
    const payload = { creatureId: heroOf(room, bo), question: "What does Ash do?", options: [] };
    room.append([
      { type: "question_asked", v: 1, actor: { kind: "system" }, cause: {}, audience: "all", payload } as never,
    ]);
    expect(textsIn(room)).toEqual(before);
  });
});

test("an arrival is shown once: what only says it again stays for recall, unless somebody pinned it", () => {
  const { room, bo } = table();
  const shown = () => memoryView(room.memory, PLAYERS, {}).facts.map(({ text }) => text);
  const again = ["The party is at the Hall.", "Almoner Ada Sedge was last seen at the Hall."];
  expect(shown()).toContain("The party came to the Hall for the first time.");
  expect(shown().filter((text) => again.includes(text))).toEqual([]);
  expect(textsIn(room)).toEqual(expect.arrayContaining(again));
  const factId = factsIn(room).find(({ text }) => text === again[0])?.id ?? "";
  room.ask(bo, { type: "pin_fact", factId, pinned: true });
  expect(shown()).toContain(again[0]);
});

test("[K6] many merges cost a view of many cards next to nothing", () => {
  let looked = 0;
  const merged = new Proxy(
    Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`person:gone-${at}`, "person:k-1"])),
    {
      ownKeys: (target) => {
        looked += 1;
        return Reflect.ownKeys(target);
      },
    },
  );
  const cards = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => {
      const card = { id: `person:k-${at}`, name: `K ${at}`, aliases: [], text: "", pinned: false, source: null };
      return [card.id, { seq: at, by: "m_x" as never, shared: false, card }];
    }),
  );
  const memory: Memory = { ...emptyMemory, all: { ...emptyMemory.all, cards, merged } };
  expect(memoryView(memory, PLAYERS, {}).cards).toHaveLength(300);
  expect(looked).toBeLessThan(5);
});
