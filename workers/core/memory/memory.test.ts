import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CampaignEvent, type StoredEvent } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import { MemoryView } from "../../contracts/memory.ts";
import { CanaryBook } from "../../testkit/canary-book.ts";
import { anyRememberedMoves, memoryCommand, whoMoves } from "../../testkit/memory-moves.ts";
import type { PaperRoom } from "../../testkit/paper-room.ts";
import { type Move, makeMove } from "../../testkit/random-table.ts";
import { sampleFact } from "../../testkit/sample-event.ts";
import { seated, smallTable } from "../../testkit/small-table.ts";
import { project } from "../project.ts";
import { allFacts, stands } from "./fact-book.ts";
import { emptyMemory, type Memory, type MemoryViewer, remember } from "./memory.ts";
import { recall } from "./recall.ts";
import { recapMatter } from "./recap.ts";
import { memoryView } from "./view.ts";

const written = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const folded = (events: readonly StoredEvent[], from: Memory = emptyMemory): Memory => events.reduce(remember, from);

const WORDS = [
  "Who holds the bread?",
  "Where is Ada?",
  "What did Ash promise?",
  "",
  "the hall, the cellar and the rats",
];

/** Everything that memory says to one viewer. */
function saidTo(memory: Memory, viewer: MemoryViewer): unknown {
  const { minutes, scene } = memory.stage;
  return written({
    recalled: WORDS.map((text) => recall(memory, viewer, { text, names: ["Ash"], scene: scene?.id ?? null, minutes })),
    view: memoryView(memory, viewer, {}),
    searched: memoryView(memory, viewer, { q: "bread" }),
    about: memoryView(memory, viewer, { about: "person:ada" }),
  });
}

/** A table with a GM behind the screen, two players and a spectator, at which all kinds of things happen. */
function played([moves, hands]: readonly [readonly Move[], readonly number[]]): PaperRoom {
  const room = smallTable("d20", { seed: "remembered" });
  const book = new CanaryBook();
  const gail = room.join("Gail");
  seated(room, "Bo");
  seated(room, "Mira");
  room.join("Sam", "spectator");
  room.ask(room.owner, { type: "gm_set_role", memberId: gail, role: "gm" });
  room.ask(gail, { type: "gm_take_over" });
  room.ask(gail, { type: "gm_hand_back", leaveScreen: false });
  for (const [index, move] of moves.entries()) {
    makeMove(room, book, move);
    const hand = hands[index % hands.length] ?? 0;
    for (let count = 0; count < hand; count += 1) {
      const [kind, who, what, how] = move;
      const turned: Move = [kind + count, who + count, what + count, how + index];
      room.ask(whoMoves(room, turned[1]), memoryCommand(room, turned));
    }
  }
  return room;
}

const viewersOf = ({ state }: PaperRoom): MemoryViewer[] => [
  { memberId: null, gm: false },
  { memberId: null, gm: true },
  ...(Object.keys(state.public.members) as MemberId[]).flatMap((memberId) => [
    { memberId, gm: false },
    { memberId, gm: true },
  ]),
];

describe("a fold of the log", () => {
  test("[K1] memory kept at any cut, written down and read again, goes on to the same memory", () => {
    fc.assert(
      fc.property(anyRememberedMoves, fc.nat(100), (moves, percent) => {
        const { events } = played(moves);
        const cut = Math.floor((events.length * percent) / 100);
        const whole = written(folded(events));
        expect(written(folded(events.slice(cut), written(folded(events.slice(0, cut)))))).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test("[K2] [V1] what memory says to a viewer is folded from what that viewer may see, and from nothing else", () => {
    fc.assert(
      fc.property(anyRememberedMoves, (moves) => {
        const room = played(moves);
        const memory = folded(room.events);
        for (const viewer of viewersOf(room)) {
          const seen = room.events.map((event) => project(event, viewer)).reduce(remember, emptyMemory);
          expect(saidTo(memory, viewer), JSON.stringify(viewer)).toEqual(saidTo(seen, viewer));
        }
        const players = room.events.map((event) => project(event, { memberId: null, gm: false }));
        const matter = { scope: "evening", toSeq: room.state.head.seq } as const;
        expect(recapMatter(memory, matter)).toEqual(recapMatter(players.reduce(remember, emptyMemory), matter));
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test("[K3] what is remembered of belongings, wounds and the hour is as the state has it, also after undone turns", () => {
    fc.assert(
      fc.property(anyRememberedMoves, (moves) => {
        const room = played(moves);
        const { stage, all } = folded(room.events);
        const { creatures, minutes, scene } = room.state.public;
        expect(stage.minutes).toBe(minutes);
        expect(stage.scene?.id).toBe(scene?.id);
        expect(Object.keys(stage.creatures).sort()).toEqual(Object.keys(creatures).sort());
        const standing = allFacts(all.book).filter((fact) => fact.supersededBy === undefined);
        for (const creature of Object.values(creatures)) {
          const known = stage.creatures[creature.id];
          expect(known?.vitals).toEqual(creature.vitals);
          expect(known?.items.map(({ item, quantity }) => [item.id, quantity])).toEqual(
            creature.items.map(({ item, quantity }) => [item.id, quantity]),
          );
          for (const { aspect = "", text, correctedBy } of standing) {
            const [kind, holder, itemId] = aspect.split(":");
            if (kind !== "holds" || holder !== creature.id || correctedBy !== undefined) continue;
            const held = creature.items.find(({ item }) => item.id === itemId)?.quantity ?? 0;
            const said =
              held === 0
                ? /no longer has/
                : held === 1
                  ? /(?<!no longer) has the [^×]+\.$/
                  : new RegExp(`has ${held} × `);
            expect(text, `${aspect} at ${room.state.head.seq}`).toMatch(said);
          }
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("[K4] one fact of an aspect stands, what does not stand is never recalled, and what is shown keeps its contract", () => {
    fc.assert(
      fc.property(anyRememberedMoves, (moves) => {
        const room = played(moves);
        const memory = folded(room.events);
        for (const { book } of [memory.all, memory.gm]) {
          const aspects = allFacts(book).flatMap((fact) =>
            fact.aspect !== undefined && fact.supersededBy === undefined ? [fact.aspect] : [],
          );
          expect(aspects).toEqual([...new Set(aspects)]);
        }
        const books = [memory.all.book, memory.gm.book, memory.private];
        const gone = new Set(books.flatMap(allFacts).flatMap((fact) => (stands(fact) ? [] : [fact.id])));
        for (const viewer of viewersOf(room)) {
          expect(MemoryView.safeParse(memoryView(memory, viewer, {})).error?.issues).toBeUndefined();
          for (const text of WORDS) {
            const { facts, pinned } = recall(memory, viewer, { text, names: [], scene: null, minutes: 0 });
            expect([...facts, ...pinned].filter(({ id }) => gone.has(id))).toEqual([]);
          }
        }
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

test("[V1] every kind of event, to the screen or to one member, is remembered for them and for nobody else", () => {
  const types = CampaignEvent.options.map((option) => option.shape.type.value);
  const room = played([[], [0]]);
  const [bo, mira] = Object.values(room.state.public.members).flatMap(({ id, creatureId }) =>
    creatureId === null ? [] : [id],
  );
  if (bo === undefined || mira === undefined) throw new Error("Nobody plays.");
  for (const type of types)
    for (const [at, audience] of (["gm", { members: [bo] }] as const).entries()) {
      const fact = sampleFact(type, { memberId: mira, mark: () => (at === 0 ? "screenword" : "whisperword") });
      room.append([
        { ...fact, audience: typeof audience === "string" ? audience : { members: [...audience.members] } },
      ]);
    }
  const memory = folded(room.events);
  for (const viewer of viewersOf(room)) {
    const seen = room.events.map((event) => project(event, viewer)).reduce(remember, emptyMemory);
    expect(saidTo(memory, viewer), JSON.stringify(viewer)).toEqual(saidTo(seen, viewer));
    const said = JSON.stringify(saidTo(memory, viewer));
    if (viewer.gm) expect(said).toMatch(/screenword/);
    else expect(said).not.toMatch(/screenword/);
    if (viewer.memberId === bo) expect(said).toMatch(/whisperword/);
    else expect(said).not.toMatch(/whisperword/);
  }
});
