import { expect, test } from "vitest";
import { actorAt, inShort, lanternTable, proposed, stairTable } from "../../testkit/oracle-table.ts";

/** Half-way up Tallow Stair, where one way leads up and the way back leads down. */
function halfWayUp() {
  const room = stairTable();
  const heroId = actorAt("stair");
  const member = room.state.public.creatures[heroId]?.ownerId;
  if (member === null || member === undefined) throw new Error("Nobody plays Hild.");
  room.ask(member, { type: "act", mode: "do", text: "go up" });
  room.propose([{ tool: "play_beat", args: { beatId: "feel-way-up", creatureId: heroId } }]);
  room.narrate("It is done.");
  return room.state;
}

test.each([
  ["go back up", "move_scene stair-on"],
  ["head back up the stairs", "move_scene stair-on"],
  ["go back down", "move_scene stair-down"],
  ["go back", "move_scene stair-down"],
])("half-way up, the heading counts before what lies behind: %s", async (text, expected) => {
  const state = halfWayUp();
  expect(state.public.scene?.id).toBe("long-stair");
  expect(inShort(await proposed(state, [{ text, heroId: actorAt("stair") }]))).toBe(expected);
});

test.each(["keep climbing", "climb the steps", "leave and climb the stairs"])(
  "with no beat left to climb, the way up is what is climbed: %s",
  async (text) => {
    const room = lanternTable("inn");
    const mira = room.state.public.creatures["wren"]?.ownerId;
    if (mira === null || mira === undefined) throw new Error("Nobody plays Wren.");
    room.ask(mira, { type: "act", mode: "do", text: "climb the beams" });
    room.propose([{ tool: "play_beat", args: { beatId: "climb-beams", creatureId: "wren" } }]);
    room.narrate("It is done.");
    expect(inShort(await proposed(room.state, [{ text }]))).toBe("move_scene stairs");
  },
);

test.each([
  ["open the iron door", "ask_player"],
  ["open the shutter", "describe feature old-man-window"],
])("half-way up, only what is there is meant: %s", async (text, expected) => {
  expect(inShort(await proposed(halfWayUp(), [{ text, heroId: actorAt("stair") }]))).toBe(expected);
});
