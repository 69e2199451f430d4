import { expect, test } from "vitest";
import type { Ruleset } from "../contracts/rules.ts";
import { d20Sheet } from "../testkit/rules-table.ts";
import { act, byHand, heroOf, payloadsOf, seated, smallTable } from "../testkit/small-table.ts";
import { hashHex } from "./ledger/bytes.ts";
import { canonicalJson } from "./ledger/canonical-json.ts";
import { verifyLog } from "./ledger/index.ts";
import type { CampaignState } from "./state.ts";

/** What a turn may change and an undo must put back, by hash; the dice, the log and the people are not of it. */
function worldHash({ public: lane, gm }: CampaignState): string {
  const { creatures, scene, visited, minutes, encounter, encountersDone, clocks, mentioned, status, ending } = lane;
  const { flags, beats, attitudes, places, shown, unlocked, clocks: hidden } = gm;
  return hashHex(
    canonicalJson({
      creatures,
      scene,
      visited,
      minutes,
      encounter,
      encountersDone,
      clocks,
      mentioned,
      status,
      ending,
      flags,
      beats,
      attitudes,
      places,
      shown,
      unlocked,
      hidden,
    }),
  );
}

test.each<[string, string, Record<string, unknown>]>([
  ["a beat with dice and belongings", "play_beat", { beatId: "search-table" }],
  ["a beat that shows hidden ways", "play_beat", { beatId: "lift-table" }],
  ["a beat that hurts", "play_beat", { beatId: "burn-table" }],
  ["a way to another scene", "move_scene", { exitId: "cellar-door" }],
  ["a talk that tells a secret", "person_speaks", { personId: "ada", topicId: "cook" }],
  ["a drink", "use_item", { itemId: "tonic", targetId: "ash" }],
  ["the end of the story", "play_beat", { beatId: "end-it" }],
])("an undone turn leaves the world as it was: %s", (_, tool, args) => {
  for (const ruleset of ["d20", "embers"] satisfies Ruleset[]) {
    const room = smallTable(ruleset);
    const bo = seated(room, "Bo");
    room.ask(bo, act("I look"));
    room.narrate("You look.");
    const before = worldHash(room.state);
    room.ask(bo, act("I do it"));
    const { turnId } = room;
    const told = room.propose([{ tool, args: { ...args, creatureId: heroOf(room, bo) } }]);
    expect(payloadsOf(told, "tool_call_refused")).toEqual([]);
    room.narrate("It is done.");
    expect(worldHash(room.state)).not.toBe(before);
    const rolls = room.state.public.dice.nextIndex;
    expect(room.ask(room.owner, { type: "gm_undo_turn", turnId, reason: "misheard" })).toBeNull();
    expect(worldHash(room.state)).toBe(before);
    expect(room.state.public.dice.nextIndex, "dice that fell stay fallen").toBe(rolls);
    expect(verifyLog(room.events).findings).toEqual([]);
  }
});

test("a whole fight can be taken back, turn by turn", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  byHand(room, "move_scene", { exitId: "cellar-door", creatureId: "ash" });
  const hashes = [worldHash(room.state)];
  room.ask(bo, act("I kick the nest"));
  room.propose([{ tool: "play_beat", args: { beatId: "kick-nest", creatureId: "ash" } }]);
  room.narrate("Rats.");
  for (let moves = 0; moves < 6 && room.state.public.encounter !== null; moves += 1) {
    hashes.push(worldHash(room.state));
    const { activeId } = room.state.public.encounter;
    if (!room.openDueTurn([bo])) room.ask(bo, act("I strike"));
    const [target, attackId] =
      activeId === "ash"
        ? [
            Object.values(room.state.public.creatures).find(
              ({ kind, vitals }) => kind === "foe" && vitals.state === "up",
            )?.id,
            "sword",
          ]
        : ["ash", "bite"];
    room.propose([
      { tool: "attack", args: { attackerId: activeId, targetId: target, attackId } },
      { tool: "end_turn", args: { creatureId: activeId } },
    ]);
    room.narrate("Teeth.");
  }
  expect(hashes.length).toBeGreaterThan(2);
  for (const hash of hashes.reverse()) {
    const last = room.state.public.answered.filter(({ undone }) => !undone).at(-1);
    expect(
      room.ask(room.owner, { type: "gm_undo_turn", turnId: last?.turnId ?? room.turnId, reason: "again" }),
    ).toBeNull();
    expect(worldHash(room.state)).toBe(hash);
  }
});

test("only the last turn that stands, and none while one runs", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const turns = ["one", "two"].map((text) => {
    room.ask(bo, act(text));
    const { turnId } = room;
    room.narrate(text);
    return turnId;
  });
  const undo = (at: number) =>
    room.ask(room.owner, { type: "gm_undo_turn", turnId: turns[at] ?? room.turnId, reason: "no" })?.slug ?? "done";
  expect(undo(0)).toBe("cannot-undo");
  room.ask(bo, act("three"));
  expect(undo(1)).toBe("cannot-undo");
  room.narrate("three");
  expect(undo(1), "the third stands after it").toBe("cannot-undo");
  expect(room.ask(bo, { type: "gm_undo_turn", turnId: turns[1] ?? room.turnId, reason: "mine" })?.slug).toBe(
    "not-allowed",
  );
});

test("what has changed since by another hand stays changed", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  room.ask(bo, act("I search"));
  const { turnId } = room;
  room.propose([{ tool: "play_beat", args: { beatId: "burn-table", creatureId: "ash" } }]);
  room.narrate("Found.");
  room.ask(room.owner, { type: "gm_patch", creatureId: "ash", field: "hp", value: 3, reason: "a scratch" });
  room.ask(room.owner, { type: "gm_patch", creatureId: "birch", field: "coinCopper", value: 7, reason: "luck" });
  room.ask(room.owner, { type: "gm_undo_turn", turnId, reason: "no" });
  const { ash, birch } = room.state.public.creatures;
  expect(ash?.vitals).toMatchObject({ hp: 3 });
  expect(ash?.conditions, "what the turn did and nobody touched is taken back").toEqual([]);
  expect(birch?.coinCopper).toBe(7);
});

test("a hero made, and a seat taken, while the turn ran are no part of it", () => {
  const room = smallTable();
  const bo = seated(room, "Bo");
  const mira = room.join("Mira");
  const jon = room.join("Jon");
  room.ask(bo, act("I search"));
  const { turnId } = room;
  room.propose([{ tool: "advance_time", args: { minutes: 5, why: "searching" } }]);
  const draft = {
    name: "Elm",
    pronoun: "they",
    blurb: "",
    look: { seed: "elm", kind: "person" },
    sheet: d20Sheet(),
    items: [],
    coinCopper: 0,
  } as const;
  expect(room.ask(mira, { type: "make_hero", draft: { ...draft, items: [] } })).toBeNull();
  expect(room.ask(jon, { type: "take_seat", creatureId: "cedar" })).toBeNull();
  room.narrate("Found.");
  expect(room.ask(room.owner, { type: "gm_undo_turn", turnId, reason: "no" })).toBeNull();
  const hero = heroOf(room, mira);
  expect(room.state.public.creatures[hero]).toMatchObject({ name: "Elm", ownerId: mira });
  expect(room.state.public.creatures["cedar"]?.ownerId).toBe(jon);
  expect(room.state.public.minutes).toBe(0);
});
