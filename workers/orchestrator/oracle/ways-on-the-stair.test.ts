import { expect, test } from "vitest";
import { actorAt, inShort, proposed, stairTable } from "../../testkit/oracle-table.ts";

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
