import { expect, test } from "vitest";
import { inShort, lanternTable, proposed, runTurn } from "../../testkit/oracle-table.ts";
import { memberNamed } from "../../testkit/paper-room.ts";

const [mira, jon] = [memberNamed("Mira"), memberNamed("Jon")];

test("what is done beyond a door is read where the party then stands", async () => {
  const room = lanternTable("inn");
  room.ask(mira, { type: "act", mode: "do", text: "go out into the yard and look at the well" });
  const { proposals } = await runTurn(room, []);
  expect(proposals.map(inShort)).toEqual(["move_scene yard-door", "describe feature well"]);
});

test("behind a door that stays shut nothing more is done", async () => {
  const room = lanternTable("inn");
  room.ask(mira, { type: "act", mode: "do", text: "go down into the cellar, then ring the bell" });
  const { proposals } = await runTurn(room, []);
  expect(proposals.map(inShort)).toEqual(["move_scene cellar-hatch", "nothing"]);
});

test("what a deed brings to light can be used by the next", async () => {
  const room = lanternTable("inn");
  room.ask(mira, { type: "act", mode: "do", text: "look behind the portrait and go into the crawlway" });
  const { proposals } = await runTurn(room, []);
  expect(proposals.map(inShort)).toEqual(["play_beat behind-portrait", "move_scene crawlway"]);
});

test("one question is asked where nothing else came of it, and none beside what was done", async () => {
  const { state } = lanternTable("inn");
  expect(inShort(await proposed(state, [{ text: "open the wardrobe" }]))).toBe("ask_player");
  expect(inShort(await proposed(state, [{ text: "open the wardrobe and ring the bell" }]))).toBe("play_beat ring-bell");
});

test("the actions of a round are all answered, each by its own hero", async () => {
  const { state } = lanternTable("inn");
  const proposal = await proposed(state, [{ text: "search the hearth" }, { text: "read the notices", heroId: "bram" }]);
  expect(proposal.calls.map(({ tool, args }) => `${tool} ${args["beatId"]} ${args["creatureId"]}`)).toEqual([
    "play_beat search-hearth wren",
    "play_beat read-notices bram",
  ]);
});

test("help in the same round is advantage for the one who is helped", async () => {
  const { state } = lanternTable("inn");
  const proposal = await proposed(state, [
    { text: "force the chest open", heroId: "bram" },
    { text: "I help Bram with the chest" },
  ]);
  expect(proposal.calls).toMatchObject([
    { tool: "play_beat", args: { creatureId: "bram", advantage: { for: ["Wren Alder helps"] } } },
  ]);
});

test("a party that goes the same way goes once", async () => {
  const { state } = lanternTable("inn");
  expect(
    inShort(await proposed(state, [{ text: "go upstairs" }, { text: "I follow up the stairs", heroId: "bram" }])),
  ).toBe("move_scene stairs");
});

test("it and she are what was spoken of last", async () => {
  const room = lanternTable("inn");
  for (const text of ["look at the portrait", "talk to Orla"]) {
    room.ask(mira, { type: "act", mode: "do", text });
    await runTurn(room, []);
  }
  expect(inShort(await proposed(room.state, [{ text: "take it down" }]))).toBe("play_beat behind-portrait");
  expect(inShort(await proposed(room.state, [{ text: "ask her about the wolves" }]))).toBe("person_speaks orla wolves");
  expect(inShort(await proposed(room.state, [{ text: "ask him about the horse" }]))).toBe("person_speaks tam horse");
});

test("a question to the DM changes nothing in the world", async () => {
  const { state } = lanternTable("inn");
  for (const text of [
    "can I break the chest?",
    "what happens if I ring the bell?",
    "is the cellar safe?",
    "search the hearth",
  ]) {
    const { calls } = await proposed(state, [{ text, mode: "ask" }]);
    expect(calls.every(({ tool }) => tool === "describe" || tool === "recall_lore" || tool === "ask_player")).toBe(
      true,
    );
  }
});

test("nobody's player moves another's hero", async () => {
  const { state } = lanternTable("inn");
  for (const text of ["Bram opens the chest", "take Bram's mace", "make Bram attack Orla"]) {
    const { calls } = await proposed(state, [{ text }]);
    for (const { args } of calls) expect(Object.values(args).filter((value) => value === "bram")).toEqual([]);
  }
});

test("a turn of two heroes is told for both", async () => {
  const room = lanternTable("inn");
  room.ask(room.owner, { type: "gm_settings", settings: { turnMode: "round" } });
  room.ask(mira, { type: "act", mode: "do", text: "read the notices" });
  room.ask(jon, { type: "act", mode: "do", text: "ring the bell" });
  if (room.state.public.turn === null) room.openDueTurn([mira, jon]);
  const { narration } = await runTurn(room, []);
  expect(narration.text).toContain("Lost: one miller.");
  expect(narration.text).toContain("everybody looks up");
});
